package ouroboros.model;

import java.util.function.DoubleUnaryOperator;

/**
 * Maximum likelihood from incomplete data. A round is an expectation step and a maximisation step.
 * The fit ends when the mean log likelihood grows too little, or after the largest number of
 * rounds.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin 1977,
 *     Maximum likelihood from incomplete data via the EM algorithm</a>
 */
public final class ExpectationMaximisation {
  private ExpectationMaximisation() {}

  /**
   * The two steps of a round.
   *
   * @param <M> a model
   */
  @FunctionalInterface
  public interface Steps<M> {
    /** The next model, and the likelihood of the data under this one. */
    Round<M> of(M model);
  }

  /**
   * The result of a round.
   *
   * @param <M> a model
   * @param logLikelihood mean log likelihood under the model before the round, in nats
   */
  public record Round<M>(M next, double logLikelihood) {}

  /**
   * The result of a fit.
   *
   * @param <M> a model
   * @param model the last model
   * @param logLikelihood mean log likelihood under the model before the last round, in nats
   * @param rounds how many there were
   * @param converged whether the fit ended before the largest number of rounds
   */
  public record Fitted<M>(M model, double logLikelihood, int rounds, boolean converged) {}

  /**
   * Fits a model, from a first model on.
   *
   * @param least maps the mean log likelihood to the growth below which the fit ends
   * @param most largest number of rounds, >= 1
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
