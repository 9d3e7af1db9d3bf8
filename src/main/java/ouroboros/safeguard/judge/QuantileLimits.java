package ouroboros.safeguard.judge;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The values that pass: from the lower limit to the upper one, both included.
 *
 * <p>As quantiles of a sample of n sorted values x_1 .. x_n: the lower limit lo is x_(floor(lo n) +
 * 1), so at most the share lo of the sample is below it. The upper limit hi is x_(ceil(hi n)), so
 * at most the share 1 - hi is above it. Of n different values ceil(hi n) - floor(lo n) pass. 0 and
 * 1 are no limits. Products are those of the decimal numbers, so 0.29 of 100 is 29.
 *
 * @param lower the smallest value that passes
 * @param upper the largest value that passes
 */
public record QuantileLimits(double lower, double upper) implements Serializable {

  /**
   * Quantiles of a sample.
   *
   * @param sorted [n] ascending; enough by {@link #fewest}
   * @param lo in [0, 1)
   * @param hi in (lo, 1]
   */
  public static QuantileLimits of(double[] sorted, double lo, double hi) {
    int n = sorted.length;
    return new QuantileLimits(
        lo == 0 ? Double.NEGATIVE_INFINITY : sorted[rank(lo, n, RoundingMode.FLOOR)],
        hi == 1 ? Double.POSITIVE_INFINITY : sorted[rank(hi, n, RoundingMode.CEILING) - 1]);
  }

  private static int rank(double share, int n, RoundingMode rounding) {
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(n))
        .setScale(0, rounding)
        .intValueExact();
  }

  /** The fewest values of which one is outside each limit that is set: 20 for lo = 0.05. */
  public static long fewest(double lo, double hi) {
    BigDecimal above = BigDecimal.ONE.subtract(BigDecimal.valueOf(hi));
    return Math.max(fewest(BigDecimal.valueOf(lo)), fewest(above));
  }

  private static long fewest(BigDecimal outside) {
    return outside.signum() == 0
        ? 1
        : BigDecimal.ONE.divide(outside, 0, RoundingMode.CEILING).longValueExact();
  }

  /** Whether a value passes. */
  public boolean pass(double value) {
    return value >= lower && value <= upper;
  }
}
