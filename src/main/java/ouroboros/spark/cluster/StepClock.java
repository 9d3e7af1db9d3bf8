package ouroboros.spark.cluster;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Task seconds of the steps of a generation, for benchmarks. Each JVM has its own clock. No result
 * of a run is read from here.
 */
public final class StepClock {
  private static final int ROUNDS = 10;
  private static final Map<Step, LongAdder> NANOS = new EnumMap<>(Step.class);

  static {
    for (Step step : Step.values()) {
      NANOS.put(step, new LongAdder());
    }
  }

  private StepClock() {}

  /** The steps, by the names that benchmarks use. */
  public enum Step {
    /** Drawing sentences, counting them, merging the counts. */
    DRAW_COUNT,
    /** Compiling the model. */
    FIT,
    /** Scans for metrics and held-out text. */
    MEASURE,
    /** Writing tables. */
    SEAL
  }

  public static <T> T time(Step step, Supplier<T> work) {
    long started = System.nanoTime();
    try {
      return work.get();
    } finally {
      LongAdder sum = NANOS.get(step);
      if (sum != null) {
        sum.add(System.nanoTime() - started);
      }
    }
  }

  /** Seconds of each step so far, in all JVMs that run tasks. */
  public static Map<Step, Double> seconds(JavaSparkContext spark) {
    Map<Step, Double> all = new EnumMap<>(Step.class);
    for (long[] nanos : clocks(spark).values()) {
      int i = 0;
      for (Step step : NANOS.keySet()) {
        all.merge(step, nanos[i++] / 1e9, Double::sum);
      }
    }
    return all;
  }

  /**
   * [steps] by executor. One task per core reaches every idle executor; the next round asks again
   * those that were busy.
   */
  private static Map<String, long[]> clocks(JavaSparkContext spark) {
    Map<String, long[]> clocks = new TreeMap<>();
    for (int i = 0; i < ROUNDS && (i == 0 || clocks.size() < executors(spark)); i++) {
      List<Integer> cores = IntStream.range(0, spark.defaultParallelism()).boxed().toList();
      Jobs.each(spark, cores, core -> new Tuple2<>(SparkEnv.get().executorId(), here()))
          .forEach(clock -> clocks.put(clock._1(), clock._2()));
    }
    return clocks;
  }

  /** How many executors there are; the driver counts only if it is the only one. */
  private static int executors(JavaSparkContext spark) {
    return Math.max(1, spark.sc().getExecutorMemoryStatus().size() - 1);
  }

  /** [steps] in the order of the steps. */
  private static long[] here() {
    return NANOS.values().stream().mapToLong(LongAdder::sum).toArray();
  }
}
