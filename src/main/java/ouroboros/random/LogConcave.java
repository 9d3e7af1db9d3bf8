package ouroboros.random;

import java.util.function.LongToDoubleFunction;

/**
 * Draws from any log-concave distribution on integers, given the logarithm of its probabilities and
 * its mode m: {@code p(m + k) <= p(m) min(1, exp(1 - p(m) |k|))}. So a flat piece with two
 * exponential tails is an envelope for rejection sampling.
 *
 * <p>Exact, apart from the rounding of the probabilities. Cost: on average 4 + p(m) rounds, each of
 * four random numbers and one probability, whatever the variance.
 *
 * @see <a href="https://doi.org/10.1007/BF02307707">Devroye 1987, A simple generator for discrete
 *     log-concave distributions</a>
 */
final class LogConcave {
  private LogConcave() {}

  /** An integer in [low, high]. */
  static long sample(
      KeyedStream random, long mode, long low, long high, LongToDoubleFunction logProbability) {
    double logPeak = logProbability.applyAsDouble(mode);
    double peak = StrictMath.exp(logPeak);
    double flat = 1 + peak / 2;
    while (true) {
      double beyond = 0;
      double y;
      if (random.nextDouble() * (1 + flat) <= flat) {
        y = random.nextDouble() * flat / peak;
      } else {
        beyond = -StrictMath.log(1 - random.nextDouble());
        y = (flat + beyond) / peak;
      }
      double step = Math.rint(y);
      long bits = random.nextLong();
      double candidate = bits < 0 ? mode - step : mode + step;
      double logHeight = StrictMath.log(1 - random.nextDouble()) - beyond;
      if (candidate < low || candidate > high) {
        continue;
      }
      long x = (long) candidate;
      if (logHeight <= logProbability.applyAsDouble(x) - logPeak) {
        return x;
      }
    }
  }
}
