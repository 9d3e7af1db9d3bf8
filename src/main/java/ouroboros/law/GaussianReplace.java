package ouroboros.law;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * s_t^2 = a product of independent scaled chi-square variables, one per fit: the variance of a
 * Gaussian in one dimension if every T_g is a whole S_g. Sizes may differ from fit to fit; the
 * truth has variance 1.
 *
 * <p>With n points and divisor n: E log = psi((n - 1)/2) - log(n/2), Var log = psi'((n - 1)/2), E
 * s^2 = 1 - 1/n, E s = c4(n) sqrt((n - 1)/n), c4(n) = sqrt(2/(n - 1)) Gamma(n/2)/Gamma((n - 1)/2),
 * per fit. These factors are multiplied (their logarithms added) over the fits, and every draw
 * after the first fit multiplies the variance by the spread lambda.
 */
final class GaussianReplace {
  private final List<Long> sizes;
  private final Divisor divisor;
  private final double spread;

  /**
   * @param sizes sizes of the training sets of fits 1 .. t, each at least 2
   */
  GaussianReplace(List<Long> sizes, Divisor divisor, double spread) {
    this.sizes = List.copyOf(sizes);
    this.divisor = divisor;
    this.spread = spread;
  }

  double logVariance() {
    double sum = (sizes.size() - 1) * StrictMath.log(spread);
    for (double n : sizes) {
      sum += Gamma.digamma((n - 1) / 2) - StrictMath.log(by(n) / 2);
    }
    return sum;
  }

  double sdOfLogVariance() {
    double sum = 0;
    for (double n : sizes) {
      sum += Gamma.trigamma((n - 1) / 2);
    }
    return StrictMath.sqrt(sum);
  }

  double variance() {
    double product = StrictMath.pow(spread, sizes.size() - 1.0);
    for (double n : sizes) {
      product *= (n - 1) / by(n);
    }
    return product;
  }

  /** E s^4 = prod (n^2 - 1)/divisor^2. */
  double sdOfVariance() {
    double ratio = 1;
    for (double n : sizes) {
      ratio *= (n + 1) / (n - 1);
    }
    return variance() * StrictMath.sqrt(ratio - 1);
  }

  /** E s. */
  double deviation() {
    double product = StrictMath.pow(spread, (sizes.size() - 1) / 2.0);
    for (double n : sizes) {
      double logC4 =
          StrictMath.log(2 / (n - 1)) / 2 + Gamma.logGamma(n / 2) - Gamma.logGamma((n - 1) / 2);
      product *= StrictMath.exp(logC4) * StrictMath.sqrt((n - 1) / by(n));
    }
    return product;
  }

  private double by(double n) {
    return divisor == Divisor.N ? n : n - 1;
  }
}
