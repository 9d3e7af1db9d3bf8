package ouroboros.inference.verdict;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleFunction;
import ouroboros.inference.Estimate;
import ouroboros.inference.Trajectory;

/**
 * How a change is measured. X(s) and X(e) are the values at the start and at the end, C(s) and C(e)
 * those of the control.
 */
enum Scale {
  /** E (log2 X(e) - log2 X(s)) - (log2 C(e) - log2 C(s)). */
  BITS("difference in bits") {
    @Override
    Optional<Trajectory> view(Trajectory raw) {
      return raw.log2();
    }
  },

  /** E (X(e) - X(s)) - (C(e) - C(s)). */
  DIFFERENCE("difference"),

  /**
   * (X(e) / X(s)) / (C(e) / C(s)), the geometric mean over the replicates, which is tested by its
   * logarithm. If a value is 0, or single values were not kept, 1 + E ((X(e) - X(s)) - (C(e) -
   * C(s))) / E X(s).
   */
  RATIO("ratio") {
    @Override
    Optional<Measured> change(Fed seen) {
      Optional<Estimate> logs = seen.less(seen.change()).logarithms();
      return logs.isPresent()
          ? logs.map(
              e ->
                  new Measured(
                      StrictMath.exp(e.mean()),
                      true,
                      margin -> Optional.of(e.minus(StrictMath.log(margin)))))
          : seen.less(seen.change())
              .estimate()
              .map(
                  e ->
                      new Measured(
                          1 + e.mean() / seen.level(),
                          false,
                          margin -> seen.less(seen.change(), margin - 1).estimate()));
    }

    @Override
    Optional<Measured> trend(Fed seen, SortedMap<Integer, Double> slope) {
      return seen.less(slope)
          .estimate()
          .map(
              e ->
                  new Measured(
                      e.mean() / seen.level(),
                      false,
                      margin -> seen.less(slope, margin).estimate()));
    }

    @Override
    boolean hasStart(Fed seen) {
      return seen.level() != 0;
    }
  };

  private final String text;

  Scale(String text) {
    this.text = text;
  }

  /** The name in {@code verdicts.csv} of the scale of a change. */
  String text() {
    return text;
  }

  /** The name of the scale of a slope over log2 t. */
  String perDoubling() {
    return (this == RATIO ? "multiple of the start" : text) + " per doubling of t";
  }

  /**
   * What is compared with the margins.
   *
   * @param shown the estimate, in the margins' unit
   * @param typical whether it is that of the typical replicate, which a few large values do not
   *     change
   * @param less the estimate of what is positive above a margin and negative below it
   */
  record Measured(double shown, boolean typical, DoubleFunction<Optional<Estimate>> less) {}

  /** The trajectory on this scale; empty if it cannot be computed. */
  Optional<Trajectory> view(Trajectory raw) {
    return Optional.of(raw);
  }

  /** Whether the start can be used for a comparison: a ratio to 0 has no meaning. */
  boolean hasStart(Fed seen) {
    return true;
  }

  /** The change from start to end; empty with one replicate or an infinite value. */
  Optional<Measured> change(Fed seen) {
    return trend(seen, seen.change());
  }

  /** A weighted sum over the generations, a ratio in units of the start. */
  Optional<Measured> trend(Fed seen, SortedMap<Integer, Double> slope) {
    return seen.less(slope)
        .estimate()
        .map(e -> new Measured(e.mean(), this == BITS, margin -> Optional.of(e.minus(margin))));
  }
}
