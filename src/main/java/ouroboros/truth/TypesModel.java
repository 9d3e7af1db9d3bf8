package ouroboros.truth;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * The truth is a distribution over types. The model is the empirical distribution of the training
 * set, so a draw picks one of its points at random.
 *
 * <p>Cost of a generation: proportional to the points drawn and the points added to the training
 * set.
 */
final class TypesModel implements PointModel<int[]> {
  private final Cumulative truthSampler;
  private final TypeDistribution model;
  private final TypeCounts tally;
  private final PointPool<int[]> pool = new PointPool<>();
  private Key key = new Key(0, 0);

  /**
   * @param weights of the types, positive
   * @param cut models draw only types with a number below this
   */
  TypesModel(double[] weights, int cut, double temperature) {
    truthSampler = Cumulative.of(weights, weights.length);
    model = new TypeDistribution(weights, cut, temperature);
    tally = model.counts();
  }

  /** The distribution that was fitted last. */
  TypeDistribution distribution() {
    return model;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    clear();
  }

  @Override
  public int[] truth(long from, int units) {
    int[] points = new int[units];
    KeyedStream random = key.stream(0, Purpose.TRUTH, from);
    for (int i = 0; i < units; i++) {
      random.seek(from + i);
      points[i] = truthSampler.sample(random);
    }
    return points;
  }

  @Override
  public int[] truth(long generationWord, long[] words) {
    int[] points = new int[words.length];
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < words.length; i++) {
      random.seek(words[i]);
      points[i] = truthSampler.sample(random);
    }
    return points;
  }

  @Override
  public int[] draw(int g, long[] words) {
    int[] points = new int[words.length];
    LongToDoubleFunction types = candidates(g);
    for (int i = 0; i < words.length; i++) {
      points[i] = (int) types.applyAsDouble(words[i]);
    }
    return points;
  }

  @Override
  public LongToDoubleFunction candidates(int g) {
    if (tally.support() == 1) {
      int only = tally.alive(0);
      return word -> only;
    }
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    if (model.isFaithful()) {
      return word -> {
        random.seek(word);
        int[] batch = pool.pick(random);
        return batch[pool.pickedIndex()];
      };
    }
    int[] types = model.drawable();
    Cumulative sampler = Cumulative.of(model.weights(types), types.length);
    return word -> {
      random.seek(word);
      return types[sampler.sample(random)];
    };
  }

  @Override
  public double value(int[] batch, int i) {
    return batch[i];
  }

  @Override
  public int[] draw(int g, int units) {
    int[] points = new int[units];
    if (tally.support() == 1) {
      Arrays.fill(points, tally.alive(0));
    } else if (model.isFaithful()) {
      drawPoints(g, points);
    } else {
      drawTypes(g, points);
    }
    return points;
  }

  private void drawPoints(int g, int[] points) {
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    for (int i = 0; i < points.length; i++) {
      random.seek(i);
      int[] batch = pool.pick(random);
      points[i] = batch[pool.pickedIndex()];
    }
  }

  private void drawTypes(int g, int[] points) {
    int[] types = model.drawable();
    Cumulative sampler = Cumulative.of(model.weights(types), types.length);
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    for (int i = 0; i < points.length; i++) {
      random.seek(i);
      points[i] = types[sampler.sample(random)];
    }
  }

  @Override
  public void change(TruthCell cell) {
    model.temperature(cell.temperature());
  }

  @Override
  public void clear() {
    tally.clear();
    pool.clear();
  }

  @Override
  public void add(int[] batch, int @Nullable [] times, long weight) {
    int[] points = PointPool.chosen(batch, times);
    pool.add(points, points.length, weight);
    tally.add(points, weight);
  }

  @Override
  public void fit() {}

  @Override
  public double value(Measure measure) {
    return model.value(measure);
  }
}
