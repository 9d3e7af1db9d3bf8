package ouroboros.random;

/**
 * Gamma(shape, scale 1): density x^(shape - 1) exp(-x) / Gamma(shape). Numbers are given as
 * logarithms, because a shape far below 1 gives numbers that a double would round to 0.
 *
 * <p>For {@code shape < 1}, draws Gamma(shape + 1) and multiplies it by U^(1/shape), in logarithms.
 *
 * <p>Cost: about 2.1 random numbers; one more for {@code shape < 1}.
 *
 * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia and Tsang 2000, A simple method
 *     for generating gamma variables</a>
 */
public final class Gamma {
  private Gamma() {}

  /**
   * The natural logarithm of one gamma number.
   *
   * @param shape above 0, finite
   */
  public static double logSample(KeyedStream random, double shape) {
    if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A gamma number needs a shape in (0, Infinity), not " + shape + ".");
    }
    if (shape < 1) {
      return logSample(random, shape + 1) + StrictMath.log(1 - random.nextDouble()) / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = Normal.sample(random);
      double v = 1 + c * x;
      if (v > 0) {
        double log = 3 * StrictMath.log(v);
        double u = 1 - random.nextDouble();
        if (StrictMath.log(u) < x * x / 2 + d - d * v * v * v + d * log) {
          return StrictMath.log(d) + log;
        }
      }
    }
  }
}
