package ouroboros.inference;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * {@code max over k <= j of min(1, (m - k + 1) p_(k))}: the adjusted value of the j-th smallest of
 * m p-values, p_(k) being the k-th smallest.
 *
 * <p>If every hypothesis with an adjusted value of at most a is rejected, the probability of one or
 * more false rejections is at most a, for any dependence between the tests. Source: S. Holm (1979),
 * Scandinavian Journal of Statistics 6, 65-70.
 */
public final class Holm {
  private Holm() {}

  /**
   * The adjusted values, in the order of the input; an empty array for an empty array. Cost: a
   * sort.
   */
  public static double[] adjusted(double[] p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int k = 0; k < order.length; k++) {
      least = Math.max(least, Math.min(1, (p.length - k) * p[order[k]]));
      adjusted[order[k]] = least;
    }
    return adjusted;
  }

  /** The indices of the p-values from the smallest to the largest; equal ones keep their order. */
  public static int[] ascending(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
