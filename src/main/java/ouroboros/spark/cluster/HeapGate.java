package ouroboros.spark.cluster;

import java.util.concurrent.Semaphore;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Limits how many tasks of this JVM work at the same time: together they take at most half of the
 * heap. A large part works alone, small ones work in parallel. Decides when a task works, never
 * what it computes.
 */
public final class HeapGate {
  private static final int MEGABYTES =
      (int) Math.min(Integer.MAX_VALUE, Math.max(1, Runtime.getRuntime().maxMemory() >> 21));

  private static final Semaphore LEFT = new Semaphore(MEGABYTES, true);

  private HeapGate() {}

  /** Waits until so much heap is free. It is given back when the task ends or fails. */
  public static void enter(long bytes) {
    int megabytes = (int) Math.min(MEGABYTES, bytes >> 20);
    LEFT.acquireUninterruptibly(megabytes);
    TaskCompletionListener leave = task -> LEFT.release(megabytes);
    TaskContext.get().addTaskCompletionListener(leave);
  }
}
