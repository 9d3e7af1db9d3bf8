package ouroboros.model;

import java.util.function.DoubleUnaryOperator;

/**
 * Maximum likelihood from incomplete data: a round is an expectation step and a maximisation step,
 * until the mean log likelihood grows too little, or the most rounds are over.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin 1977,
 *     Maximum likelihood from incomplete data via the EM algorithm</a>
 */
public final class ExpectationMaximisation {
  private ExpectationMaximisation() {}

  /**
   * Both steps.
   *
   * @param <M> a model
   */
  @FunctionalInterface
  public interface Steps<M> {
    /** The next model, and how likely the data are under this one. */
    Round<M> of(M model);
  }

  /**
   * What a round gave.
   *
   * @param <M> a model
   * @param logLikelihood mean, nats, of the model before the round
   */
  public record Round<M>(M next, double logLikelihood) {}

  /**
   * What a fit gave.
   *
   * @param <M> a model
   * @param model the last
   * @param logLikelihood mean, nats, of the model before the last round
   * @param rounds of expectation and maximisation
   * @param converged whether it stopped by itself
   */
  public record Fitted<M>(M model, double logLikelihood, int rounds, boolean converged) {}

  /**
   * Fits from a start.
   *
   * @param least growth of the mean log likelihood below which the fit ends, by that likelihood
   * @param most rounds, >= 1
   */
  public static <M> Fitted<M> fit(M start, Steps<M> steps, DoubleUnaryOperator least, int most) {
    M model = start;
    double before = Double.NEGATIVE_INFINITY;
    for (int round = 1; round <= most; round++) {
      Round<M> done = steps.of(model);
      model = done.next;
      if (done.logLikelihood - before < least.applyAsDouble(done.logLikelihood)) {
        return new Fitted<>(model, done.logLikelihood, round, true);
      }
      before = done.logLikelihood;
    }
    return new Fitted<>(model, before, most, false);
  }
}
