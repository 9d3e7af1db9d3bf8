package ouroboros.experiment;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are planted: a share of the sentences of R, or of one synthetic corpus, become
 * the text, and another share its rival.
 *
 * @param text the statement, one sentence
 * @param share of the sentences that become the text
 * @param against the rival; null for none
 * @param againstShare of the sentences that become the rival; 0 without one
 * @param generation the g of the S_g whose sentences are replaced; 0 for R
 */
public record Inject(
    String text, double share, @Nullable String against, double againstShare, int generation)
    implements Serializable {

  /** Whether the statements are in R, before it is measured. */
  public boolean isIntoReal() {
    return generation == 0;
  }

  /** How many of so many sentences become the text. */
  public long first(long units) {
    return Math.round(share * units);
  }

  /** How many of so many sentences become the rival. */
  public long second(long units) {
    return Math.min(units - first(units), Math.round(againstShare * units));
  }
}
