package ouroboros.truth;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.random.Binomial;
import ouroboros.random.KeyedStream;
import ouroboros.random.Occupancy;
import ouroboros.random.RankGroups;

/**
 * Points of the many types of a Zipf law, counted: types of one {@link RankGroups group} that occur
 * equally often in the training set are exchangeable, so only their number is known. A generation
 * divides its points over these classes by a multinomial, and the points of a class over its types
 * by {@link Occupancy}: how many of them have 0, 1, 2, .. of the points. So the number of survivors
 * of a group has its exact law, but for the error of grouping.
 *
 * <p>Which types have a count is not known, so a generation can replace the training set or be
 * added to it, and nothing can be chosen again later. Cost: a few random numbers for each class,
 * before and after; there are at most as many classes as types that occur.
 */
final class GroupedTypes implements Population<GroupedTypes.Batch> {
  private final RankGroups ranks;
  private final boolean isAdded;
  private double temperature;
  private Batch training = new Batch(0);

  /**
   * @param isAdded whether generations are added to the training set, or replace it
   */
  GroupedTypes(RankGroups ranks, double temperature, boolean isAdded) {
    this.ranks = ranks;
    this.temperature = temperature;
    this.isAdded = isAdded;
  }

  /**
   * A training set, in ascending order of groups and counts: {@code types[i]} types of group {@code
   * groups[i]} occur {@code counts[i]} times each, at least once.
   */
  static final class Batch {
    private int[] groups;
    private long[] counts;
    private long[] types;
    private int size;

    private Batch(int room) {
      groups = new int[room];
      counts = new long[room];
      types = new long[room];
    }

    private void add(int group, Map<Long, Long> typesOfCount) {
      int most = size + typesOfCount.size();
      if (most > groups.length) {
        int room = Math.max(most, Math.max(1024, 2 * size));
        groups = Arrays.copyOf(groups, room);
        counts = Arrays.copyOf(counts, room);
        types = Arrays.copyOf(types, room);
      }
      typesOfCount.forEach(
          (count, many) -> {
            if (count > 0) {
              groups[size] = group;
              counts[size] = count;
              types[size++] = many;
            }
          });
    }

    private double points() {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += (double) counts[i] * types[i];
      }
      return sum;
    }
  }

  @Override
  public Batch truth(KeyedStream random, long units) {
    double[] weights = new double[ranks.size()];
    Arrays.setAll(weights, j -> ranks.probability(j) * ranks.ranks(j));
    Batch drawn = new Batch(0);
    long[] points = multinomial(random, weights, units);
    for (int j = 0; j < points.length; j++) {
      TreeMap<Long, Long> typesOfCount = new TreeMap<>();
      Occupancy.split(
          random,
          ranks.ranks(j),
          points[j],
          0,
          (count, many) -> typesOfCount.merge(count, many, Long::sum));
      drawn.add(j, typesOfCount);
    }
    return drawn;
  }

  /** The training set that follows: of the new points alone, or together with those before. */
  @Override
  public Batch draw(KeyedStream random, long units) {
    Batch from = training;
    int before = ranks.beforeCut();
    boolean isCut = from.size > 0 && from.groups[0] < before;
    double[] weights = new double[from.size];
    for (int i = 0; i < from.size; i++) {
      double share = (double) from.counts[i];
      weights[i] =
          isCut && from.groups[i] >= before
              ? 0
              : from.types[i] * (temperature == 1 ? share : StrictMath.pow(share, 1 / temperature));
    }
    long[] points = multinomial(random, weights, units);
    Batch next = new Batch(from.size);
    int i = 0;
    while (i < from.size) {
      int group = from.groups[i];
      TreeMap<Long, Long> typesOfCount = new TreeMap<>();
      for (; i < from.size && from.groups[i] == group; i++) {
        Occupancy.split(
            random,
            from.types[i],
            points[i],
            isAdded ? from.counts[i] : 0,
            (count, many) -> typesOfCount.merge(count, many, Long::sum));
      }
      next.add(group, typesOfCount);
    }
    return next;
  }

  private static long[] multinomial(KeyedStream random, double[] weights, long units) {
    double[] rest = new double[weights.length + 1];
    for (int i = weights.length - 1; i >= 0; i--) {
      rest[i] = rest[i + 1] + weights[i];
    }
    long[] points = new long[weights.length];
    long left = units;
    for (int i = 0; i < weights.length && left > 0; i++) {
      points[i] = Binomial.sample(random, left, rest[i + 1] == 0 ? 1 : weights[i] / rest[i]);
      left -= points[i];
    }
    return points;
  }

  @Override
  public Batch without(KeyedStream random, Batch batch, long units) {
    throw new IllegalStateException("Types in groups cannot be chosen again.");
  }

  @Override
  public Batch with(KeyedStream random, Batch batch, long units) {
    throw new IllegalStateException("Types in groups cannot be chosen again.");
  }

  @Override
  public void change(TruthCell cell) {
    temperature = cell.temperature();
  }

  @Override
  public void clear() {
    training = new Batch(0);
  }

  /** A batch has what it was added to, so it is the training set. */
  @Override
  public void add(Batch batch, long weight) {
    training = batch;
  }

  @Override
  public void fit() {}

  @Override
  public double value(Measure measure) {
    double points = training.points();
    double squares = ranks.squares();
    return switch (measure.metric()) {
      case "heterozygosity-ratio" -> (1 - sum((group, q) -> q * q, points)) / (1 - squares);
      case "support" -> sum((group, q) -> 1, points);
      case "alive" -> training.size > 0 && training.groups[0] == 0 ? 1 : 0;
      case "mixed" -> sum((group, q) -> 1, points) > 1 ? 1 : 0;
      case "missing-mass" -> missingMass();
      case "mean-squared-error" ->
          Math.max(0, squares + sum((group, q) -> q * (q - 2 * ranks.probability(group)), points));
      default -> Double.NaN;
    };
  }

  private interface Term {
    double of(int group, double share);
  }

  private double sum(Term term, double points) {
    double sum = 0;
    for (int i = 0; i < training.size; i++) {
      sum += training.types[i] * term.of(training.groups[i], training.counts[i] / points);
    }
    return sum;
  }

  private double missingMass() {
    double mass = 0;
    int i = 0;
    for (int j = 0; j < ranks.size(); j++) {
      long alive = 0;
      for (; i < training.size && training.groups[i] == j; i++) {
        alive += training.types[i];
      }
      mass += ranks.probability(j) * (ranks.ranks(j) - alive);
    }
    return mass;
  }
}
