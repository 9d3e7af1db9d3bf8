package ouroboros.law;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What is left of real text in a later set.
 *
 * @param lost the probability that a sentence of R leaves nothing of a type that it holds so many
 *     times
 * @param fresh what training sets took of reserve
 */
record SurvivalProbability(IntToDoubleFunction lost, List<Fresh> fresh) {
  SurvivalProbability {
    fresh = List.copyOf(fresh);
  }

  /**
   * What a T_g took of reserve.
   *
   * @param generation g
   * @param share units, as a share of R's
   * @param theta of an occurrence there; may be infinite
   */
  record Fresh(int generation, double share, double theta) {}

  /**
   * The probability that a type is alive of which a sample like R has a Poisson number of this
   * mean; in units of one point, with any reserve of the same truth.
   */
  double aliveOfMean(double mean) {
    double reserve = 0;
    for (Fresh taken : fresh) {
      reserve += taken.share() * -StrictMath.expm1(-taken.theta());
    }
    return -StrictMath.expm1(-mean * (1 - lost.applyAsDouble(1) + reserve));
  }
}
