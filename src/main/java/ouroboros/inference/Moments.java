package ouroboros.inference;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Number, mean and sum of squared deviations of values over replicates: immutable and mergeable.
 *
 * <p>The bits depend on the order of the operations, so the order is fixed. Replicates are split
 * into chunks of {@link #CHUNK}: chunk c contains the replicates c CHUNK .. (c + 1) CHUNK - 1.
 * Inside a chunk {@link #plus} is called in the order of the replicates, then the chunks are
 * combined by {@link #merge} in their order. Infinite values are counted separately: if there are
 * any, the mean is infinite (undefined if both signs occur) and the standard deviation is
 * undefined. Sources: B. P. Welford (1962), doi:10.1080/00401706.1962.10490022; T. F. Chan, G. H.
 * Golub, R. J. LeVeque (1983), doi:10.1080/00031305.1983.10483115.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  /** Number of replicates in a chunk. */
  public static final int CHUNK = 1024;

  /** No values. */
  public static final Moments EMPTY = new Moments(0, 0, 0, 0, 0);

  private final long finite;
  private final double mean;
  private final double squares;
  private final long positiveInfinite;
  private final long negativeInfinite;

  private Moments(
      long finite, double mean, double squares, long positiveInfinite, long negativeInfinite) {
    this.finite = finite;
    this.mean = mean;
    this.squares = squares;
    this.positiveInfinite = positiveInfinite;
    this.negativeInfinite = negativeInfinite;
  }

  /** The moments from the numbers that {@link #numbers} returned. */
  public static Moments of(double[] numbers) {
    return new Moments(
        (long) numbers[0], numbers[1], numbers[2], (long) numbers[3], (long) numbers[4]);
  }

  /** The whole state as five numbers, to be written to a file. */
  public double[] numbers() {
    return new double[] {finite, mean, squares, positiveInfinite, negativeInfinite};
  }

  /**
   * The moments with one more value.
   *
   * @throws IllegalArgumentException for NaN: callers must leave out undefined values
   */
  public Moments plus(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a value is NaN; what is undefined has no value");
    }
    if (Double.isInfinite(value)) {
      return new Moments(
          finite,
          mean,
          squares,
          positiveInfinite + (value > 0 ? 1 : 0),
          negativeInfinite + (value < 0 ? 1 : 0));
    }
    double step = value - mean;
    double moved = mean + step / (finite + 1);
    return new Moments(
        finite + 1, moved, squares + step * (value - moved), positiveInfinite, negativeInfinite);
  }

  /** The moments with the values of a later chunk. */
  public Moments merge(Moments later) {
    if (later.finite == 0 || finite == 0) {
      Moments some = finite == 0 ? later : this;
      return new Moments(
          some.finite,
          some.mean,
          some.squares,
          positiveInfinite + later.positiveInfinite,
          negativeInfinite + later.negativeInfinite);
    }
    double n = (double) finite + later.finite;
    double step = later.mean - mean;
    return new Moments(
        finite + later.finite,
        mean + step * (later.finite / n),
        squares + later.squares + step * step * (finite * (later.finite / n)),
        positiveInfinite + later.positiveInfinite,
        negativeInfinite + later.negativeInfinite);
  }

  /** Number of values, infinite ones included. */
  public long count() {
    return finite + positiveInfinite + negativeInfinite;
  }

  /** Number of infinite values. */
  public long infinite() {
    return positiveInfinite + negativeInfinite;
  }

  /** Mean; infinite if a value is; empty without values, or with infinities of both signs. */
  public OptionalDouble mean() {
    if (count() == 0 || (positiveInfinite > 0 && negativeInfinite > 0)) {
      return OptionalDouble.empty();
    } else if (positiveInfinite > 0) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    return OptionalDouble.of(negativeInfinite > 0 ? Double.NEGATIVE_INFINITY : mean);
  }

  /**
   * Standard deviation with divisor count - 1; empty for fewer than two values or with an infinite
   * one.
   */
  public OptionalDouble sd() {
    return finite < 2 || finite < count()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(squares / (finite - 1)));
  }
}
