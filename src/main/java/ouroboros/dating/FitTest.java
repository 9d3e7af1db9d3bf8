package ouroboros.dating;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Does the law fit the counts? Pearson's statistic over the counts in the candidate, for each count
 * in R, in cells with at least 5 expected types.
 *
 * <p>Where there are many types every small difference is significant, so this is a test of close
 * fit (M. W. Browne, R. Cudeck (1992), doi:10.1177/0049124192021002005): the statistic is compared
 * with a noncentral chi^2 whose noncentrality is {@value #TOLERATED} per type, which is how far
 * order-3 models without smoothing were found to be from the law. Its distribution function is P.
 * B. Patnaik's approximation (1949, doi:10.1093/biomet/36.1-2.202).
 *
 * @param statistic Pearson's
 * @param freedom degrees of freedom
 * @param p probability of a larger statistic if the law is close
 */
public record FitTest(double statistic, int freedom, double p) {
  /** Below this p the fit is bad. */
  public static final double LEVEL = .001;

  /** Tolerated noncentrality per type. */
  static final double TOLERATED = .004;

  private static final double LEAST_EXPECTED = 5;

  /** Tests an age. */
  static FitTest of(AgeLikelihood likelihood, PairSpectrum spectrum, Age age) {
    double[][] probabilities = likelihood.probabilities(age);
    double statistic = 0;
    int freedom = -2;
    for (int c = 1; c <= PairSpectrum.RAREST; c++) {
      long[] types = spectrum.types(c);
      double[] p = probabilities[c];
      long all = 0;
      for (long each : types) {
        all += each;
      }
      double expected = 0;
      double observed = 0;
      double left = all;
      int cells = 0;
      for (int m = 0; m < p.length; m++) {
        expected += all * p[m];
        observed += m < types.length ? types[m] : 0;
        left -= all * p[m];
        boolean last = m == p.length - 1;
        if (last ? expected > 0 : expected >= LEAST_EXPECTED && left >= LEAST_EXPECTED) {
          statistic += (observed - expected) * (observed - expected) / expected;
          cells++;
          expected = 0;
          observed = 0;
        }
      }
      freedom += Math.max(0, cells - 1);
    }
    int degrees = Math.max(1, freedom);
    double noncentral = TOLERATED * spectrum.total();
    double scale = (degrees + 2 * noncentral) / (degrees + noncentral);
    double shape = (degrees + noncentral) / scale;
    double p = 1 - new ChiSquaredDistribution(null, shape).cumulativeProbability(statistic / scale);
    return new FitTest(statistic, degrees, p);
  }

  /** Whether the law fits. */
  public boolean isClose() {
    return p >= LEVEL;
  }
}
