package ouroboros.spark.cluster;

import java.util.concurrent.Semaphore;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Lets only so many tasks of this JVM work at once as half of its heap holds: a large part works
 * alone, small ones side by side. Decides when a task works, never what it makes.
 */
public final class HeapGate {
  private static final int MEGABYTES =
      (int) Math.min(Integer.MAX_VALUE, Math.max(1, Runtime.getRuntime().maxMemory() >> 21));

  private static final Semaphore LEFT = new Semaphore(MEGABYTES, true);

  private HeapGate() {}

  /** Waits for room, which is given back when the task ends, however it ends. */
  public static void enter(long bytes) {
    int megabytes = (int) Math.min(MEGABYTES, bytes >> 20);
    LEFT.acquireUninterruptibly(megabytes);
    TaskCompletionListener leave = task -> LEFT.release(megabytes);
    TaskContext.get().addTaskCompletionListener(leave);
  }
}
