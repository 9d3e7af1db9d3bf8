package ouroboros.inference;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The values of one number by replicate. A replicate whose value is undefined has no entry. Not
 * thread-safe.
 */
public final class Series {
  private final TreeMap<Integer, Double> values = new TreeMap<>();

  /**
   * Adds the value of a replicate.
   *
   * @throws IllegalArgumentException if the replicate already has a value
   */
  public void add(int replicate, double value) {
    if (values.putIfAbsent(replicate, value) != null) {
      throw new IllegalArgumentException(
          "replicate " + replicate + " has two values: " + values.get(replicate) + " and " + value);
    }
  }

  /** Moments of all values, in the fixed order of {@link Moments}. */
  public Moments moments() {
    return inChunks(values);
  }

  /**
   * Moments of this minus the baseline, over the replicates for which both values are finite; a
   * pair with an infinite value is left out.
   */
  public Moments differences(Series baseline) {
    return plus(baseline.map(value -> -value)).moments();
  }

  /** The sum of both, for the replicates for which both values are finite. */
  public Series plus(Series other) {
    Series sum = new Series();
    values.forEach(
        (replicate, value) -> {
          Double second = other.values.get(replicate);
          if (second != null && Double.isFinite(value) && Double.isFinite(second)) {
            sum.add(replicate, value + second);
          }
        });
    return sum;
  }

  /** This over the other, for the replicates with finite values and a positive other one. */
  Series ratios(Series other) {
    Series ratios = new Series();
    values.forEach(
        (replicate, value) -> {
          Double below = other.values.get(replicate);
          if (below != null && Double.isFinite(value) && Double.isFinite(below) && below > 0) {
            ratios.add(replicate, value / below);
          }
        });
    return ratios;
  }

  /** Applies a function to every value; a replicate for which it gives NaN is left out. */
  public Series map(DoubleUnaryOperator function) {
    Series mapped = new Series();
    values.forEach(
        (replicate, value) -> {
          double result = function.applyAsDouble(value);
          if (!Double.isNaN(result)) {
            mapped.add(replicate, result);
          }
        });
    return mapped;
  }

  /** The middle value, or the mean of the two middle ones; empty without values. */
  public OptionalDouble median() {
    double[] sorted = values.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2);
  }

  private static Moments inChunks(SortedMap<Integer, Double> byReplicate) {
    Moments all = Moments.EMPTY;
    Moments chunk = Moments.EMPTY;
    int current = 0;
    for (Map.Entry<Integer, Double> e : byReplicate.entrySet()) {
      if (e.getKey() / Moments.CHUNK != current) {
        all = all.merge(chunk);
        chunk = Moments.EMPTY;
        current = e.getKey() / Moments.CHUNK;
      }
      chunk = chunk.plus(e.getValue());
    }
    return all.merge(chunk);
  }
}
