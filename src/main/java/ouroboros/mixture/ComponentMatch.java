package ouroboros.mixture;

import java.util.ArrayList;
import java.util.List;

/**
 * What has become of a component since M_0.
 *
 * @param component 0, 1, ..
 * @param weight its weight in the mixture; 0 means dead
 * @param nearestAncestor the nearest component of M_0; the first one if several are equally near
 * @param distance Bhattacharyya distance to that component, nats
 * @param mergedWith the lowest living component from which it cannot be distinguished; -1 for none
 */
public record ComponentMatch(
    int component, double weight, int nearestAncestor, double distance, int mergedWith) {
  /** Two components cannot be distinguished where their Bhattacharyya coefficient is above 0.9. */
  private static final double SAME = -StrictMath.log(0.9);

  /** The match of every component of a model with the components of M_0. Cost: k^2 distances. */
  public static <M extends Mixture<M>> List<ComponentMatch> of(M model, M first) {
    return of(
        model.weights(),
        first.weights(),
        (k, j) -> model.distance(k, first, j),
        (k, j) -> model.distance(k, model, j));
  }

  /** The Bhattacharyya distance between two components, nats. */
  @FunctionalInterface
  public interface Distance {
    /** The distance from component k to component j, which is of the same model or of another. */
    double of(int k, int j);
  }

  /**
   * The same, where the distances are given.
   *
   * @param weights [components] the weights of the model
   * @param before [components of M_0] the weights of M_0
   * @param toFirst distance from a component of the model to one of M_0
   * @param among distance between two components of the model
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

  /**
   * Entropy in bits of the weights of the mean of several mixtures, where components that cannot be
   * distinguished count as one. Cost: a distance for each pair of components.
   *
   * @param models with the same kind of components
   */
  public static <M extends Mixture<?>> double entropyBits(List<M> models, BetweenModels distance) {
    int many = models.stream().mapToInt(model -> model.weights().length).sum();
    double[] weights = new double[many];
    int[] model = new int[many];
    int[] component = new int[many];
    int to = 0;
    for (int m = 0; m < models.size(); m++) {
      double[] own = models.get(m).weights();
      for (int k = 0; k < own.length; k++) {
        weights[to] = own[k] / models.size();
        model[to] = m;
        component[to++] = k;
      }
    }
    return entropyBits(
        of(
            weights,
            new double[0],
            (k, j) -> 0,
            (k, j) -> distance.of(model[k], component[k], model[j], component[j])));
  }

  /** The distance between components of two of several models, nats. */
  @FunctionalInterface
  public interface BetweenModels {
    /** From component k of model m to component j of model n. */
    double of(int m, int k, int n, int j);
  }

  /** Entropy of the weights in bits, where merged components count as one. */
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
