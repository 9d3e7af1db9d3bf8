package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * A mixture of Gaussians: p(x) = sum_k weight_k N(x; mean_k, covariance_k).
 *
 * @param components at least one; a component of weight 0 is dead and keeps its place
 */
public record GaussianMixture(List<GaussianComponent> components)
    implements Mixture<GaussianMixture> {
  /** Copies the list. */
  public GaussianMixture {
    components = List.copyOf(components);
  }

  /** The mean of several mixtures: the components of all, each with its part of its weight. */
  public static GaussianMixture mean(List<GaussianMixture> all) {
    double log = StrictMath.log(all.size());
    return new GaussianMixture(
        all.stream()
            .flatMap(mixture -> mixture.components.stream())
            .map(
                each ->
                    new GaussianComponent(
                        each.weight() / all.size(),
                        each.mean(),
                        each.covariance(),
                        each.factor(),
                        each.logHeight() - log))
            .toList());
  }

  /** The dimension d: numbers per row. */
  public int dimension() {
    return components.get(0).mean().length;
  }

  @Override
  public double[] weights() {
    return components.stream().mapToDouble(GaussianComponent::weight).toArray();
  }

  /**
   * Draws the units {@code from .. from + count} of S_g. Unit i is drawn by its own stream: one
   * random number chooses the component, d normal numbers give the point. Cost: d^2/2
   * multiplications per unit.
   */
  public VectorBlock draw(Key key, long generation, long from, int count) {
    return draw(key, generation, i -> from + i, count);
  }

  /** The same for the units with these counter words, of numbers 0 .. {@code count} - 1. */
  public VectorBlock draw(Key key, long generation, LongUnaryOperator words, int count) {
    int d = dimension();
    double[] rows = new double[count * d];
    double[] weights = weights();
    KeyedStream random = key.stream(generation, Purpose.DRAW, 0);
    for (int i = 0; i < count; i++) {
      random.seek(words.applyAsLong(i));
      components.get(Shares.choose(weights, random.nextDouble())).draw(random, rows, i * d);
    }
    return VectorBlock.of(d, rows);
  }

  /**
   * How many living components are almost flat in some direction: a squared diagonal entry of the
   * Cholesky factor is at most twice {@code floor}.
   */
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

  /**
   * The Bhattacharyya distance (1/8) gap' S^-1 gap + (1/2) ln(det S / (det A det B)^(1/2)), where A
   * and B are the covariances, S is their mean and gap is the difference of the means. Cost: d^3/3
   * multiplications.
   */
  @Override
  public double distance(int k, GaussianMixture other, int j) {
    GaussianComponent a = components.get(k);
    GaussianComponent b = other.components.get(j);
    int d = dimension();
    double[] middle = new double[d * d];
    double[] gap = new double[d];
    for (int i = 0; i < d; i++) {
      gap[i] = a.mean()[i] - b.mean()[i];
      for (int l = 0; l <= i; l++) {
        middle[i * d + l] = (a.covariance()[i * d + l] + b.covariance()[i * d + l]) / 2;
      }
    }
    double[] factor = new double[d * d];
    LowerMatrix.cholesky(middle, d, 1, factor);
    double[] solved = new double[d];
    LowerMatrix.solve(factor, d, gap, solved);
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += gap[i] * solved[i] / 8 + StrictMath.log(factor[i * d + i]);
      sum -= StrictMath.log(a.factor()[i * d + i]) / 2 + StrictMath.log(b.factor()[i * d + i]) / 2;
    }
    return Math.max(0, sum);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(components.size());
    out.writeInt(dimension());
    for (GaussianComponent component : components) {
      out.writeDouble(component.weight());
      out.writeDouble(component.logHeight());
      Numbers.write(component.mean(), out);
      Numbers.write(component.covariance(), out);
      Numbers.write(component.factor(), out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static GaussianMixture read(DataInput in) throws IOException {
    int k = in.readInt();
    int d = in.readInt();
    List<GaussianComponent> components = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      double weight = in.readDouble();
      double logHeight = in.readDouble();
      double[] mean = Numbers.read(d, in);
      double[] covariance = Numbers.read(d * d, in);
      components.add(
          new GaussianComponent(weight, mean, covariance, Numbers.read(d * d, in), logHeight));
    }
    return new GaussianMixture(components);
  }
}
