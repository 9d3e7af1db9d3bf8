package ouroboros.inference;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * (x_i - mean x) / sum (x_i - mean x)^2: the weight of point i. The slope of the line fitted by
 * least squares is the sum over the points of weight times y.
 */
public final class LeastSquares {
  private LeastSquares() {}

  /** The weight of each point; an empty map if fewer than two values of x are distinct. */
  public static <K extends Comparable<K>> SortedMap<K, Double> slope(
      List<K> points, ToDoubleFunction<K> x) {
    TreeMap<K, Double> weights = new TreeMap<>();
    double mean = 0;
    for (K point : points) {
      mean += x.applyAsDouble(point) / points.size();
    }
    double squares = 0;
    for (K point : points) {
      double off = x.applyAsDouble(point) - mean;
      weights.put(point, off);
      squares += off * off;
    }
    if (!(squares > 0)) {
      return new TreeMap<>();
    }
    double all = squares;
    weights.replaceAll((point, off) -> off / all);
    return weights;
  }
}
