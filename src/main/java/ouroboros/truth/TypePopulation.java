package ouroboros.truth;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Binomial;
import ouroboros.random.Hypergeometric;
import ouroboros.random.KeyedStream;

/**
 * Points of known types, counted: new points are a multinomial sample, points chosen without
 * replacement a multivariate hypergeometric one. Both are drawn type by type, in the order of the
 * batch, each count given the ones before it.
 *
 * <p>Points of one type are exchangeable, so the counts are all that policies and metrics depend
 * on. Cost: one binomial or hypergeometric number for each type of the batch.
 */
final class TypePopulation implements Population<TypePopulation.Batch> {
  private final double[] truth;
  private final int[] all;
  private final TypeDistribution model;
  private final long one;

  /**
   * Counts of types.
   *
   * @param types [t]
   * @param counts [t], each at least 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Batch(int[] types, long[] counts) {}

  /**
   * @param weights of the types, positive
   * @param cut models draw only types with a number below this
   * @param isWeighted whether the policy gives its units weights
   */
  TypePopulation(double[] weights, int cut, double temperature, boolean isWeighted) {
    truth = weights.clone();
    all = new int[weights.length];
    Arrays.setAll(all, type -> type);
    model = new TypeDistribution(weights, cut, temperature);
    one = isWeighted ? 1 : RecipeLine.ONE;
  }

  @Override
  public Batch truth(KeyedStream random, long units) {
    return multinomial(random, all, i -> truth[i], units);
  }

  @Override
  public Batch draw(KeyedStream random, long units) {
    int[] types = model.drawable();
    double[] weights = model.weights(types);
    return multinomial(random, types, i -> weights[i], units);
  }

  @Override
  public Batch with(KeyedStream random, Batch batch, long units) {
    return multinomial(random, batch.types, i -> batch.counts[i], units);
  }

  private static Batch multinomial(
      KeyedStream random, int[] types, IntToDoubleFunction weight, long units) {
    double[] rest = new double[types.length + 1];
    for (int i = types.length - 1; i >= 0; i--) {
      rest[i] = rest[i + 1] + weight.applyAsDouble(i);
    }
    long[] counts = new long[types.length];
    long left = units;
    for (int i = 0; i < types.length && left > 0; i++) {
      double share = rest[i + 1] == 0 ? 1 : weight.applyAsDouble(i) / rest[i];
      counts[i] = Binomial.sample(random, left, share);
      left -= counts[i];
    }
    return positive(types, counts);
  }

  @Override
  public Batch without(KeyedStream random, Batch batch, long units) {
    long population = Arrays.stream(batch.counts).sum();
    long[] counts = new long[batch.types.length];
    long left = units;
    for (int i = 0; i < counts.length && left > 0; i++) {
      counts[i] = Hypergeometric.sample(random, population, batch.counts[i], left);
      population -= batch.counts[i];
      left -= counts[i];
    }
    return positive(batch.types, counts);
  }

  private static Batch positive(int[] types, long[] counts) {
    int kept = 0;
    for (long count : counts) {
      kept += count > 0 ? 1 : 0;
    }
    int[] alive = new int[kept];
    long[] times = new long[kept];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        alive[at] = types[i];
        times[at++] = counts[i];
      }
    }
    return new Batch(alive, times);
  }

  @Override
  public void change(TruthCell cell) {
    model.temperature(cell.temperature());
  }

  @Override
  public void clear() {
    model.counts().clear();
  }

  @Override
  public void add(Batch batch, long weight) {
    for (int i = 0; i < batch.types.length; i++) {
      model.counts().add(batch.types[i], batch.counts[i], weight / one);
    }
  }

  @Override
  public void fit() {}

  @Override
  public double value(Measure measure) {
    return model.value(measure);
  }
}
