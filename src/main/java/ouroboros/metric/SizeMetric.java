package ouroboros.metric;

import java.util.function.ToDoubleFunction;
import ouroboros.metric.count.TextSize;

/** The size of a text. All are default metrics. */
@SuppressWarnings("ImmutableEnumChecker") // texts and a pure function
public enum SizeMetric implements Metric {
  /** Tokens without {@code </s>}. */
  TOKENS(
      "tokens",
      "Words and punctuation of the subject, `</s>` not counted.",
      "sum of sentence lengths",
      "tokens | 0 .. | here",
      "never",
      "early: sentences that grow or shrink although their number is fixed.",
      "It follows `size`, not quality; most raw counts move with it.",
      TextSize::wholeTokens),

  /** Sentences. */
  SENTENCES(
      "sentences",
      "Sentences of the subject.",
      "number of units",
      "sentences | 0 .. | here",
      "never",
      "at once: what a policy or a safeguard adds or takes away.",
      "Fixed by `size` for S_g; it says nothing about the text.",
      TextSize::wholeSentences),

  /** Mean length. */
  SENTENCE_LENGTH_MEAN(
      "sentence-length-mean",
      "Tokens in a mean sentence.",
      "tokens / sentences",
      "tokens | 0 .. | here",
      "no sentences",
      "early: temperature and length limits; late: drift of the model of `</s>`.",
      "A few very long sentences carry it.",
      size -> (double) size.tokens() / size.sentences());

  private final Description description;
  private final ToDoubleFunction<TextSize> value;

  SizeMetric(
      String id,
      String meaning,
      String formula,
      String unitRangeSource,
      String undefined,
      String shows,
      String misleads,
      ToDoubleFunction<TextSize> value) {
    this.description =
        Description.usual(id, meaning, formula, unitRangeSource, undefined, shows, misleads);
    this.value = value;
  }

  /** The value; NaN if it is undefined, which {@link Measurements} counts. */
  public double of(TextSize size) {
    return this == SENTENCE_LENGTH_MEAN && size.sentences() == 0
        ? Double.NaN
        : value.applyAsDouble(size);
  }

  @Override
  public Description description() {
    return description;
  }
}
