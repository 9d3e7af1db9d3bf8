package ouroboros.safeguard.judge;

import java.util.List;

/** A mixture of models, each of which writes whole sentences. Not thread-safe. */
public final class MixedJudge {
  private final double[] weights;
  private final List<Judge> judges;

  /**
   * @param weights [components] that add up to 1
   */
  public MixedJudge(double[] weights, List<Judge> judges) {
    this.weights = weights.clone();
    this.judges = List.copyOf(judges);
  }

  /** -log2 p(sentence), p = sum_k weight_k p_k; infinite where no component can draw it. */
  public double bits(int[] tokens, int start, int end) {
    double[] bits = new double[weights.length];
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < bits.length; k++) {
      bits[k] = judges.get(k).bits(tokens, start, end);
      least = Math.min(least, bits[k]);
    }
    if (bits.length == 1 || Double.isInfinite(least)) {
      return least;
    }
    double sum = 0;
    for (int k = 0; k < bits.length; k++) {
      sum += weights[k] * StrictMath.pow(2, least - bits[k]);
    }
    return least - StrictMath.log(sum) / StrictMath.log(2);
  }
}
