package ouroboros.metric;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.sentence.SelfBleu;
import ouroboros.metric.sentence.SentenceClusters;
import ouroboros.metric.sentence.SentenceCounts;
import ouroboros.metric.sentence.SentenceTotals;

/** Metrics of whole sentences, measured on S_g, and on R as the training set of generation 0. */
@SuppressWarnings("ImmutableEnumChecker") // texts and pure functions
public enum SentenceMetric implements Metric {
  /** Sentences cut at the maximum length. */
  TRUNCATED(
      "truncated",
      true,
      "Share of sentences that `sampling.max-length` ended.",
      "sentences ended by force / sentences",
      "share | 0 .. 1 | here",
      "max-length is not set, or no sentences",
      "at once: a model that no longer ends its sentences.",
      "Depends on the limit as much as on the model; the lengths beyond it are not known.",
      counts -> Double.NaN),

  /** Repeated 4-grams inside a sentence. */
  REPETITION(
      "repetition",
      true,
      "Share of a sentence's 4-grams that occur earlier in the same sentence.",
      "sum over sentences (4-grams - distinct 4-grams) / 4-grams",
      "share | 0 .. 1 | S. Welleck et al. (2020), arXiv 1908.04319 (seq-rep-4)",
      "no sentence of four tokens",
      "late: loops, typical of low temperature and of models of low order.",
      "Near 0 for short sentences, whatever else they lost; lists and verse repeat by nature.",
      counts -> counts.totals().repetition()),

  /** Sentences that repeat an earlier one. */
  DUPLICATES(
      "duplicate-sentences",
      true,
      "Share of sentences that the text already has earlier.",
      "1 - distinct sentences / sentences",
      "share | 0 .. 1 | K. Lee et al. (2022), arXiv 2107.06499",
      "no sentences",
      "middle: whole sentences are drawn again and again as contexts lose their continuations.",
      "Real text repeats short sentences too, and more the longer it is: compare with generation"
          + " 0.",
      SentenceCounts::duplicates),

  /** The ten most frequent sentences. */
  TOP_10(
      "top-10-sentence-share",
      true,
      "Share of sentences that are one of the ten most frequent.",
      "sum of the ten largest counts / sentences",
      "share | 0 .. 1 | here",
      "no sentences",
      "late: a few sentences take over.",
      "In real text too, exclamations and greetings are frequent: compare with generation 0.",
      counts -> counts.top(10)),

  /** Sentences copied from R. */
  VERBATIM(
      "verbatim-sentences",
      true,
      "Share of sentences that occur in R word for word.",
      "#{sentences with r >= 1} / sentences",
      "share | 0 .. 1 | N. Carlini et al. (2023), arXiv 2202.07646",
      "no sentences in R or in the subject; R itself",
      "at once for high orders: copying, which every distance to R counts as quality.",
      "Short sentences match by chance; it also falls under collapse, which is no good news.",
      SentenceCounts::verbatim),

  /** Mean length of runs copied from R. */
  VERBATIM_RUN_MEAN(
      "verbatim-run-mean",
      false,
      "Tokens of the longest run that a sentence shares with a sentence of R, mean over up to 1,000"
          + " sentences, the same numbers each time.",
      "mean of max length of a run that occurs in R",
      "tokens | 0 .. sentence length | N. Carlini et al. (2023), arXiv 2202.07646",
      "no sentences; R itself",
      "at once for high orders: pieces of R, longer than the model's memory explains.",
      "Grows with R's size and the order by chance alone: compare with `frozen`.",
      counts -> counts.totals().meanRun()),

  /** The longest run copied from R. */
  VERBATIM_RUN_MAX(
      "verbatim-run-max",
      false,
      "Tokens of the longest run that any of those sentences shares with a sentence of R.",
      "max length of a run that occurs in R",
      "tokens | 0 .. | N. Carlini et al. (2023), arXiv 2202.07646",
      "no sentences; R itself",
      "at once: one long copy is enough.",
      "A maximum: one sentence decides, it moves a lot between replicates.",
      counts -> counts.totals().longestRun()),

