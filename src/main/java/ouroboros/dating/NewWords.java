package ouroboros.dating;

import org.apache.commons.math3.distribution.PoissonDistribution;
import ouroboros.metric.count.PairHistogram;

/**
 * Is the candidate another sample of R's source (k = 0)? Then it has words that R lacks. A model
 * without smoothing writes words of R only, so for k >= 1 it has none.
 *
 * <p>The share of new tokens in another sample is R's hapaxes divided by its tokens (Good and
 * Turing), times a factor for clustered words, measured where one half of R's documents is compared
 * with the other. New words come in clusters, so their number is taken as Poisson in groups of
 * {@value #CLUSTER}.
 *
 * @param found new tokens of the candidate
 * @param expected in another sample of R's source of that size
 */
record NewWords(double found, double expected) {
  /** Tokens of a new word that come together; more make the test more careful. */
  static final double CLUSTER = 4;

  private static final double FEW = .05;
  private static final double MANY = .5;
  private static final double TOO_MANY = 2.5;

  /** Compares a candidate with halves of R, of which one is taken as R. */
  static NewWords of(PairHistogram candidate, PairHistogram halves) {
    double factor = goodTuring(halves) == 0 ? 1 : share(halves) / goodTuring(halves);
    double share = goodTuring(candidate) * (factor == 0 ? 1 : factor);
    return new NewWords((double) candidate.newTokens(), share * candidate.subjectTokens());
  }

  private static double share(PairHistogram pairs) {
    return (double) pairs.newTokens() / Math.max(1, pairs.subjectTokens());
  }

  private static double goodTuring(PairHistogram pairs) {
    long hapaxes = 0;
    for (int i = 0; i < pairs.size(); i++) {
      hapaxes += pairs.real(i) == 1 ? pairs.types(i) : 0;
    }
    return (double) hapaxes / Math.max(1, pairs.realTokens());
  }

  /**
   * The greatest probability of so few new words in another sample of R's source, which has at
   * least half of the expected ones: two samples of one source differ in topics.
   */
  double p() {
    double mean = MANY * expected / CLUSTER;
    return mean == 0
        ? 1
        : new PoissonDistribution(null, mean, 1e-12, 10_000_000)
            .cumulativeProbability((int) Math.min(found / CLUSTER, Integer.MAX_VALUE - 1));
  }

  /** About as many as another sample of the source has. */
  boolean areOfTheSource() {
    return expected >= 1 && found >= MANY * expected && found <= TOO_MANY * expected;
  }

  /** More than text of R's source has. */
  boolean areTooMany() {
    return found > TOO_MANY * Math.max(expected, 1);
  }

  /** More than a model of R writes, and less than another sample has. */
  boolean areBetween() {
    return found > FEW * Math.max(expected, 1) && found < MANY * expected;
  }
}
