package ouroboros.truth;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.algebra.LowerMatrix;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;

/**
 * Truth: y = x'w + noise with x ~ N(0, I). The model is the least squares solution; labels of
 * synthetic points have the same noise variance. The error of the estimate does not depend on w, so
 * w is 0 here. In a direction without points the coefficient is 0. Cost of a generation: n d^2
 * multiplications.
 */
final class RegressionModel implements PointModel<RegressionBatch> {
  private final int d;
  private final double sigma;
  private final TruthSpec.Design design;
  private final int real;
  private final double[] none;
  private final double[] gram;
  private final double[] moment;
  private final double[] root;
  private final double[] weights;
  private Key key = new Key(0, 0);
  private @Nullable RegressionBatch first;

  RegressionModel(TruthSpec.LinearRegression spec, long real) {
    d = spec.features();
    sigma = StrictMath.sqrt(spec.noise());
    design = spec.design();
    this.real = Math.toIntExact(real);
    none = new double[d];
    gram = new double[d * d];
    moment = new double[d];
    root = new double[d * d];
    weights = new double[d];
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    first = null;
    clear();
  }

  @Override
  public RegressionBatch truth(long from, int units) {
    RegressionBatch batch = fresh(0, from, units, none);
    if (from == 0) {
      first = batch;
    }
    return batch;
  }

  @Override
  public RegressionBatch truth(long generationWord, long[] words) {
    return fresh(generationWord, i -> words[i], words.length, none);
  }

  @Override
  public RegressionBatch draw(int g, int units) {
    return design == TruthSpec.Design.FRESH
        ? fresh(g, 0, units, weights)
        : reused(g, i -> i, units);
  }

  /** A candidate has the features of its unit. */
  @Override
  public RegressionBatch draw(int g, long[] words) {
    return design == TruthSpec.Design.FRESH
        ? fresh(g, i -> words[i], words.length, weights)
        : reused(g, i -> words[i], words.length);
  }

  private RegressionBatch fresh(int g, long from, int units, double[] coefficients) {
    return fresh(g, i -> from + i, units, coefficients);
  }

  private RegressionBatch fresh(
      long generationWord, IntToLongFunction words, int units, double[] coefficients) {
    double[] x = new double[units * d];
    double[] y = new double[units];
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      for (int a = 0; a < d; a++) {
        x[i * d + a] = Normal.sample(random);
        y[i] += x[i * d + a] * coefficients[a];
      }
      y[i] += sigma * Normal.sample(random);
    }
    return RegressionBatch.of(x, y, RegressionBatch.gram(x, d, once(units)));
  }

  private RegressionBatch reused(int g, IntToLongFunction words, int units) {
    RegressionBatch known = first;
    if (known == null) {
      throw new IllegalStateException("R has no design yet.");
    }
    double[] x = known.features();
    double[] xx = known.gram();
    if (units != real || !isWhole(words, units)) {
      x = new double[units * d];
      for (int i = 0; i < units; i++) {
        int row = (int) (Candidate.unit(words.applyAsLong(i)) % real);
        System.arraycopy(known.features(), row * d, x, i * d, d);
      }
      xx = RegressionBatch.gram(x, d, once(units));
    }
    double[] y = new double[units];
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      y[i] = sigma * Normal.sample(random);
      for (int a = 0; a < d; a++) {
        y[i] += x[i * d + a] * weights[a];
      }
    }
    return RegressionBatch.of(x, y, xx);
  }

  /** Whether these are candidates of the units 0, 1, .. in order. */
  private static boolean isWhole(IntToLongFunction words, int units) {
    for (int i = 0; i < units; i++) {
      if (Candidate.unit(words.applyAsLong(i)) != i) {
        return false;
      }
    }
    return true;
  }

  private static int[] once(int units) {
    int[] times = new int[units];
    Arrays.fill(times, 1);
    return times;
  }

  @Override
  public void clear() {
    Arrays.fill(gram, 0);
    Arrays.fill(moment, 0);
  }

  @Override
  public void add(RegressionBatch batch, int @Nullable [] times, long fixedWeight) {
    double each = (double) fixedWeight / RecipeLine.ONE;
    double[] xx = batch.gram();
    double[] xy = batch.moment();
    if (times != null) {
      xx = RegressionBatch.gram(batch.features(), d, times);
      xy = new double[d];
      for (int i = 0; i < times.length; i++) {
        for (int a = 0; a < d; a++) {
          xy[a] += times[i] * batch.features()[i * d + a] * batch.labels()[i];
        }
      }
    }
    for (int i = 0; i < gram.length; i++) {
      gram[i] += each * xx[i];
    }
    for (int a = 0; a < d; a++) {
      moment[a] += each * xy[a];
    }
  }

  @Override
  public void fit() {
    LowerMatrix.cholesky(gram, d, 1, root);
    LowerMatrix.solve(root, d, moment, weights);
  }

  @Override
  public double value(Measure measure) {
    if (!measure.metric().equals("mean-squared-error")) {
      return Double.NaN;
    }
    double sum = 0;
    for (double w : weights) {
      sum += w * w;
    }
    return sum;
  }
}
