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
 * <p>With a temperature T the probabilities are raised to the power 1/T. A cut keeps only the first
 * types; where none of them occurs in the training set, nothing is cut. Cost of a generation:
 * proportional to the points drawn and the points added to the training set.
 */
final class TypesModel implements PointModel<int[]> {
  private final double[] truth;
  private final Cumulative truthSampler;
  private final int cut;
  private final double temperature;
  private final double trueSquares;
  private final TypeCounts tally;
  private final PointPool<int[]> pool = new PointPool<>();
  private Key key = new Key(0, 0);

  /**
   * @param weights of the types, positive
   * @param cut models draw only types with a number below this
   */
  TypesModel(double[] weights, int cut, double temperature) {
    double sum = Arrays.stream(weights).sum();
    truth = new double[weights.length];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      truth[i] = weights[i] / sum;
      squares += truth[i] * truth[i];
    }
    truthSampler = Cumulative.of(weights, weights.length);
    trueSquares = squares;
    this.cut = cut;
    this.temperature = temperature;
    tally = new TypeCounts(weights.length);
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
    if (drawsPoints()) {
      return word -> {
        random.seek(word);
        int[] batch = pool.pick(random);
        return batch[pool.pickedIndex()];
      };
    }
    int[] types = drawable();
    Cumulative sampler = sampler(types);
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
    } else if (drawsPoints()) {
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

  private boolean drawsPoints() {
    return temperature == 1 && cut == truth.length;
  }

  private void drawTypes(int g, int[] points) {
    int[] types = drawable();
    Cumulative sampler = sampler(types);
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    for (int i = 0; i < points.length; i++) {
      random.seek(i);
      points[i] = types[sampler.sample(random)];
    }
  }

  /** The types that the model draws. */
  private int[] drawable() {
    int[] types = new int[tally.support()];
    int kept = 0;
    for (int i = 0; i < types.length; i++) {
      if (tally.alive(i) < cut) {
        types[kept++] = tally.alive(i);
      }
    }
    for (int i = 0; kept == 0 && i < types.length; i++) {
      types[i] = tally.alive(i);
    }
    return kept == 0 ? types : Arrays.copyOf(types, kept);
  }

  private Cumulative sampler(int[] types) {
    double[] weights = new double[types.length];
    for (int i = 0; i < types.length; i++) {
      weights[i] = StrictMath.pow(tally.share(types[i]), 1 / temperature);
    }
    return Cumulative.of(weights, types.length);
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
    return switch (measure.metric()) {
      case "heterozygosity-ratio" -> heterozygosity() / (1 - trueSquares);
      case "support" -> tally.support();
      case "alive" -> tally.isAlive(0) ? 1 : 0;
      case "mixed" -> tally.support() > 1 ? 1 : 0;
      case "missing-mass" -> missingMass();
      case "mean-squared-error" -> squaredError();
      default -> Double.NaN;
    };
  }

  private double heterozygosity() {
    double squares = 0;
    for (int i = 0; i < tally.support(); i++) {
      double q = tally.share(tally.alive(i));
      squares += q * q;
    }
    return 1 - squares;
  }

  private double missingMass() {
    double mass = 0;
    if (2 * tally.support() > truth.length) {
      for (int type = 0; type < truth.length; type++) {
        mass += tally.isAlive(type) ? 0 : truth[type];
      }
      return mass;
    }
    for (int i = 0; i < tally.support(); i++) {
      mass += truth[tally.alive(i)];
    }
    return Math.max(0, 1 - mass);
  }

  private double squaredError() {
    double sum = trueSquares;
    for (int i = 0; i < tally.support(); i++) {
      int type = tally.alive(i);
      double q = tally.share(type);
      sum += q * (q - 2 * truth[type]);
    }
    return Math.max(0, sum);
  }
}
