package ouroboros.spark;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Task seconds of the steps of a generation in this JVM, for benchmarks on one machine. Nothing
 * that is reported as a result is read from here.
 */
final class StepClock {
  private static final Map<Step, LongAdder> NANOS = new EnumMap<>(Step.class);

  static {
    for (Step step : Step.values()) {
      NANOS.put(step, new LongAdder());
    }
  }

  private StepClock() {}

  /** The steps, as benchmarks call them. */
  enum Step {
    /** Drawing sentences, counting them, merging the counts. */
    DRAW_COUNT,
    /** Compiling the model. */
    FIT,
    /** Scans for metrics and held-out text. */
    MEASURE,
    /** Writing tables. */
    SEAL
  }

  static <T> T time(Step step, Supplier<T> work) {
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

  static double seconds(Step step) {
    LongAdder sum = NANOS.get(step);
    return sum == null ? 0 : sum.sum() / 1e9;
  }
}
