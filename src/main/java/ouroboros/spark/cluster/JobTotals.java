package ouroboros.spark.cluster;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/**
 * What jobs and tasks cost, for benchmarks. CPU time of tasks is a measure of work that hardly
 * depends on what else the machine does; not in it are the driver, the collector of garbage and the
 * compiler of byte code.
 */
public final class JobTotals extends SparkListener implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final RuntimeMXBean JVM = ManagementFactory.getRuntimeMXBean();

  /** Who listens to the work that threads do without Spark; null for nobody. */
  private static volatile @Nullable JobTotals listening;

  private final SparkContext spark;

  /** By the time, in ms, when a task was launched or a job began. */
  private final TreeMap<Long, Sums> sums = new TreeMap<>();

  private long ended;

  private JobTotals(SparkContext spark) {
    this.spark = spark;
  }

  /**
   * Sums over tasks and jobs. Work that a thread does itself in place of a task is counted as one.
   *
   * @param cpuSeconds CPU time of tasks
   * @param jobs of Spark
   * @param shuffledBytes what tasks wrote for other tasks
   * @param resultBytes what tasks sent to the driver
   * @param broadcastBytes what the driver sent to all workers
   */
  public record Sums(
      double cpuSeconds,
      long jobs,
      long tasks,
      long shuffledBytes,
      long resultBytes,
      long broadcastBytes) {
    private static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    private Sums plus(Sums more) {
      return new Sums(
          cpuSeconds + more.cpuSeconds,
          jobs + more.jobs,
          tasks + more.tasks,
          shuffledBytes + more.shuffledBytes,
          resultBytes + more.resultBytes,
          broadcastBytes + more.broadcastBytes);
    }

    /** The sums by name, as lines of {@code jobs/bench} have them. */
    public Map<String, Object> named() {
      return Map.of(
          "taskCpuSeconds", cpuSeconds,
          "jobs", jobs,
          "tasks", tasks,
          "shuffledBytes", shuffledBytes,
          "resultBytes", resultBytes,
          "broadcastBytes", broadcastBytes);
    }
  }

  /** Listens from now on. */
  public static JobTotals listen(SparkContext spark) {
    JobTotals listener = new JobTotals(spark);
    spark.addSparkListener(listener);
    listening = listener;
    return listener;
  }

  /** Does the work of a task in this thread. */
  static <B> B here(Supplier<B> work) {
    JobTotals listener = listening;
    if (listener == null) {
      return work.get();
    }
    long launched = time();
    long begun = THREADS.getCurrentThreadCpuTime();
    B made = work.get();
    double seconds = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
    listener.add(launched, new Sums(seconds, 0, 1, 0, 0, 0));
    listener.noteEnd(time());
    return made;
  }

  /** The start of the JVM plus how long it runs, in ms, as the events of Spark have times. */
  private static long time() {
    return JVM.getStartTime() + JVM.getUptime();
  }

  @Override
  public void onTaskEnd(@Nullable SparkListenerTaskEnd task) {
    if (task != null && task.taskMetrics() != null) {
      TaskMetrics of = task.taskMetrics();
      add(
          task.taskInfo().launchTime(),
          new Sums(
              of.executorCpuTime() / 1e9,
              0,
              1,
              of.shuffleWriteMetrics().bytesWritten(),
              of.resultSize(),
              0));
      noteEnd(task.taskInfo().finishTime());
    }
  }

  @Override
  public void onJobStart(@Nullable SparkListenerJobStart job) {
    if (job != null) {
      add(job.time(), new Sums(0, 1, 0, 0, 0, 0));
    }
  }

  @Override
  public void onBlockUpdated(@Nullable SparkListenerBlockUpdated update) {
    if (update != null && update.blockUpdatedInfo().blockId().name().startsWith("broadcast_")) {
      // Such an event has no time of its own; it is not earlier than the last one.
      long bytes = update.blockUpdatedInfo().memSize() + update.blockUpdatedInfo().diskSize();
      add(lastTime(), new Sums(0, 0, 0, 0, 0, bytes));
    }
  }

  private synchronized void add(long time, Sums more) {
    sums.merge(time, more, Sums::plus);
  }

  private synchronized long lastTime() {
    return sums.isEmpty() ? 0 : sums.lastKey();
  }

  private synchronized void noteEnd(long time) {
    ended = Math.max(ended, time);
  }

  /**
   * The sums over what began less than so many seconds before the last task ended.
   *
   * @param seconds wall time
   */
  public Sums inTheLast(double seconds) {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark does not report the end of its tasks", e);
    }
    return since(seconds);
  }

  private synchronized Sums since(double seconds) {
    long begun = ended - (long) (1000 * seconds);
    return sums.tailMap(begun).values().stream().reduce(Sums.NONE, Sums::plus);
  }

  @Override
  public void close() {
    listening = listening == this ? null : listening;
    spark.removeSparkListener(this);
  }
}
