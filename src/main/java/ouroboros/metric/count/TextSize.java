package ouroboros.metric.count;

/**
 * The size of one text.
 *
 * @param tokens at least 0; {@code </s>} excluded, {@code <unk>} included
 * @param sentences at least 0
 * @param unit the count of one occurrence of weight 1 in both: 1, or 2^20 for weighted training
 *     sets
 */
public record TextSize(long tokens, long sentences, long unit) {
  /** Of whole counts. */
  public TextSize(long tokens, long sentences) {
    this(tokens, sentences, 1);
  }

  public double wholeTokens() {
    return (double) tokens / unit;
  }

  public double wholeSentences() {
    return (double) sentences / unit;
  }
}
