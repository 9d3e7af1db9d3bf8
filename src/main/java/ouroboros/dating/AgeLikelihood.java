package ouroboros.dating;

/**
 * The composite log likelihood of an age: the sum over types of the log probability of their counts
 * in the candidate, given their counts in R. Types are treated as independent; that they are not is
 * what intervals are calibrated for.
 */
final class AgeLikelihood {
  /** The deepest age that is considered. */
  static final int DEEPEST = 50;

  private static final double LEAST = 1e-300;

  private final PairSpectrum spectrum;
  private final RareRepeats repeats;
  private final LineageSizes sizes;

  AgeLikelihood(PairSpectrum spectrum, RareRepeats repeats, LineageSizes sizes) {
    this.spectrum = spectrum;
    this.repeats = repeats;
    this.sizes = sizes;
  }

  AgeLikelihood(Evidence evidence, LineageSizes sizes) {
    this(evidence.spectrum(), evidence.repeats(), sizes);
  }

  /** How many types have a say. */
  long types() {
    return spectrum.total();
  }

  /** [k - 1] The log likelihood of k = 1 .. most under {@code mixture} with this share. */
  double[] mixture(double share, int most) {
    return SpectrumLaw.mixture(share, most, sizes, spectrum.degree()).stream()
        .mapToDouble(this::of)
        .toArray();
  }

  /** The law of counts at an age, for degrees that {@code spectrum} needs. */
  CountSeries series(Age age) {
    return age.policy() == FeedbackPolicy.ACCUMULATE
        ? SpectrumLaw.accumulate(age.generations(), sizes, spectrum.degree())
        : SpectrumLaw.mixture(age.realShare(), age.generations(), sizes, spectrum.degree())
            .get(age.generations() - 1);
  }

  /** The log likelihood of an age. */
  double at(Age age) {
    return of(series(age));
  }

  /**
   * [c][count in the candidate] the probabilities at an age, up to the highest count that occurs;
   * one more entry for all larger ones.
   */
  double[][] probabilities(Age age) {
    return probabilities(series(age));
  }

  private double[][] probabilities(CountSeries series) {
    double[][] all = new double[PairSpectrum.RAREST + 1][];
    for (int c = 1; c <= PairSpectrum.RAREST; c++) {
      double[] psi = series.of(repeats.pairs(c));
      all[c] = SpectrumLaw.given(c, psi, Math.min(spectrum.types(c).length, psi.length) - 1);
    }
    return all;
  }

  /** [c][count in the candidate] the logarithms of the ratios of probabilities at two ages. */
  double[][] ratios(Age age, Age near) {
    double[][] p = probabilities(age);
    double[][] q = probabilities(near);
    double[][] ratios = new double[p.length][];
    for (int c = 1; c < p.length; c++) {
      ratios[c] = new double[p[c].length - 1];
      for (int m = 0; m < ratios[c].length; m++) {
        ratios[c][m] = log(p[c], m) - log(q[c], m);
      }
    }
    return ratios;
  }

  private double of(CountSeries series) {
    double[][] p = probabilities(series);
    double sum = 0;
    for (int c = 1; c <= PairSpectrum.RAREST; c++) {
      long[] types = spectrum.types(c);
      for (int m = 0; m < types.length; m++) {
        if (types[m] > 0) {
          sum += types[m] * log(p[c], m);
        }
      }
    }
    return sum;
  }

  /** The logarithm of a probability; counts above the last entry share it. */
  static double log(double[] p, int count) {
    return StrictMath.log(Math.max(p[Math.min(count, p.length - 1)], LEAST));
  }
}
