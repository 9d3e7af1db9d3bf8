package ouroboros.dating;

import java.util.function.DoubleUnaryOperator;

/**
 * The greatest log likelihood of each number of generations, with the real share that reaches it.
 */
final class AgeProfile {
  private static final double[] GRID = {
    0, .0025, .005, .01, .02, .03, .05, .075, .1, .15, .2, .25, .3, .4, .5, .6, .7, .8, .9, 1
  };

  /**
   * Numbers of generations further below the best on the grid are not refined; more for more than
   * so many types, because the likelihood is then steeper between the shares of the grid.
   */
  private static final double HOPELESS = 150;

  private static final double MANY_TYPES = 20_000;

  private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;
  private static final double EXACT = 1e-5;

  private final FeedbackPolicy policy;
  private final double[] logs;
  private final double[] shares;

  private AgeProfile(FeedbackPolicy policy, double[] logs, double[] shares) {
    this.policy = policy;
    this.logs = logs;
    this.shares = shares;
  }

  /** The profile under {@code mixture}. */
  static AgeProfile mixture(AgeLikelihood likelihood) {
    int most = AgeLikelihood.DEEPEST;
    double[][] grid = new double[GRID.length][];
    for (int i = 0; i < GRID.length; i++) {
      grid[i] = likelihood.mixture(GRID[i], most);
    }
    double[] logs = new double[most];
    double[] shares = new double[most];
    int[] cell = new int[most];
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 1; k <= most; k++) {
      for (int i = 1; i < GRID.length; i++) {
        cell[k - 1] = grid[i][k - 1] > grid[cell[k - 1]][k - 1] ? i : cell[k - 1];
      }
      logs[k - 1] = grid[cell[k - 1]][k - 1];
      shares[k - 1] = GRID[cell[k - 1]];
      best = Math.max(best, logs[k - 1]);
    }
    double hopeless = HOPELESS * Math.max(1, likelihood.types() / MANY_TYPES);
    for (int k = 3; k <= most; k++) {
      if (logs[k - 1] > best - hopeless) {
        int generations = k;
        DoubleUnaryOperator log = a -> likelihood.at(Age.mixture(generations, a));
        double share =
            highest(
                log,
                GRID[Math.max(0, cell[k - 1] - 1)],
                GRID[Math.min(GRID.length - 1, cell[k - 1] + 1)]);
        double reached = log.applyAsDouble(share);
        if (reached > logs[k - 1]) {
          logs[k - 1] = reached;
          shares[k - 1] = share;
        }
      }
    }
    return new AgeProfile(FeedbackPolicy.MIXTURE, logs, shares);
  }

  /** The profile under {@code replace}. */
  static AgeProfile replace(AgeLikelihood likelihood) {
    int most = AgeLikelihood.DEEPEST;
    return new AgeProfile(FeedbackPolicy.REPLACE, likelihood.mixture(0, most), new double[most]);
  }

  /** The profile under {@code accumulate}: of k models, the last one has a share 1 / k of R. */
  static AgeProfile accumulate(AgeLikelihood likelihood) {
    int most = AgeLikelihood.DEEPEST;
    double[] logs = new double[most];
    double[] shares = new double[most];
    for (int k = 1; k <= most; k++) {
      shares[k - 1] = 1.0 / k;
      logs[k - 1] = likelihood.at(new Age(FeedbackPolicy.ACCUMULATE, k, shares[k - 1]));
    }
    return new AgeProfile(FeedbackPolicy.ACCUMULATE, logs, shares);
  }

  /** The age that fits best. */
  Age likeliest() {
    return age(first(0));
  }

  /** The best age with k generations. */
  Age age(int k) {
    return new Age(policy, k, shares[k - 1]);
  }

  /** The log likelihood of that age. */
  double log(int k) {
    return logs[k - 1];
  }

  /** The greatest log likelihood. */
  double highest() {
    double best = logs[0];
    for (double each : logs) {
      best = Math.max(best, each);
    }
    return best;
  }

  /** The smallest k whose log likelihood is at most {@code less} below the greatest. */
  int first(double less) {
    int k = 1;
    while (logs[k - 1] < highest() - less) {
      k++;
    }
    return k;
  }

  /** The greatest such k. */
  int last(double less) {
    int k = logs.length;
    while (logs[k - 1] < highest() - less) {
      k--;
    }
    return k;
  }

  /** Where a function with one maximum is highest, by golden section. */
  private static double highest(DoubleUnaryOperator f, double from, double to) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = f.applyAsDouble(left);
    double atRight = f.applyAsDouble(right);
    while (high - low > EXACT) {
      if (atLeft >= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = f.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = f.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}
