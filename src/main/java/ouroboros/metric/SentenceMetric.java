package ouroboros.metric;

import java.util.function.ToDoubleFunction;

/** What whole sentences say: of S_g, and of R as the training set of generation 0. */
@SuppressWarnings("ImmutableEnumChecker") // texts and pure functions
public enum SentenceMetric implements Metric {
  /** Ended by force. */
  TRUNCATED(
      "truncated",
      true,
      "Share of sentences that `sampling.max-length` ended.",
      "sentences ended by force / sentences",
      "share | 0 .. 1 | here",
      "max-length is not set, or no sentences",
      "at once: a model that no longer ends its sentences.",
      "Of the limit as much as of the model; the lengths beyond it are not known.",
      counts -> Double.NaN),

  /** Loops. */
  REPETITION(
      "repetition",
      true,
      "Share of a sentence's 4-grams that stand earlier in the same sentence.",
      "sum over sentences (4-grams - distinct 4-grams) / 4-grams",
      "share | 0 .. 1 | S. Welleck et al. (2020), arXiv 1908.04319 (seq-rep-4)",
      "no sentence of four tokens",
      "late: loops, the mark of low temperature and of models of low order gone astray.",
      "Near 0 for short sentences whatever else they lost; lists and verse repeat by nature.",
      counts -> counts.totals().repetition()),

  /** Copies of each other. */
  DUPLICATES(
      "duplicate-sentences",
      true,
      "Share of sentences that repeat one which the text has already.",
      "1 - distinct sentences / sentences",
      "share | 0 .. 1 | K. Lee et al. (2022), arXiv 2107.06499",
      "no sentences",
      "middle: whole sentences are drawn again and again as contexts lose their continuations.",
      "Real text repeats short sentences too, and more the longer it is: compare with generation"
          + " 0.",
      SentenceCounts::duplicates),

  /** The favourites. */
  TOP_10(
      "top-10-sentence-share",
      true,
      "Share of sentences that are one of the ten most frequent.",
      "sum of the ten largest counts / sentences",
      "share | 0 .. 1 | here",
      "no sentences",
      "late: a few sentences take over.",
      "Short cries and greetings lead in real text as well: compare with generation 0.",
      counts -> counts.top(10)),

  /** Copies of R. */
  VERBATIM(
      "verbatim-sentences",
      true,
      "Share of sentences that stand in R word for word.",
      "#{sentences with r >= 1} / sentences",
      "share | 0 .. 1 | N. Carlini et al. (2023), arXiv 2202.07646",
      "no sentences in R or in the subject; R itself",
      "at once for high orders: copying, which all distances to R take for quality.",
      "Short sentences are hit by chance; it falls under collapse without being good news.",
      SentenceCounts::verbatim),

  /** Alike. */
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
      "How fast new words come as the text is read, its sentences in a keyed order.",
      "slope of log V on log N, V words among the N tokens of the first 1/128, 1/64, .. 1",
      "none | 0 .. 1 | H. S. Heaps (1978), Information retrieval, Academic Press",
      "fewer than two shares with a word",
      "early: flattens as soon as rare words are missing.",
      "Falls with the text's length for any text: compare with generation 0 of equal size.",
      counts -> counts.totals().heapsExponent());

  private final String id;
  private final boolean isDefault;
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
    String[] parts = unitRangeSource.split(" \\| ", 3);
    this.id = id;
    this.isDefault = isDefault;
    this.description =
        new Description(meaning, formula, parts[0], parts[1], undefined, parts[2], shows, misleads);
    this.value = value;
  }

  /**
   * Measures all wanted ones but {@link #TRUNCATED}, which only the drawing knows.
   *
   * @param wanted with the metrics that the counts were collected for
   */
  public static void measure(
      SentenceCounts counts, String subject, MetricSelection wanted, Measurements into) {
    for (SentenceMetric metric : values()) {
      if (metric != TRUNCATED && wanted.includes(metric.id)) {
        into.add(metric.id, subject, "all", metric.value.applyAsDouble(counts));
      }
    }
    if (wanted.includes(SELF_BLEU.id)) {
      SelfBleu.byLength(counts.totals().sample())
          .forEach(
              (length, sentences) -> {
                if (sentences.size() > 1) {
                  String scope = "length=" + length;
                  into.add(SELF_BLEU.id, subject, scope, SelfBleu.of(sentences));
                }
              });
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Description description() {
    return description;
  }

  @Override
  public boolean isDefault() {
    return isDefault;
  }
}
