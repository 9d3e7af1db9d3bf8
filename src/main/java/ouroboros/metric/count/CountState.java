package ouroboros.metric.count;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Everything from which the count metrics of one n, subject and scope are computed.
 *
 * @param n length of the n-grams, at least 1
 * @param pairs the pair histogram
 * @param subjectCounts the counts of the subject in it
 * @param novelTokens n-gram tokens of the subject that occur in no real text used so far; empty if
 *     not known
 * @param testNovelShare the share of novel n-gram tokens in the test split; empty if not known
 * @param rarefyTo how many n-gram tokens the rarefied metrics keep, the same for a whole
 *     experiment; empty for no rarefied metrics
 * @param zipfCut the smallest count that {@code zipf-exponent} is fitted to, the same for a whole
 *     experiment; empty for no fit
 * @param unit the count of one occurrence: 1, or 2^20 for weighted training sets; metrics that need
 *     whole counts are undefined unless it is 1
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

  /** From the histogram alone: novelty is not known, nothing is rarefied, counts are whole. */
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

  /** With metrics rarefied to {@code tokens >= 1} n-gram tokens. */
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

  /** With counts in units of 1/{@code ofOne} of an occurrence. */
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
