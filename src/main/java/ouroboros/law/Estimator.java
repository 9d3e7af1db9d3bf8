package ouroboros.law;

import java.util.function.DoubleUnaryOperator;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * The properties of an estimator on which a law depends, for estimators that pool independent draws
 * linearly; V0 = 1.
 *
 * @param within maps the model's diversity F (after the divisor) to the variance of one draw from
 *     the model
 * @param correction maps the concentration of the units (sum of squared normalised weights) to the
 *     factor that is applied to the pooled variance
 */
record Estimator(DoubleUnaryOperator within, DoubleUnaryOperator correction) {

  /**
   * Gaussian maximum likelihood or categorical frequencies: divisor n, draws from the model
   * unchanged.
   */
  static Estimator likelihood() {
    return new Estimator(f -> f, c -> 1);
  }

  /** A Gaussian with the given divisor; draws come from N(mu, spread x Sigma). */
  static Estimator gaussian(Divisor divisor, double spread) {
    return new Estimator(f -> spread * f, c -> divisor == Divisor.N ? 1 : 1 / (1 - c));
  }

  /** A kernel density: draws are points plus noise of variance h^2, h the bandwidth. */
  static Estimator kernel(double bandwidth) {
    return new Estimator(f -> f + bandwidth * bandwidth, c -> 1);
  }

  /**
   * Draws of constant expected variance: Poisson counts (in units of the rate), regression noise.
   */
  static Estimator constant() {
    return new Estimator(f -> 1, c -> 1);
  }
}
