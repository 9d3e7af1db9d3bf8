package ouroboros.truth;

import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.algebra.LowerMatrix;
import ouroboros.algebra.SymmetricEigenvalues;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/**
 * The truth is N(0, I). The model has the mean and the covariance of the training set's points;
 * S_{g+1} is drawn from N(mean, spread x covariance).
 *
 * <p>A batch enters the training set by its sums. Cost of a generation: n d normal numbers, n d^2
 * additions, and d^3 multiplications for the fit.
 */
final class GaussianModel implements PointModel<GaussianBatch> {
  private final int d;
  private final TruthSpec.Divisor divisor;
  private final double spread;
  private final double[] origin;
  private final double[] identity;

  private Key key = new Key(0, 0);
  private double weight;
  private double squaredWeight;
  private double[] mean;
  private final double[] scatter;
  private final double[] covariance;
  private double[] factor;

  GaussianModel(TruthSpec.Gaussian spec) {
    d = spec.dimension();
    divisor = spec.divisor();
    spread = spec.spread();
    origin = new double[d];
    identity = LowerMatrix.identity(d);
    mean = origin;
    factor = identity;
    scatter = new double[d * d];
    covariance = new double[d * d];
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    clear();
  }

  @Override
  public GaussianBatch truth(long from, int units) {
    return GaussianBatch.of(origin, identity, normals(0, from, units));
  }

  @Override
  public GaussianBatch draw(int g, int units) {
    return GaussianBatch.of(mean.clone(), factor.clone(), normals(g, 0, units));
  }

  @Override
  public GaussianBatch truth(long generationWord, long[] words) {
    return GaussianBatch.of(origin, identity, normals(generationWord, words));
  }

  @Override
  public GaussianBatch draw(int g, long[] words) {
    return GaussianBatch.of(mean.clone(), factor.clone(), normals(g, words));
  }

  private double[] normals(int g, long from, int units) {
    double[] z = new double[units * d];
    KeyedStream random = key.stream(g, Purpose.TRUTH, from);
    for (int i = 0; i < units; i++) {
      normals(random, from + i, z, i * d);
    }
    return z;
  }

  private double[] normals(long generationWord, long[] words) {
    double[] z = new double[words.length * d];
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < words.length; i++) {
      normals(random, words[i], z, i * d);
    }
    return z;
  }

  private void normals(KeyedStream random, long word, double[] z, int at) {
    random.seek(word);
    for (int a = 0; a < d; a++) {
      z[at + a] = Normal.sample(random);
    }
  }

  /** The value of a point in one dimension. */
  @Override
  public LongToDoubleFunction candidates(int g) {
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    double middle = mean[0];
    double deviation = factor[0];
    return word -> {
      random.seek(word);
      return middle + deviation * Normal.sample(random);
    };
  }

  @Override
  public double value(GaussianBatch batch, int i) {
    return batch.mean()[0] + batch.factor()[0] * batch.z()[i];
  }

  @Override
  public Optional<Spread> drawn() {
    return d == 1 ? Optional.of(new Spread(mean[0], factor[0])) : Optional.empty();
  }

  @Override
  public void clear() {
    weight = 0;
    squaredWeight = 0;
    mean = new double[d];
    java.util.Arrays.fill(scatter, 0);
  }

  @Override
  public void add(GaussianBatch batch, int @Nullable [] times, long fixedWeight) {
    int units = batch.units();
    GaussianBatch chosen = batch;
    if (times != null) {
      chosen = batch.chosen(times);
      units = 0;
      for (int t : times) {
        units += t;
      }
    }
    if (units > 0) {
      pool(chosen, units, (double) fixedWeight / RecipeLine.ONE);
    }
  }

  private void pool(GaussianBatch batch, int units, double each) {
    double[] middle = batch.products().clone();
    double[] sum = batch.sum();
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        middle[a * d + b] -= sum[a] * sum[b] / units;
      }
    }
    double here = each * units;
    double all = weight + here;
    double[] gap = new double[d];
    LowerMatrix.times(batch.factor(), sum, 0, gap, d);
    for (int a = 0; a < d; a++) {
      gap[a] = gap[a] / units + batch.mean()[a] - mean[a];
      mean[a] += gap[a] * (here / all);
    }
    LowerMatrix.addSandwich(batch.factor(), middle, d, each, scatter);
    double between = weight * here / all;
    for (int a = 0; a < d && between > 0; a++) {
      for (int b = 0; b <= a; b++) {
        scatter[a * d + b] += between * gap[a] * gap[b];
      }
    }
    weight = all;
    squaredWeight += each * each * units;
  }

  @Override
  public void fit() {
    double by = divisor == TruthSpec.Divisor.N ? weight : weight - squaredWeight / weight;
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = scatter[i] / by;
    }
    factor = new double[d * d];
    LowerMatrix.cholesky(covariance, d, spread, factor);
  }

  @Override
  public double value(Measure measure) {
    double variance = LowerMatrix.trace(covariance, d) / d;
    return switch (measure.metric()) {
      case "squared-mean", "mean-squared-error" -> squaredMean();
      case "variance" -> variance;
      case "log-variance" -> StrictMath.log(variance);
      case "wasserstein-2-squared" -> squaredMean() + 1 + variance - 2 * meanRoot();
      case "second-moment" -> LowerMatrix.trace(scatter, d) / d / weight + squaredMean();
      default -> Double.NaN;
    };
  }

  private double squaredMean() {
    double sum = 0;
    for (double m : mean) {
      sum += m * m;
    }
    return sum / d;
  }

  /** trace(covariance^(1/2)) / d. */
  private double meanRoot() {
    if (d == 1) {
      return Math.sqrt(covariance[0]);
    }
    double sum = 0;
    for (double value : SymmetricEigenvalues.of(covariance, d)) {
      sum += Math.sqrt(Math.max(0, value));
    }
    return sum / d;
  }
}
