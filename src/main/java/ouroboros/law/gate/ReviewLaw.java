package ouroboros.law.gate;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Reviewers with errors: the probabilities that more than half of them accept a unit. One reviewer
 * with error e accepts a good unit with probability 1 - e and a bad one with e2, so among reviewed
 * units the odds of bad ones are multiplied by e2/(1 - e). Three reviewers with e = e2 = .1 accept
 * a good unit with probability .972.
 *
 * @param good the probability that a good unit is accepted
 * @param bad the probability that a bad unit is accepted
 */
public record ReviewLaw(double good, double bad) {
  /**
   * The law of some reviewers who decide independently.
   *
   * @param error probability that one rejects a good unit
   * @param errorBad probability that one accepts a bad unit
   */
  public static ReviewLaw of(int reviewers, double error, double errorBad) {
    return new ReviewLaw(majority(reviewers, 1 - error), majority(reviewers, errorBad));
  }

  /** The share of reviewed units that passes, where a share of them is good. */
  public double kept(double share) {
    return share * good + (1 - share) * bad;
  }

  private static double majority(int reviewers, double accepts) {
    return 1
        - new BinomialDistribution(null, reviewers, accepts).cumulativeProbability(reviewers / 2);
  }
}
