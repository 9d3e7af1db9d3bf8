package ouroboros.ngram.heldout;

/**
 * How far the confidence of a model agrees with how often it is right. Confidence is the
 * probability of the likeliest next token; the model is right where that token comes next. Bin k of
 * {@value #BINS} has the predictions with a confidence in (k/{@value #BINS}, (k + 1)/{@value
 * #BINS}].
 *
 * @param tokens [bins] predictions in each bin
 * @param right [bins] those of them that were right
 * @param confidence [bins] the sum of their confidences
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo, Pleiss, Sun and Weinberger 2017, On
 *     calibration of modern neural networks</a>
 */
@SuppressWarnings("ArrayRecordComponent")
public record Calibration(long[] tokens, long[] right, double[] confidence) {
  /** Number of bins. */
  public static final int BINS = 15;

  /** Adds up predictions; sums of confidences run in the order of the calls. */
  public static final class Sum {
    private final long[] tokens = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /** No prediction yet. */
    public Sum() {}

    /**
     * Adds equal predictions.
     *
     * @param probability of the likeliest token, in (0, 1]
     * @param isRight whether it came next
     * @param many how many predictions
     */
    public void add(double probability, boolean isRight, long many) {
      int bin = bin(probability);
      tokens[bin] += many;
      right[bin] += isRight ? many : 0;
      confidence[bin] += many * probability;
    }

    /** What was added so far. */
    public Calibration calibration() {
      return new Calibration(tokens.clone(), right.clone(), confidence.clone());
    }
  }

  /** The bin of a probability; those above 1 by rounding are in the last bin. */
  static int bin(double probability) {
    return (int)
        StrictMath.min(BINS - 1, StrictMath.max(0, StrictMath.ceil(probability * BINS) - 1));
  }

  /**
   * The expected calibration error: sum over bins of (tokens/all) |right/tokens -
   * confidence/tokens|; NaN without a prediction.
   */
  public double error() {
    double sum = 0;
    for (int k = 0; k < BINS; k++) {
      sum += StrictMath.abs(right[k] - confidence[k]);
    }
    return sum / all();
  }

  /** The share of right predictions; NaN without a prediction. */
  public double accuracy() {
    long sum = 0;
    for (long each : right) {
      sum += each;
    }
    return (double) sum / all();
  }

  /** The mean confidence; NaN without a prediction. */
  public double meanConfidence() {
    double sum = 0;
    for (double each : confidence) {
      sum += each;
    }
    return sum / all();
  }

  /** The share of predictions in a bin; NaN without a prediction. */
  public double share(int bin) {
    return (double) tokens[bin] / all();
  }

  /** The share of right predictions in a bin; NaN for an empty one. */
  public double accuracy(int bin) {
    return (double) right[bin] / tokens[bin];
  }

  /** The mean confidence in a bin; NaN for an empty one. */
  public double meanConfidence(int bin) {
    return confidence[bin] / tokens[bin];
  }

  private long all() {
    long sum = 0;
    for (long each : tokens) {
      sum += each;
    }
    return sum;
  }
}
