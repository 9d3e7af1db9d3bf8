package ouroboros.metric.sentence;

import java.util.Arrays;

/**
 * argmax over strata of b_s + sum over the tokens of w_s(token): what a logistic regression on word
 * counts decides. Words without a weight are ignored; a stratum without weights is never chosen;
 * the first of several equally likely ones is.
 *
 * <p>Cost: one addition per token and stratum.
 */
public final class LinearClassifier implements SentenceClassifier {
  private static final long serialVersionUID = 1L;

  private final int first;

  /** [strata, words + 1] the weights, the intercept last; empty for a stratum without weights. */
  private final double[][] weights;

  /**
   * @param weights [strata, words + 1] the intercept last; empty for a stratum without weights
   * @param first the first id of a word
   */
  public LinearClassifier(double[][] weights, int first) {
    this.weights = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    this.first = first;
  }

  @Override
  public int stratum(int[] tokens, int start, int end) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < weights.length; s++) {
      int words = weights[s].length - 1;
      if (words < 0) {
        continue;
      }
      double sum = weights[s][words];
      for (int i = start; i < end; i++) {
        int word = tokens[i] - first;
        sum += word >= 0 && word < words ? weights[s][word] : 0;
      }
      if (sum > most) {
        most = sum;
        best = s;
      }
    }
    return best;
  }
}
