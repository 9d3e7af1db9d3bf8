package ouroboros.inference;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * max over the k <= j smallest of min(1, (m - k + 1) p_(k)), for the j-th smallest of m values p.
 *
 * <p>Whoever rejects where that is at most a makes any false rejection with probability at most a,
 * whatever the dependence of the tests. Source: S. Holm (1979), Scandinavian Journal of Statistics
 * 6, 65-70.
 */
public final class Holm {
  private Holm() {}

  /** The adjusted values, each in the place of its own; none for none. Cost: a sort. */
  public static double[] adjusted(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int k = 0; k < order.length; k++) {
      least = Math.max(least, Math.min(1, (p.length - k) * p[order[k]]));
      adjusted[order[k]] = least;
    }
    return adjusted;
  }
}
