package ouroboros.ngram.smoothing;

import java.util.List;

/**
 * p(w | h) = lambda_n c(hw) / c(h) + (1 - lambda_n) p(w | h'), with one weight per order. The
 * weights make guard most probable; see {@link ouroboros.ngram.heldout.DeletedInterpolation}.
 *
 * @param weights [order] lambda_1, lambda_2, .. in [0, 1]; empty where they are not fitted yet
 *     <p>Source: Jelinek and Mercer 1980, Interpolated estimation of Markov source parameters from
 *     sparse data, in Pattern Recognition in Practice, North-Holland, pages 381-397.
 */
public record JelinekMercer(List<Double> weights) implements Smoothing {
  public JelinekMercer {
    weights = List.copyOf(weights);
    for (double weight : weights) {
      if (!(weight >= 0 && weight <= 1)) {
        throw new IllegalArgumentException(
            "an interpolation weight is " + weight + "; it must lie in [0, 1]");
      }
    }
  }

  /** The smoothing before its weights are fitted. */
  public JelinekMercer() {
    this(List.of());
  }

  @Override
  public Discounts discounts(int n, int top, long[] countsOfCounts, long types) {
    if (weights.size() < n) {
      throw new IllegalStateException(
          "jelinek-mercer has "
              + weights.size()
              + " weights, order "
              + n
              + " needs one; they are fitted to guard first");
    }
    return Discounts.share(1 - weights.get(n - 1));
  }

  @Override
  public boolean needsGuard() {
    return weights.isEmpty();
  }
}
