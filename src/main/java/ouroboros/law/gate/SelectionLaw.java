package ouroboros.law.gate;

/**
 * How a gate that judges by type changes the share of the better types in one generation, where
 * there are many units. Sources: arXiv 2407.09499 (curation by Bradley-Terry), 2406.07515
 * (verifiers).
 */
public final class SelectionLaw {
  private SelectionLaw() {}

  /**
   * The odds of correct types after t generations of a verifier that passes correct units with
   * probability {@code correct} (phi) and wrong ones with {@code wrong} (psi): odds_0 (phi/psi)^t
   * for the correct, or (psi/phi)^t for the wrong.
   */
  public static double odds(double first, double correct, double wrong, int t) {
    return first * StrictMath.pow(correct / wrong, t);
  }

  /**
   * The share of the better of two types after the best of K was chosen by Bradley-Terry: sum over
   * m of Bin(m; K, p) m s/(m s + K - m).
   *
   * @param p its share before
   * @param s e^(scale x difference of the rewards)
   */
  public static double bestOf(int candidates, double p, double s) {
    double sum = 0;
    for (int m = 1; m <= candidates; m++) {
      double chosen = Double.isInfinite(s) ? 1 : m * s / (m * s + candidates - m);
      sum += binomial(candidates, m, p) * chosen;
    }
    return sum;
  }

  /**
   * The same, where a share w of the units is judged by one reward and the rest by its opposite.
   */
  public static double opposite(int candidates, double p, double s, double w) {
    return w * bestOf(candidates, p, s) + (1 - w) * bestOf(candidates, p, 1 / s);
  }

  /** The share at which two opposite rewards are in balance. */
  public static double balance(int candidates, double s, double w) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 100; i++) {
      double p = (low + high) / 2;
      if (opposite(candidates, p, s, w) > p) {
        low = p;
      } else {
        high = p;
      }
    }
    return low;
  }

  /** That share where K is without limit. */
  public static double balance(double s, double w) {
    return Math.min(1, Math.max(0, (w * s - (1 - w)) / (s - 1)));
  }

  /**
   * The share at or below a level of the reward after t generations in which the best of K is
   * taken: F_t = F_0^(K^t).
   */
  public static double atMost(int candidates, double first, int t) {
    return StrictMath.pow(first, StrictMath.pow(candidates, t));
  }

  private static double binomial(int n, int m, double p) {
    double choose = 1;
    for (int i = 1; i <= m; i++) {
      choose = choose * (n - m + i) / i;
    }
    return choose * StrictMath.pow(p, m) * StrictMath.pow(1 - p, n - m);
  }
}