  /** How much a continuation depends on its prompt. */
  PROMPT_INFORMATION(
      "prompt-information",
      false,
      "How much the third token still depends on the first two, for sentences that begin as one of"
          + " the 256 most frequent beginnings of test sentences.",
      "sum P(x, y) log2(P(x, y)/(P(x) P(y))) - (cells - prompts - tokens + 1)/(2 N ln 2)",
      "bits | about 0 .. log2 256 | L. Paninski (2003), doi:10.1162/089976603321780272",
      "no sentence begins so",
      "late: the model says the same whatever it is asked.",
      "A model of order n sees n - 1 tokens: 0 for order 1. The remaining bias grows as N falls.",
      counts -> counts.totals().promptInformation()),

  /** How far answers to different prompts are from each other. */
  ANSWER_DISTANCE(
      "answer-distance",
      false,
      "How much more often the third tokens of two sentences differ where they begin differently,"
          + " among those of `prompt-information`; 1 if the beginning says nothing.",
      "P(y != y' | x != x') / P(y != y' | x = x'), pairs of different sentences; x the first two"
          + " tokens, y the third",
      "ratio | 0 .. | here",
      "no two sentences begin alike, or the beginning always decides on the third token",
      "late: falls to 1 where answers no longer depend on the question.",
      "It grows where the answers to one prompt grow alike: read it with `prompt-information`.",
      counts -> counts.totals().answerDistance()),

  /** The longest run of words that many sentences have. */
  CATCHPHRASE(
      "catchphrase-length",
      false,
      "Tokens of the longest run of words that at least 1 % of up to 1,000 sentences contain, the"
          + " same numbers each time.",
      "max n such that some n-gram is in max(2, 1 %) of the sampled sentences",
      "tokens | 0 .. | here",
      "no sentences",
      "late: set phrases, and then whole sentences, are repeated.",
      "A maximum over few sentences. Formal text has set phrases too: compare with generation 0.",
      counts -> counts.totals().catchphrase()),

  /** Share of a planted statement. */
  PLANTED_SHARE(
      "planted-share",
      true,
      "Share of the sentences with a planted statement among those with it or its rival, or among"
          + " all without a rival.",
      "#{sentences that contain `inject.text`} / #{those that contain it or `inject.against`}",
      "share | 0 .. 1 | here",
      "no sentence contains either; no row in a cell without `inject`",
      "at once: whether an error spreads or is cleaned away.",
      "One lineage drifts: what neutral drawing keeps is the mean over replicates.",
      counts -> counts.totals().plantedShare()),

  /** Likely share of each stratum. */
  STRATUM_SHARE(
      "stratum-share",
      false,
      "Share of the text that each stratum of R is likely to have written; scope stratum=X.",
      "mean over sentences of p(X) prod p(w|X) / sum, p(w|X) = (c + 2000 p_R(w))/(N_X + 2000)",
      "share | 0 .. 1 | C. Zhai, J. Lafferty (2004), doi:10.1145/984321.984322",
      "fewer than two strata, or no sentences",
      "middle: minorities that are drawn less and less often.",
      "Short sentences leave it near R's own shares: compare as a ratio to `frozen`.",
      counts -> Double.NaN),

  /** Divergence frontier of sentence clusters. */
  DIVERGENCE_FRONTIER(
      "divergence-frontier",
      false,
      "How well the kinds of sentences of R and of the subject cover each other: MAUVE over 32"
          + " clusters of sentence vectors fixed on R.",
      "area under (exp(-5 KL(q|m)), exp(-5 KL(p|m))), m = w p + (1 - w) q; p, q shares of clusters",
      "area | 0 .. 1 | K. Pillutla et al. (2021), arXiv 2102.01454",
      "no sentences; R itself",
      "late: whole kinds of sentences vanish or take over.",
      "Bags of words, 1,000 sentences, no language model: not to be compared with published MAUVE.",
      counts -> Double.NaN),

