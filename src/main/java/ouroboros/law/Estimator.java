package ouroboros.law;

import java.util.function.DoubleUnaryOperator;
import ouroboros.truth.TruthSpec.Divisor;

/**
 * What a law must know of an estimator that pools independent draws linearly; V0 = 1.
 *
 * @param within the variance of one draw from a model, of the model's diversity F (after the
 *     divisor)
 * @param correction what the pooled variance is multiplied with, of the units' concentration
 */
record Estimator(DoubleUnaryOperator within, DoubleUnaryOperator correction) {

  /** Gaussian maximum likelihood, categorical frequencies: divisor n, draws as the model says. */
  static Estimator likelihood() {
    return new Estimator(f -> f, c -> 1);
  }

  /** Gaussian of a divisor, drawn from N(mu, spread x Sigma). */
  static Estimator gaussian(Divisor divisor, double spread) {
    return new Estimator(f -> spread * f, c -> divisor == Divisor.N ? 1 : 1 / (1 - c));
  }

  /** Points widened by a kernel of variance h^2. */
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
