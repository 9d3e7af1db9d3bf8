package ouroboros.truth;

import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Poisson;
import ouroboros.random.Purpose;

/**
 * The truth is a Poisson distribution. The rate of the model is the mean of the training set. A
 * model of rate 0 draws only zeros, so without new real data the rate stays 0.
 */
final class PoissonModel implements PointModel<int[]>, MeanModel.OfNumbers.OfNumber {
  private final double truth;
  private Key key = new Key(0, 0);
  private double weight;
  private double sum;
  private double squares;
  private double rate;

  PoissonModel(double truth) {
    this.truth = truth;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    clear();
  }

  @Override
  public int[] truth(long from, int units) {
    return points(0, from, units, truth);
  }

  @Override
  public int[] draw(int g, int units) {
    return rate == 0 ? new int[units] : points(g, 0, units, rate);
  }

  @Override
  public int[] truth(long generationWord, long[] words) {
    return points(generationWord, i -> words[i], words.length, truth);
  }

  @Override
  public int[] draw(int g, long[] words) {
    return rate == 0 ? new int[words.length] : points(g, i -> words[i], words.length, rate);
  }

  private int[] points(int g, long from, int units, double mean) {
    return points(g, i -> from + i, units, mean);
  }

  private int[] points(long generationWord, IntToLongFunction words, int units, double mean) {
    int[] points = new int[units];
    Poisson poisson = Poisson.of(mean);
    KeyedStream random = key.stream(generationWord, Purpose.TRUTH, 0);
    for (int i = 0; i < units; i++) {
      random.seek(words.applyAsLong(i));
      points[i] = Math.toIntExact(poisson.sample(random));
    }
    return points;
  }

  @Override
  public void clear() {
    weight = 0;
    sum = 0;
    squares = 0;
  }

  @Override
  public void add(int[] batch, int @Nullable [] times, long fixedWeight) {
    int[] points = PointPool.chosen(batch, times);
    double each = (double) fixedWeight / RecipeLine.ONE;
    for (int x : points) {
      sum += each * x;
      squares += each * (x - truth) * (x - truth);
    }
    weight += each * points.length;
  }

  @Override
  public void fit() {
    rate = sum / weight;
  }

  @Override
  public double mean() {
    return rate;
  }

  @Override
  public double value(Measure measure) {
    return switch (measure.metric()) {
      case "variance" -> rate;
      case "alive" -> rate > 0 ? 1 : 0;
      case "second-moment" -> squares / weight;
      case "mean-squared-error" -> (rate - truth) * (rate - truth);
      default -> Double.NaN;
    };
  }
}
