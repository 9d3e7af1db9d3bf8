package ouroboros.ancestry;

/**
 * How many tokens of a generation descend from some human text, estimated from a sample.
 *
 * @param generation 1 or later
 * @param tokens of the generation
 * @param sampled how many of them were followed
 * @param found how many of those descend from the text
 */
public record Descendants(int generation, long tokens, int sampled, int found) {
  /** The share of the sampled tokens. */
  public double share() {
    return sampled == 0 ? 0 : (double) found / sampled;
  }

  /** Whether every token was followed, so that nothing is estimated. */
  public boolean isExact() {
    return sampled == tokens;
  }
}
