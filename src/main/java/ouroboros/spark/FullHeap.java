package ouroboros.spark;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.CurrentStep;

/** What to say when memory is used up. */
public final class FullHeap {
  private FullHeap() {}

  /** The message for a heap in which Spark does not start. */
  public static String tooSmall() {
    return String.format(
        Locale.ROOT,
        "the heap of %.1f GiB is too small for Spark; give it more, for example"
            + " -- --driver-memory 1g",
        Runtime.getRuntime().maxMemory() / (double) (1L << 30));
  }

  /** The message for an error in the step that is running. */
  public static String text(OutOfMemoryError error) {
    return text(error, CurrentStep.name());
  }

  /**
   * The message for an error.
   *
   * @param step what was done; not said if absent
   */
  static String text(OutOfMemoryError error, @Nullable String step) {
    String why = String.valueOf(error.getMessage());
    String during = step == null || step.isEmpty() ? "" : " (" + step + ")";
    if (why.contains("native thread")) {
      return "this machine starts no more threads"
          + during
          + "; see ulimit -u, or use fewer cores:"
          + " -- --master local[2]";
    }
    if (why.startsWith("Requested array size") || why.startsWith("Required")) {
      return "a single array would be longer than Java allows" + during + ": " + why;
    }
    if (why.contains("Metaspace") || why.contains("direct")) {
      return "memory outside the heap is used up" + during + ": " + why;
    }
    return String.format(
        Locale.ROOT,
        "the heap of %.1f GiB is full%s; give it more, for example -- --driver-memory %dg",
        Runtime.getRuntime().maxMemory() / (double) (1L << 30),
        during,
        Math.max(2, 2 * ((Runtime.getRuntime().maxMemory() + (1L << 29)) >> 30)));
  }
}
