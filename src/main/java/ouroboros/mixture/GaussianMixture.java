package ouroboros.mixture;

import java.io.Serializable;
import java.util.List;
import ouroboros.model.GaussianComponent;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * A mixture of Gaussians: p(x) = sum_k weight_k N(x; mean_k, covariance_k).
 *
 * @param components at least one; a component of weight 0 is dead and keeps its place
 */
public record GaussianMixture(List<GaussianComponent> components) implements Serializable {
  /** Copies. */
  public GaussianMixture {
    components = List.copyOf(components);
  }

  /** Numbers a row. */
  public int dimension() {
    return components.get(0).mean().length;
  }

  /** [components] their shares. */
  public double[] weights() {
    return components.stream().mapToDouble(GaussianComponent::weight).toArray();
  }

  /**
   * Units from .. from + count of S_g. Unit i is drawn by its own stream: one number chooses the
   * component, d normal numbers the place. Cost: d^2/2 multiplications a unit.
   */
  public VectorBlock draw(Key key, int generation, long from, int count) {
    int d = dimension();
    double[] rows = new double[count * d];
    double[] weights = weights();
    KeyedStream random = key.stream(generation, Purpose.DRAW, from);
    for (int i = 0; i < count; i++) {
      random.seek(from + i);
      components.get(Shares.choose(weights, random.nextDouble())).draw(random, rows, i * d);
    }
    return VectorBlock.of(d, rows);
  }

  /** How many living components have a covariance that is no wider than the floor somewhere. */
  public long onFloor(double floor) {
    int d = dimension();
    return components.stream()
        .filter(component -> component.weight() > 0)
        .filter(
            component -> {
              double least = Double.POSITIVE_INFINITY;
              for (int a = 0; a < d; a++) {
                double pivot = component.factor()[a * d + a];
                least = Math.min(least, pivot * pivot);
              }
              return least <= 2 * floor;
            })
        .count();
  }
}
