package ouroboros.metric.count;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * All that the count metrics of one n, subject and scope are computed from.
 *
 * @param n length of the n-grams, at least 1
 * @param pairs the pair histogram
 * @param subjectCounts the subject's side of it
 * @param novelTokens n-gram tokens of the subject found in no real text used so far; empty: not
 *     known
 * @param testNovelShare the same share for the test split; empty: not known
 * @param rarefyTo n-gram tokens that the rarefied twins keep, the same for a whole experiment;
 *     empty: no twins
 * @param zipfCut least count that {@code zipf-exponent} is fitted to, the same for a whole
 *     experiment; empty: no fit
 * @param unit what one occurrence counts, 1 or (weighted training sets) 2^20; what needs whole
 *     counts is undefined unless it is 1
 */
public record CountState(
    int n,
    PairHistogram pairs,
    CountHistogram subjectCounts,
    OptionalLong novelTokens,
    OptionalDouble testNovelShare,
    OptionalLong rarefyTo,
    OptionalLong zipfCut,
    long unit) {

  /** From the histogram alone: nothing known of novelty, no twins, whole counts. */
  public static CountState of(int n, PairHistogram pairs) {
    return new CountState(
        n,
        pairs,
        pairs.subjectCounts(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        1);
  }

  /** With the number of novel n-gram tokens, in the counts' unit. */
  public CountState novel(long tokens) {
    return new CountState(
        n, pairs, subjectCounts, OptionalLong.of(tokens), testNovelShare, rarefyTo, zipfCut, unit);
  }

  /** With the test split's own share of novel n-gram tokens. */
  public CountState testNovel(double share) {
    return new CountState(
        n, pairs, subjectCounts, novelTokens, OptionalDouble.of(share), rarefyTo, zipfCut, unit);
  }

  /** With twins rarefied to {@code tokens >= 1} n-gram tokens. */
  public CountState rarefiedTo(long tokens) {
    return new CountState(
        n,
        pairs,
        subjectCounts,
        novelTokens,
        testNovelShare,
        OptionalLong.of(tokens),
        zipfCut,
        unit);
  }

  /** With {@code zipf-exponent} fitted to counts from {@code cut} on. */
  public CountState zipfFrom(long cut) {
    return new CountState(
        n, pairs, subjectCounts, novelTokens, testNovelShare, rarefyTo, OptionalLong.of(cut), unit);
  }

  /** With counts that are multiples of 1/unit of an occurrence. */
  public CountState inUnitsOf(long ofOne) {
    return new CountState(
        n, pairs, subjectCounts, novelTokens, testNovelShare, rarefyTo, zipfCut, ofOne);
  }

  boolean hasReal() {
    return pairs.realTypes() > 0;
  }

  boolean hasSubject() {
    return subjectCounts.tokens() > 0;
  }

  public double novelShare() {
    return novelTokens.isPresent()
        ? (double) novelTokens.getAsLong() / subjectCounts.tokens()
        : Double.NaN;
  }
}
