package ouroboros.law;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The probability that a type of real text still occurs in a later set.
 *
 * @param lost maps the number of occurrences of a type in a sentence of R to the probability that
 *     the sentence leaves no occurrence in the later set
 * @param fresh the slices of reserve that training sets took
 */
record SurvivalProbability(IntToDoubleFunction lost, List<Fresh> fresh) {
  SurvivalProbability {
    fresh = List.copyOf(fresh);
  }

  /**
   * The slice of reserve that one T_g took.
   *
   * @param generation g
   * @param share number of its units divided by that of R
   * @param theta theta of an occurrence in the slice (see {@link Extinction}); may be infinite
   */
  record Fresh(int generation, double share, double theta) {}

  /** The same after the slice with this number was taken instead. */
  SurvivalProbability withSlice(int slice) {
    return new SurvivalProbability(
        lost, fresh.stream().map(taken -> new Fresh(slice, taken.share(), taken.theta())).toList());
  }

  /**
   * The probability that a type still occurs, if its count in R is Poisson with this mean and every
   * unit is a single point. Slices of reserve are samples of the same truth.
   */
  double aliveOfMean(double mean) {
    double reserve = 0;
    for (Fresh taken : fresh) {
      reserve += taken.share() * -StrictMath.expm1(-taken.theta());
    }
    return -StrictMath.expm1(-mean * (1 - lost.applyAsDouble(1) + reserve));
  }
}
