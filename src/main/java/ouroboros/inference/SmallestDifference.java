package ouroboros.inference;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * delta(d) sd/sqrt(n): the smallest true difference that a two-sided 5% t test finds in {@value
 * #POWER} of repetitions. delta is the noncentrality with P(T'(d, delta) > t(.975, d)) = {@value
 * #POWER}, T' the noncentral t with d = n - 1 degrees of freedom.
 *
 * <p>Where no difference is found, one that is larger is improbable; so a claim of agreement names
 * it. Error of delta below 1e-6. Cost: one quadrature of {@value #PANELS} points for each step of
 * the solver, once for each d. Source: J. Cohen (1988), Statistical Power Analysis, chapter 2.
 */
public final class SmallestDifference {
  private static final double POWER = 0.8;
  private static final int PANELS = 2000;
  private static final double WIDTHS = 9;
  private static final double HIGHEST = 100;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final Map<Long, Double> KNOWN = new ConcurrentHashMap<>();

  private SmallestDifference() {}

  /**
   * For these differences of pairs; empty for fewer than two, with an infinite one, and where all
   * are equal but for rounding, which says nothing of other repetitions.
   *
   * @param spread the standard deviation that is taken, at least that of the values
   */
  static OptionalDouble of(Moments values, OptionalDouble spread) {
    return spread.isPresent() && Summary.isSpread(values.sd(), values.mean())
        ? OptionalDouble.of(
            ofDegrees(values.count() - 1)
                * (spread.getAsDouble() / Math.sqrt((double) values.count())))
        : OptionalDouble.empty();
  }

  /** delta, in standard errors of the mean, for {@code degrees >= 1} degrees of freedom. */
  public static double ofDegrees(long degrees) {
    return KNOWN.computeIfAbsent(degrees, SmallestDifference::solve);
  }

  /** The limit of many degrees of freedom: the standard error is known. */
  public static double ofKnownSpread() {
    return NORMAL.inverseCumulativeProbability(0.975) + NORMAL.inverseCumulativeProbability(POWER);
  }

  private static double solve(long degrees) {
    double critical = StudentInterval.quantile(degrees);
    return new BrentSolver(1e-9)
        .solve(1000, delta -> power(delta, critical, degrees) - POWER, 0, HIGHEST);
  }

  /**
   * P(Z + delta > critical V), V the square root of a chi-squared variable over its degrees of
   * freedom, by Simpson's rule over V.
   */
  private static double power(double delta, double critical, long degrees) {
    double half = WIDTHS / Math.sqrt(2.0 * degrees);
    double from = Math.max(0, 1 - half);
    double step = (1 + half - from) / PANELS;
    double logScale =
        StrictMath.log(2)
            + degrees / 2.0 * StrictMath.log(degrees / 2.0)
            - Gamma.logGamma(degrees / 2.0);
    double sum = 0;
    for (int i = 0; i <= PANELS; i++) {
      double v = from + i * step;
      double log = logScale + (degrees - 1) * StrictMath.log(v) - degrees * v * v / 2;
      double density = v > 0 ? StrictMath.exp(log) : degrees == 1 ? StrictMath.exp(logScale) : 0;
      double weight = i == 0 || i == PANELS ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * density * NORMAL.cumulativeProbability(delta - critical * v);
    }
    return sum * step / 3;
  }
}
