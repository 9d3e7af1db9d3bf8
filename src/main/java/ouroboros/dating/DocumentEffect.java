package ouroboros.dating;

import ouroboros.metric.count.GroupedCounts;

/**
 * By how much the candidate's documents, which a bootstrap over documents would draw again, make an
 * age less certain than independent tokens do.
 *
 * <p>The statistic is the log likelihood ratio of two close ages, a sum over types. Its variance by
 * the jackknife over groups of documents is divided by the variance that it would have if each
 * token was drawn on its own. For generated text this is about 1. A jackknife and not a bootstrap,
 * because a bootstrap of documents loses words that occur once, which are what an age is read from.
 */
final class DocumentEffect {
  private DocumentEffect() {}

  /** The design effect; 1 if there are too few documents to tell. */
  static double of(AgeLikelihood likelihood, GroupedCounts counts, Age age, Age near) {
    if (!counts.isFull()) {
      return 1;
    }
    double[][] ratio = likelihood.ratios(age, near);
    PairSpectrum all = PairSpectrum.of(counts.pairs(1));
    double independent = 0;
    for (int c = 1; c <= PairSpectrum.RAREST; c++) {
      long[] types = all.types(c);
      for (int m = 1; m < types.length; m++) {
        double step = value(ratio[c], m) - value(ratio[c], m - 1);
        independent += types[m] * m * step * step;
      }
    }
    int groups = GroupedCounts.GROUPS;
    double[] without = new double[groups];
    double mean = 0;
    for (int g = 0; g < groups; g++) {
      PairSpectrum rest = PairSpectrum.of(counts.without(1, g));
      for (int c = 1; c <= PairSpectrum.RAREST; c++) {
        long[] types = rest.types(c);
        for (int m = 0; m < types.length; m++) {
          without[g] += types[m] == 0 ? 0 : types[m] * value(ratio[c], m);
        }
      }
      mean += without[g] / groups;
    }
    double squares = 0;
    for (double each : without) {
      squares += (each - mean) * (each - mean);
    }
    double jackknife = squares * (groups - 1) / groups;
    return independent == 0 ? 1 : jackknife / independent;
  }

  private static double value(double[] ratios, int count) {
    return ratios[Math.min(count, ratios.length - 1)];
  }
}
