package ouroboros.metric;

import java.util.function.ToDoubleFunction;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.Divergence;
import ouroboros.metric.count.Diversity;
import ouroboros.metric.count.Needs;
import ouroboros.metric.count.PowerLaw;
import ouroboros.metric.count.StabilityIndex;

/**
 * The metrics that are computed from the pair histogram. r and s are counts in R and in the
 * subject.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts and pure functions
public enum CountMetric implements Metric {
  /** Distinct n-grams. */
  TYPES(
      "types-n",
      Needs.NOTHING,
      true,
      "Distinct n-grams of the subject.",
      "#{s >= 1}",
      "types | 0 .. tokens | here",
      "early: the tail that a finite sample misses; it falls from the first generation on.",
      "Grows with the text's size: compare `types-n@`. New n-grams can hide lost ones.",
      s -> s.subjectCounts().types()),

  /** Share of R's types that still occur. */
  RETENTION(
      "retention-n",
      Needs.REAL,
      true,
      "Share of R's n-gram types that still occur in the subject.",
      "#{r >= 1, s >= 1} / #{r >= 1}",
      "share | 0 .. 1 | here; forecast 1 - exp(-c g_k), arXiv 2412.17646",
      "earliest: every rare type counts as much as a common one.",
      "Blind to how often a type occurs; a shorter text retains less even without any collapse.",
      s -> (double) s.pairs().sharedTypes() / s.pairs().realTypes()),

  /** Retention of words. */
  VOCABULARY_RETENTION(
      "vocabulary-retention",
      Needs.REAL,
      true,
      "Share of R's words that still occur: another name of `retention-1`, tested and plotted"
          + " once.",
      "#{r >= 1, s >= 1} / #{r >= 1}, n = 1",
      "share | 0 .. 1 | here; forecast 1 - exp(-c g_k), arXiv 2412.17646",
      "earliest: words that R has once are lost first.",
      "As `retention-n`.",
      s -> (double) s.pairs().sharedTypes() / s.pairs().realTypes()),

  /** Share of R's tokens whose type is lost. */
  LOST_MASS(
      "lost-mass-n",
      Needs.REAL,
      true,
      "Share of R's n-gram tokens whose type no longer occurs.",
      "sum p over {s = 0}",
      "share | 0 .. 1 | I. J. Good (1953), doi:10.1093/biomet/40.3-4.237",
      "middle: small while only hapaxes die, large once common types do.",
      "Weighs by R's own counts, in which a rare type's true share is badly known.",
      s -> (double) s.pairs().lostTokens() / s.pairs().realTokens()),

  /** Share of n-gram tokens never seen in real text. */
  NOVEL(
      "novel-n",
      Needs.NOVELTY,
      true,
      "Share of the subject's n-gram tokens found in no real text used so far.",
      "novel n-gram tokens / n-gram tokens",
      "share | 0 .. 1 | here",
      "early for n >= 2 with smoothing or low order: recombination; late: repetition lowers it.",
      "Real text not used is also partly novel: compare `excess-novel-n`. 0 is no merit: a copy"
          + " has it too.",
      CountState::novelShare),

  /** Novelty beyond that of real text. */
  EXCESS_NOVEL(
      "excess-novel-n",
      Needs.TEST_NOVELTY,
      false,
      "`novel-n` minus that of the test split: novelty beyond what fresh real text has.",
      "novel-n(subject) - novel-n(test)",
      "share | -1 .. 1 | here",
      "early: positive for invention, negative for copying.",
      "Test is one finite sample; its own share moves with its genre.",
      s -> s.novelShare() - s.testNovelShare().orElse(Double.NaN)),

  /** Types that occur once. */
  HAPAX(
      "hapax-n",
      Needs.WHOLE_COUNTS,
      true,
      "n-grams that occur exactly once.",
      "#{s = 1}",
      "types | 0 .. tokens | R. H. Baayen (2001), doi:10.1007/978-94-010-0844-0",
      "early: the next generation's losses are among them.",
      "Resampling makes new hapaxes out of doubles, so it falls later than retention; grows with"
          + " size.",
      s -> s.subjectCounts().hapaxes()),

  /** Entropy. */
  ENTROPY(
      "entropy-n",
      Needs.SUBJECT,
      true,
      "Plug-in entropy of the n-gram distribution.",
      "-sum q log2 q",
      "bits | 0 .. log2 types | C. E. Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x",
      "middle: frequent and rare types alike.",
      "Too low by about (types - 1)/(2 N ln 2) bits: compare sizes by `entropy-n@` only.",
      s -> Diversity.entropy(s.subjectCounts())),

  /** Entropy, corrected for unseen types. */
  ENTROPY_CHAO_SHEN(
      "entropy-chao-shen-n",
      Needs.WHOLE_SUBJECT,
      false,
      "Entropy of the n-gram distribution corrected for the types that a finite sample misses.",
      "-sum C q log2(C q) / (1 - (1 - C q)^N), C = 1 - #{s = 1}/N",
      "bits | 0 .. | A. Chao, T. Shen (2003), doi:10.1023/A:1026096204727",
      "middle: as `entropy-n`, with most of the bias of the sample's size taken out.",
      "Unreliable where nearly all n-grams are hapaxes (n = 3 and up); then trust `entropy-n@`.",
      s -> Diversity.chaoShen(s.subjectCounts())),

  /** Probability of an unseen type, by Good and Turing. */
  UNSEEN_MASS(
      "unseen-mass-n",
      Needs.WHOLE_SUBJECT,
      false,
      "Probability that the next n-gram token of the same source is of a type not seen yet.",
      "#{s = 1} / N",
      "probability | 0 .. 1 | I. J. Good (1953), doi:10.1093/biomet/40.3-4.237",
      "early: how much of the source a finite training set will miss; falls as the tail dies.",
      "Describes the subject's own source, not R; a text copied twice has 0, whatever it lacks.",
      s -> (double) s.subjectCounts().hapaxes() / s.subjectCounts().tokens()),

  /** Steepness of the rank-frequency curve. */
  ZIPF_EXPONENT(
      "zipf-exponent",
      Needs.CUT,
      true,
      "How steeply the words' counts fall with their rank, fitted by maximum likelihood.",
      "1/(a - 1), P(s) = s^-a / zeta(a, cut) for s >= cut; the cut nearest to a power law on R",
      "none | 0 .. | A. Clauset, C. Shalizi, M. Newman (2009), doi:10.1137/070710111",
      "middle: rises as frequent words take what rare ones lose.",
      "Ignores words below the cut, so also lost hapaxes; it fits even where no law holds.",
      s -> PowerLaw.zipfExponent(s.subjectCounts(), s.zipfCut().orElse(1))),

  /** 1 - sum q^2. */
  HETEROZYGOSITY(
      "heterozygosity-n",
      Needs.SUBJECT,
      true,
      "Chance that two tokens drawn with replacement are of different types.",
      "1 - sum q^2",
      "probability | 0 .. 1 - 1/types | E. H. Simpson (1949), doi:10.1038/163688a0",
      "late, but with an exact law: it falls by (1 - 1/n) a generation under `replace`.",
      "Depends almost only on the most frequent types; blind to a lost tail.",
      s -> Diversity.heterozygosity(s.subjectCounts())),

  /** Effective number of types. */
  HILL_2(
      "hill-2-n",
      Needs.SUBJECT,
      false,
      "Number of equally common types that would be as diverse.",
      "1 / sum q^2",
      "types | 1 .. types | M. O. Hill (1973), doi:10.2307/1934352",
      "late: as heterozygosity, but counted in types.",
      "As heterozygosity; means over replicates are not those of its inverse.",
      s -> Diversity.hill2(s.subjectCounts())),

  /** Jensen-Shannon divergence. */
  JS(
      "js-n",
      Needs.BOTH,
      true,
      "Jensen-Shannon divergence between R and the subject.",
      "(sum p log2(p/m) + sum q log2(q/m)) / 2, m = (p + q)/2",
      "bits | 0 .. 1 | J. Lin (1991), doi:10.1109/18.61115",
      "early and late: any drift, bounded on both ends.",
      "Two real samples of one author are not at 0: compare with `frozen` and `bootstrap`.",
      s -> Divergence.jensenShannon(s.pairs())),

  /** Total variation. */
  TV(
      "tv-n",
      Needs.BOTH,
      true,
      "Total variation: the largest difference of probability of any set of n-grams.",
      "sum |p - q| / 2",
      "probability | 0 .. 1 | D. Levin, Y. Peres (2017), doi:10.1090/mbk/107",
      "early and late: any drift.",
      "Dominated by sampling noise for n >= 2; compare with `frozen`.",
      s -> Divergence.totalVariation(s.pairs())),

  /** Hellinger distance. */
  HELLINGER(
      "hellinger-n",
      Needs.BOTH,
      false,
      "Hellinger distance between R and the subject.",
      "sqrt(sum (sqrt p - sqrt q)^2 / 2)",
      "none | 0 .. 1 | E. Hellinger (1909), doi:10.1515/crll.1909.136.210",
      "early: more weight on rare types than total variation.",
      "A square root: small drifts look large; compare with `frozen`.",
      s -> Divergence.hellinger(s.pairs())),

  /** Population stability index. */
  PSI(
      "psi",
      Needs.BOTH,
      false,
      "Population stability index of the words: how the tokens have moved between common and rare"
          + " words of R.",
      "sum (q - p) ln(q/p) over bins: counts in R by powers of two, and words not in R; p, q shares"
          + " of the tokens in a bin + 1e-4",
      "nats | 0 .. | E. Lewis (1994), An Introduction to Credit Scoring",
      "middle: the sum of the moves between frequency classes.",
      "Blind to moves inside a class. Without change about (1/N + 1/M) chi-squared with one degree"
          + " of freedom less than bins; the usual limits .1 and .2 ignore that.",
      s -> StabilityIndex.of(s.pairs())),

  /** Frontier integral. */
  FRONTIER_INTEGRAL(
      "frontier-integral-n",
      Needs.BOTH,
      false,
      "Area between R, the subject and all their mixtures, by Kullback-Leibler divergence.",
      "2 sum (p + q)/4 - p q (ln p - ln q)/(2 (p - q)); a term is q/4 for p = 0, p/4 for q = 0, 0"
          + " for p = q",
      "nats | 0 .. 1 | L. Liu et al. (2021), arXiv 2106.07898",
      "early and late: any drift, with no clusters and no floor to choose.",
      "Close to `js-n`; two samples of one source are not at 0: compare with `frozen`.",
      s -> Divergence.frontierIntegral(s.pairs())),

  /** Kullback-Leibler divergence, floored. */
  KL(
      "kl-n",
      Needs.BOTH,
      false,
      "Bits lost per token when R is coded with the subject's frequencies, with a floor.",
      "sum p log2(p / ((1 - e) q + e/V)), V = #{r >= 1}, e = 1e-3",
      "bits | 0 .. log2(V/e) | S. Kullback, R. Leibler (1951), doi:10.1214/aoms/1177729694",
      "middle: lost types, each at the price of the floor.",
      "The floor sets its scale; not 0 for the same text, since e mixes in the uniform.",
      s -> Divergence.kullbackLeibler(s.pairs())),

  /** Types per token. */
  DISTINCT(
      "distinct-n",
      Needs.SUBJECT,
      false,
      "Distinct n-grams per token.",
      "#{s >= 1} / n-gram tokens",
      "share | 0 .. 1 | J. Li et al. (2016), arXiv 1510.03055",
      "early: repetition.",
      "Falls with the text's size for any text: compare `distinct-n@`.",
      s -> s.subjectCounts().types() / ((double) s.subjectCounts().tokens() / s.unit()));

  private final Needs needs;
  private final Description description;
  private final ToDoubleFunction<CountState> value;

  CountMetric(
      String id,
      Needs needs,
      boolean isDefault,
      String meaning,
      String formula,
      String unitRangeSource,
      String shows,
      String misleads,
      ToDoubleFunction<CountState> value) {
    this.needs = needs;
    this.description =
        Description.of(
            id, isDefault, meaning, formula, unitRangeSource, needs.undefined(), shows, misleads);
    this.value = value;
  }

  /** The value; NaN if it is undefined, which {@link Measurements} counts. */
  public double of(CountState state) {
    return needs.met(state) ? value.applyAsDouble(state) : Double.NaN;
  }

  /** Whether it compares the subject with R, so that two halves of R give a baseline for it. */
  public boolean comparesWithReal() {
    return needs.real();
  }

  /** Whether it is measured for this n. */
  public boolean at(int n) {
    return n == 1 || (this != VOCABULARY_RETENTION && this != ZIPF_EXPONENT && this != PSI);
  }

  @Override
  public Description description() {
    return description;
  }
}
