package ouroboros.truth;

import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Normal;
import ouroboros.random.Purpose;

/**
 * The truth is N(0, 1). The model is a kernel density estimate: the weighted mean of N(x, h^2) over
 * the points x of the training set. A draw picks one point at random and adds h times a normal
 * number. Cost of a generation: proportional to the points drawn and the points added to the
 * training set.
 */
final class KernelDensityModel implements PointModel<double[]>, MeanModel.OfNumbers.OfNumber {
  private double bandwidth;
  private final PointPool<double[]> pool = new PointPool<>();
  private Key key = new Key(0, 0);
  private double weight;
  private double sum;
  private double squares;

  KernelDensityModel(double bandwidth) {
    this.bandwidth = bandwidth;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    clear();
  }

  @Override
  public double[] truth(long from, int units) {
    return truth(0, i -> from + i, units);
  }

  @Override
  public double[] truth(long generationWord, long[] words) {
    return truth(generationWord, i -> words[i], words.length);
  }

  private double[] truth(long generationWord, IntToLongFunction words, int units) {
    double[] points = new double[units];
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      points[i] = Normal.sample(random);
    }
    return points;
  }

  @Override
  public double[] draw(int g, int units) {
    return draw(g, i -> i, units);
  }

  @Override
  public double[] draw(int g, long[] words) {
    return draw(g, i -> words[i], words.length);
  }

  private double[] draw(int g, IntToLongFunction words, int units) {
    double[] points = new double[units];
    KeyedStream random = key.stream(g, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      double[] batch = pool.pick(random);
      points[i] = batch[pool.pickedIndex()] + bandwidth * Normal.sample(random);
    }
    return points;
  }

  @Override
  public void change(TruthCell cell) {
    bandwidth = ((TruthSpec.KernelDensity) cell.family()).bandwidth();
  }

  @Override
  public void clear() {
    pool.clear();
    weight = 0;
    sum = 0;
    squares = 0;
  }

  @Override
  public void add(double[] batch, int @Nullable [] times, long fixedWeight) {
    double[] points = PointPool.chosen(batch, 1, times);
    pool.add(points, points.length, fixedWeight);
    double each = (double) fixedWeight / RecipeLine.ONE;
    for (double x : points) {
      sum += each * x;
      squares += each * x * x;
    }
    weight += each * points.length;
  }

  @Override
  public void fit() {}

  @Override
  public double mean() {
    return sum / weight;
  }

  @Override
  public double value(Measure measure) {
    double mean = sum / weight;
    return switch (measure.metric()) {
      case "squared-mean" -> mean * mean;
      case "variance" -> squares / weight - mean * mean + bandwidth * bandwidth;
      case "second-moment" -> squares / weight;
      default -> Double.NaN;
    };
  }
}
