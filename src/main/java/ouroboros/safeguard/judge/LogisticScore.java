package ouroboros.safeguard.judge;

/**
 * The log-odds that a person wrote a sentence, by a logistic regression on {@link GramHashes}. Not
 * thread-safe.
 */
public final class LogisticScore {
  private final double[] weights;
  private final double intercept;
  private final GramHashes grams;

  /**
   * @param weights [buckets]
   */
  public LogisticScore(double[] weights, double intercept, GramHashes grams) {
    this.weights = weights;
    this.intercept = intercept;
    this.grams = grams;
  }

  /** The log-odds in nats: high for a person, low for a machine. */
  public double of(int[] tokens, int start, int end) {
    double sum = intercept;
    for (int bucket : grams.of(tokens, start, end)) {
      sum += weights[bucket];
    }
    return sum;
  }
}
