package ouroboros.safeguard.judge;

import java.io.Serializable;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * Reviewers who are simulated: a filter knows which sentences are good; each reviewer rejects a
 * good one with probability {@code error} and accepts a bad one with probability {@code errorBad}.
 * More than half of them must accept. The filter draws its random numbers first, then each reviewer
 * one.
 */
public final class SimulatedReview implements TextGate.Reviewer {
  private final TextGate.Filter good;
  private final Budget budget;
  private final double error;
  private final double errorBad;

  /**
   * What is reviewed.
   *
   * @param units the first ones, which are reviewed
   * @param reviewers of each of them
   * @param passesRest whether the others pass
   */
  public record Budget(long units, int reviewers, boolean passesRest) implements Serializable {}

  /**
   * @param good passes the good sentences
   */
  public SimulatedReview(TextGate.Filter good, Budget budget, double error, double errorBad) {
    this.good = good;
    this.budget = budget;
    this.error = error;
    this.errorBad = errorBad;
  }

  @Override
  public TextGate.Reviewed review(long unit, int[] sentence, KeyedStream random) {
    if (unit >= budget.units) {
      return new TextGate.Reviewed(false, budget.passesRest ? sentence : null);
    }
    boolean isGood = good.passes(sentence, 0, sentence.length, random);
    int accepted = 0;
    for (int r = 0; r < budget.reviewers; r++) {
      accepted += random.nextDouble() < (isGood ? 1 - error : errorBad) ? 1 : 0;
    }
    return new TextGate.Reviewed(true, 2 * accepted > budget.reviewers ? sentence : null);
  }
}
