package ouroboros.mixture;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a component since M_0.
 *
 * @param component 0, 1, ..
 * @param weight its share; 0: dead
 * @param nearestAncestor the component of M_0 that it is nearest to; of equals the first
 * @param distance Bhattacharyya distance to that one, nats
 * @param mergedWith the lowest living component that it cannot be told apart from; -1 for none
 */
public record ComponentMatch(
    int component, double weight, int nearestAncestor, double distance, int mergedWith) {
  /** Units of two components are confused at a Bhattacharyya coefficient of 0.9. */
  private static final double SAME = -StrictMath.log(0.9);

  /** Of every component of a model, by M_0. Cost: k^2 distances. */
  public static <M extends Mixture<M>> List<ComponentMatch> of(M model, M first) {
    return of(
        model.weights(),
        first.weights(),
        (k, j) -> model.distance(k, first, j),
        (k, j) -> model.distance(k, model, j));
  }

  /** The Bhattacharyya distance of two components, nats. */
  @FunctionalInterface
  public interface Distance {
    /** Of component k to component j, of the same model or of another. */
    double of(int k, int j);
  }

  /**
   * The same from distances.
   *
   * @param weights [components] of the model
   * @param before [components of M_0] their weights
   * @param toFirst to the components of M_0
   * @param among the components of the model
   */
  public static List<ComponentMatch> of(
      double[] weights, double[] before, Distance toFirst, Distance among) {
    List<ComponentMatch> fates = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < before.length; j++) {
        double distance = before[j] > 0 ? toFirst.of(k, j) : Double.POSITIVE_INFINITY;
        if (nearest < 0 || distance < least) {
          nearest = j;
          least = distance;
        }
      }
      fates.add(new ComponentMatch(k, weights[k], nearest, least, mergedWith(among, weights, k)));
    }
    return fates;
  }

  private static int mergedWith(Distance among, double[] weights, int k) {
    for (int j = 0; j < k && weights[k] > 0; j++) {
      if (weights[j] > 0 && among.of(k, j) < SAME) {
        return j;
      }
    }
    return -1;
  }

  /** Entropy of the weights in bits, merged components as one. */
  public static double entropyBits(List<ComponentMatch> fates) {
    int[] root = new int[fates.size()];
    double[] weights = new double[fates.size()];
    for (ComponentMatch fate : fates) {
      int k = fate.component();
      root[k] = fate.mergedWith() < 0 ? k : root[fate.mergedWith()];
      weights[root[k]] += fate.weight();
    }
    return Shares.entropyBits(weights);
  }
}
