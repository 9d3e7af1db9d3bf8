package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.algebra.GaussianComponent;
import ouroboros.algebra.LowerMatrix;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * The truth is a mixture of Gaussians. The model is a mixture fitted to the training set by {@link
 * PointPoolFit}. The fit of M_g starts from M_{g-1}. The fit of M_0 starts from the truth; where
 * the model has another number of components, it starts from the first points with the covariance
 * of all points.
 */
final class MixtureModel implements PointModel<double[]> {
  private static final double FLOOR = 1e-12;

  private final int d;
  private final int components;
  private final List<GaussianComponent> truth = new ArrayList<>();
  private final double[] trueMean;
  private final double floor;
  private final PointPool<double[]> pool = new PointPool<>();
  private Key key = new Key(0, 0);
  private List<GaussianComponent> model = List.of();
  private double weight;
  private double secondMoment;

  MixtureModel(TruthSpec.GaussianMixture spec) {
    d = spec.dimension();
    components = spec.components();
    double sum = spec.weights().stream().mapToDouble(Double::doubleValue).sum();
    trueMean = new double[d];
    double spread = 0;
    for (int k = 0; k < spec.weights().size(); k++) {
      double share = spec.weights().get(k) / sum;
      double[] mean = spec.means().get(k).stream().mapToDouble(Double::doubleValue).toArray();
      double[] covariance =
          spec.covariances().get(k).stream()
              .flatMapToDouble(row -> row.stream().mapToDouble(Double::doubleValue))
              .toArray();
      truth.add(GaussianComponent.of(share, mean, covariance, 0));
      for (int a = 0; a < d; a++) {
        trueMean[a] += share * mean[a];
        spread += share * covariance[a * d + a] / d;
      }
    }
    floor = FLOOR * spread;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    model = truth.size() == components ? truth : List.of();
    clear();
  }

  @Override
  public double[] truth(long from, int units) {
    return points(0, from, units, truth);
  }

  @Override
  public double[] draw(int g, int units) {
    return points(g, 0, units, model);
  }

  @Override
  public double[] truth(long generationWord, long[] words) {
    return points(generationWord, i -> words[i], words.length, truth);
  }

  @Override
  public double[] draw(int g, long[] words) {
    return points(g, i -> words[i], words.length, model);
  }

  private double[] points(int g, long from, int units, List<GaussianComponent> mixture) {
    return points(g, i -> from + i, units, mixture);
  }

  private double[] points(
      long generationWord, IntToLongFunction words, int units, List<GaussianComponent> mixture) {
    double[] points = new double[units * d];
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      double u = random.nextDouble();
      int k = 0;
      while (k < mixture.size() - 1 && u >= mixture.get(k).weight()) {
        u -= mixture.get(k++).weight();
      }
      mixture.get(k).draw(random, points, i * d);
    }
    return points;
  }

  @Override
  public void clear() {
    pool.clear();
    weight = 0;
    secondMoment = 0;
  }

  @Override
  public void add(double[] batch, int @Nullable [] times, long fixedWeight) {
    double[] points = PointPool.chosen(batch, d, times);
    pool.add(points, points.length / d, fixedWeight);
    double each = (double) fixedWeight / RecipeLine.ONE;
    for (int i = 0; i < points.length; i++) {
      double x = points[i] - trueMean[i % d];
      secondMoment += each * x * x;
    }
    int units = points.length / d;
    weight += each * units;
  }

  @Override
  public void fit() {
    List<GaussianComponent> start = model.isEmpty() ? fromPoints() : model;
    model = new PointPoolFit(pool, d, floor).from(start);
  }

  /**
   * One component at each of the first points of the pool, each with the variance of all points.
   */
  private List<GaussianComponent> fromPoints() {
    double[] points = pool.batch(0);
    double[] wide = LowerMatrix.identity(d);
    for (int a = 0; a < d; a++) {
      wide[a * d + a] = secondMoment / weight / d + floor;
    }
    List<GaussianComponent> start = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      double[] mean = new double[d];
      System.arraycopy(points, k % (points.length / d) * d, mean, 0, d);
      start.add(GaussianComponent.of(1.0 / components, mean, wide, 0));
    }
    return start;
  }

  @Override
  public double value(Measure measure) {
    if (measure.metric().equals("variance") && measure.scope().startsWith("component=")) {
      int k = Integer.parseInt(measure.scope().substring("component=".length()));
      return LowerMatrix.trace(model.get(k).covariance(), d) / d;
    }
    return switch (measure.metric()) {
      case "squared-mean" -> squaredGap(mean(), trueMean) / d;
      case "variance" -> variance();
      case "second-moment" -> secondMoment / weight / d;
      default -> Double.NaN;
    };
  }

  private double[] mean() {
    double[] mean = new double[d];
    for (GaussianComponent component : model) {
      for (int a = 0; a < d; a++) {
        mean[a] += component.weight() * component.mean()[a];
      }
    }
    return mean;
  }

  private double variance() {
    double[] mean = mean();
    double sum = 0;
    for (GaussianComponent component : model) {
      double within = LowerMatrix.trace(component.covariance(), d);
      sum += component.weight() * (within + squaredGap(component.mean(), mean));
    }
    return sum / d;
  }

  private static double squaredGap(double[] one, double[] other) {
    double sum = 0;
    for (int a = 0; a < one.length; a++) {
      sum += (one[a] - other[a]) * (one[a] - other[a]);
    }
    return sum;
  }
}
