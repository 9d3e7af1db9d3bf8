package ouroboros.spark.cluster;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of tasks, for benchmarks: a measure of work that hardly depends on what else the
 * machine does. Not in it are the driver, the collector of garbage and the compiler of byte code.
 */
public final class TaskCpu extends SparkListener implements AutoCloseable {
  private final SparkContext spark;
  private final ConcurrentSkipListMap<Long, AtomicLong> nanos = new ConcurrentSkipListMap<>();
  private final AtomicLong ended = new AtomicLong();

  private TaskCpu(SparkContext spark) {
    this.spark = spark;
  }

  /** Listens from now on. */
  public static TaskCpu listen(SparkContext spark) {
    TaskCpu listener = new TaskCpu(spark);
    spark.addSparkListener(listener);
    return listener;
  }

  @Override
  public void onTaskEnd(@Nullable SparkListenerTaskEnd task) {
    if (task != null && task.taskMetrics() != null) {
      ended.accumulateAndGet(task.taskInfo().finishTime(), Math::max);
      nanos
          .computeIfAbsent(task.taskInfo().launchTime(), time -> new AtomicLong())
          .addAndGet(task.taskMetrics().executorCpuTime());
    }
  }

  /**
   * CPU seconds of the tasks that began less than so many seconds before the last one ended.
   *
   * @param seconds wall time
   */
  public double inTheLast(double seconds) {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark does not report the end of its tasks", e);
    }
    long begun = ended.get() - (long) (1000 * seconds);
    return nanos.tailMap(begun).values().stream().mapToLong(AtomicLong::get).sum() / 1e9;
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
