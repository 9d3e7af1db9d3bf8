package ouroboros.metric;

/**
 * The size of one text.
 *
 * @param tokens at least 0; {@code </s>} excluded, {@code <unk>} included
 * @param sentences at least 0
 */
public record TextSize(long tokens, long sentences) {}
