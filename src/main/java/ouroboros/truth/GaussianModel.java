package ouroboros.truth;

import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.algebra.LowerMatrix;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/**
 * The truth is N(0, I). The model has the mean and the covariance of the training set's points;
 * S_{g+1} is drawn from N(mean, spread x covariance).
 *
 * <p>A batch enters the training set by its sums. Cost of a generation: n d normal numbers and n
 * d^2 additions, plus the fit.
 */
final class GaussianModel implements PointModel<GaussianBatch> {
  private final int d;
  private final double[] origin;
  private final double[] identity;
  private final GaussianMoments moments;
  private Key key = new Key(0, 0);

  GaussianModel(TruthSpec.Gaussian spec) {
    d = spec.dimension();
    origin = new double[d];
    identity = LowerMatrix.identity(d);
    moments = new GaussianMoments(spec);
  }

  /** The mean and the covariance that were fitted last. */
  GaussianMoments moments() {
    return moments;
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
    return GaussianBatch.of(moments.mean().clone(), moments.factor().clone(), normals(g, 0, units));
  }

  @Override
  public GaussianBatch truth(long generationWord, long[] words) {
    return GaussianBatch.of(origin, identity, normals(generationWord, words));
  }

  @Override
  public GaussianBatch draw(int g, long[] words) {
    return GaussianBatch.of(moments.mean().clone(), moments.factor().clone(), normals(g, words));
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
    double middle = moments.mean()[0];
    double deviation = moments.factor()[0];
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
    return d == 1
        ? Optional.of(new Spread(moments.mean()[0], moments.factor()[0]))
        : Optional.empty();
  }

  @Override
  public void change(TruthCell cell) {
    moments.change((TruthSpec.Gaussian) cell.family());
  }

  @Override
  public void clear() {
    moments.clear();
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
    moments.add(batch.mean(), batch.factor(), units, sum, middle, each);
  }

  @Override
  public void fit() {
    moments.fit();
  }

  @Override
  public double value(Measure measure) {
    return moments.value(measure);
  }
}