  /** Similarity of the sentences to each other. */
  SELF_BLEU(
      "self-bleu-4",
      false,
      "Mean BLEU-4 of each of up to 1,000 sentences, the same numbers each time, against all"
          + " others.",
      "mean of BLEU-4(sentence; the others), 0.1 for a numerator of 0; also scope length=L: among"
          + " those of L .. 2L - 1 tokens",
      "score | 0 .. 1 | Y. Zhu et al. (2018), arXiv 1802.01886",
      "fewer than two sentences",
      "late: sentences grow alike.",
      "Longer and more sentences score higher: compare by length, and equal samples only.",
      counts -> SelfBleu.of(counts.totals().sample())),

  /** Growth of the vocabulary. */
  HEAPS(
      "heaps-exponent",
      false,
      "How fast new words appear as the text is read, with its sentences in a keyed order.",
      "slope of log V on log N, V words among the N tokens of the first 1/128, 1/64, .. 1",
      "none | 0 .. 1 | H. S. Heaps (1978), Information retrieval, Academic Press",
      "fewer than two shares with a word",
      "early: flattens as soon as rare words are missing.",
      "Falls with the text's length for any text: compare with generation 0 of equal size.",
      counts -> counts.totals().heapsExponent());

  private static final String ALL = "all";

  /** The metrics that need more than the counts. */
  private static final Set<SentenceMetric> ELSEWHERE =
      EnumSet.of(TRUNCATED, STRATUM_SHARE, DIVERGENCE_FRONTIER, PLANTED_SHARE);

  private final Description description;
  private final ToDoubleFunction<SentenceCounts> value;

  SentenceMetric(
      String id,
      boolean isDefault,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads,
      ToDoubleFunction<SentenceCounts> value) {
    this.description =
        Description.of(
            id, isDefault, meaning, formula, unitRangeSource, undefined, shows, misleads);
    this.value = value;
  }

  /**
   * Measures all wanted metrics except {@link #TRUNCATED}, which is known only where sentences are
   * drawn.
   *
   * @param strata names of R's strata
   * @param clusters fitted on R; null for R itself, and if none were fitted
   * @param wanted includes at least the metrics for which the counts were collected
   */
  public static void measure(
      SentenceCounts counts,
      List<String> strata,
      @Nullable SentenceClusters clusters,
      Subject subject,
      MetricSelection wanted,
      Measurements into) {
    for (SentenceMetric metric : values()) {
      if (!ELSEWHERE.contains(metric) && wanted.includes(metric)) {
        into.add(metric, subject, ALL, metric.value.applyAsDouble(counts));
      }
    }
    if (wanted.includes(SELF_BLEU)) {
      byLength(counts.totals(), subject, into);
    }
    for (int s = 0; s < counts.totals().strata(); s++) {
      String scope = "stratum=" + strata.get(s);
      into.add(STRATUM_SHARE, subject, scope, counts.totals().stratumShare(s));
    }
    if (counts.totals().hasPlanted()) {
      into.add(PLANTED_SHARE, subject, ALL, PLANTED_SHARE.value.applyAsDouble(counts));
    }
    StrataMetric.measure(counts.totals(), strata, subject, wanted, into);
    if (clusters != null && wanted.includes(DIVERGENCE_FRONTIER)) {
      double area = clusters.frontier(counts.totals().sample());
      into.add(DIVERGENCE_FRONTIER, subject, ALL, area);
    }
  }

  private static void byLength(SentenceTotals totals, Subject subject, Measurements into) {
    SelfBleu.byLength(totals.sample())
        .forEach(
            (length, sentences) -> {
              if (sentences.size() > 1) {
                String scope = "length=" + length;
                into.add(SELF_BLEU, subject, scope, SelfBleu.of(sentences));
              }
            });
  }

  @Override
  public Description description() {
    return description;
  }
}
