package ouroboros.safeguard.judge;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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

  /** The units that come next, with their scores. */
  private long[] expected = {};

  private double[] scores = {};
  private int next;

  /**
   * What is reviewed.
   *
   * @param units the first ones, which are reviewed
   * @param reviewers of each of them
   * @param passesRest whether the others pass
   */
  public record Budget(long units, int reviewers, boolean passesRest) implements Serializable {
    /** The unit from which on all pass unseen; {@link Long#MAX_VALUE} where there is none. */
    public long unseenFrom() {
      return passesRest ? units : Long.MAX_VALUE;
    }
  }

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
  public void expect(long[] units, int[] @Nullable [] sentences) {
    if (!(good instanceof TextGate.ScoreFilter filter)) {
      return;
    }
    int[][] coming = new int[units.length][];
    expected = new long[units.length];
    int many = 0;
    for (int i = 0; i < units.length; i++) {
      int[] sentence = sentences[i];
      if (sentence != null && units[i] < budget.units) {
        expected[many] = units[i];
        coming[many++] = sentence;
      }
    }
    expected = Arrays.copyOf(expected, many);
    scores = new double[many];
    next = 0;
    filter.scores(coming, many, scores);
  }

  private boolean isGood(long unit, int[] sentence, KeyedStream random) {
    if (good instanceof TextGate.ScoreFilter filter
        && next < expected.length
        && expected[next] == unit) {
      return filter.passes(scores[next++], random);
    }
    return good.passes(sentence, 0, sentence.length, random);
  }

  @Override
  public TextGate.Reviewed review(long unit, int[] sentence, KeyedStream random) {
    if (unit >= budget.units) {
      return new TextGate.Reviewed(false, budget.passesRest ? sentence : null);
    }
    boolean isGood = isGood(unit, sentence, random);
    int accepted = 0;
    for (int r = 0; r < budget.reviewers; r++) {
      accepted += random.nextDouble() < (isGood ? 1 - error : errorBad) ? 1 : 0;
    }
    return new TextGate.Reviewed(true, 2 * accepted > budget.reviewers ? sentence : null);
  }
}
