package ouroboros.safeguard.judge;

import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/**
 * log p(sentence) under a model of real text minus that under the model that drew it: high for a
 * person, low for a machine. By the lemma of Neyman and Pearson no test at the same false-alarm
 * rate finds more, where both models are true. As a filter it passes sentences from a limit on. It
 * uses no random number.
 *
 * @see <a href="https://doi.org/10.1098/rsta.1933.0009">Neyman and Pearson 1933, On the problem of
 *     the most efficient tests of statistical hypotheses</a>
 */
public final class LikelihoodRatio implements TextGate.Filter {
  private static final double LOG_2 = StrictMath.log(2);

  private final Judge real;
  private final MixedJudge machine;
  private final double least;

  /**
   * @param least the smallest ratio that passes
   */
  public LikelihoodRatio(Judge real, MixedJudge machine, double least) {
    this.real = real;
    this.machine = machine;
    this.least = least;
  }

  /** The log-likelihood ratio in nats; infinite where the machine cannot draw the sentence. */
  public double of(int[] tokens, int start, int end) {
    double bits = machine.bits(tokens, start, end);
    return Double.isInfinite(bits) ? bits : (bits - real.bits(tokens, start, end)) * LOG_2;
  }

  @Override
  public boolean passes(int[] tokens, int start, int end, KeyedStream random) {
    return of(tokens, start, end) >= least;
  }
}
