package ouroboros.dating;

import java.util.function.ToDoubleFunction;
import ouroboros.metric.count.PairHistogram;

/**
 * The counts that an age is read from: words, or n-grams if the models drew n-grams.
 *
 * @param order n; 1 for words
 * @param spectrum rare types by their counts
 * @param ratio the mean count of rare types in the candidate, divided by that in R
 * @param rareTokens tokens of rare types in R
 * @param repeats rare types that are repeated in a sentence
 * @param clustering by how much the variance of a sum of values of types is greater than if types
 *     were independent, from the sentences of R; the argument is [count in R][count in the
 *     candidate]
 */
record Evidence(
    int order,
    PairSpectrum spectrum,
    double ratio,
    double rareTokens,
    RareRepeats repeats,
    ToDoubleFunction<double[][]> clustering) {
  /** Words; what their sentences do to them is part of {@link Dating#INFLATION}. */
  static Evidence words(PairHistogram words, RareRepeats repeats) {
    return of(1, words, repeats, values -> 1);
  }

  /** The evidence of n-grams. */
  static Evidence of(
      int order,
      PairHistogram pairs,
      RareRepeats repeats,
      ToDoubleFunction<double[][]> clustering) {
    double inText = 0;
    double inReal = 0;
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.real(i) >= 1 && pairs.real(i) <= PairSpectrum.RAREST) {
        inText += (double) pairs.subject(i) * pairs.types(i);
        inReal += (double) pairs.real(i) * pairs.types(i);
      }
    }
    double ratio = Math.max(inText, .5) / Math.max(inReal, 1);
    return new Evidence(order, PairSpectrum.of(pairs), ratio, inReal, repeats, clustering);
  }
}
