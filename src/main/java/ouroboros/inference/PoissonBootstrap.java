package ouroboros.inference;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import ouroboros.random.KeyedStream;
import ouroboros.random.Poisson;
import ouroboros.random.Purpose;

/**
 * The Poisson bootstrap of a mean over sentences: each sentence counts Poisson(1) times, so the m
 * sentences with one and the same value count Poisson(m) times together; the interval lies between
 * the .025 and the .975 quantile of {@value #TIMES} such means.
 *
 * <p>Right for means over sentences that are drawn independently of each other; wrong for numbers
 * of types, of which a bootstrap loses e^-c of those seen c times. Keyed: the same seed and values
 * give the same bits. Cost: {@value #TIMES} random numbers a distinct value. Source: N. Chamandy et
 * al. (2012), Estimating uncertainty for massive data streams, Google research 43157.
 */
public final class PoissonBootstrap {
  private static final int TIMES = 1000;

  private PoissonBootstrap() {}

  /**
   * The interval of the mean; empty below two sentences.
   *
   * @param sentences how many sentences have each value
   */
  public static Optional<Interval> interval(SortedMap<Long, Long> sentences, long seed) {
    if (sentences.values().stream().mapToLong(Long::longValue).sum() < 2) {
      return Optional.empty();
    }
    double[] means = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      means[i] = mean(sentences, KeyedStream.of(seed, 0, i + 1L, Purpose.RESAMPLE, 0));
    }
    Arrays.sort(means);
    int tail = TIMES / 40;
    return Double.isFinite(means[0]) && Double.isFinite(means[TIMES - 1])
        ? Optional.of(
            new Interval(means[tail - 1], means[TIMES - tail], Interval.Method.POISSON_BOOTSTRAP))
        : Optional.empty();
  }

  /** NaN where no sentence was drawn, which sorts last. */
  private static double mean(SortedMap<Long, Long> sentences, KeyedStream random) {
    long many = 0;
    long sum = 0;
    for (Map.Entry<Long, Long> value : sentences.entrySet()) {
      long times = Poisson.of(value.getValue()).sample(random);
      many = Math.addExact(many, times);
      sum = Math.addExact(sum, Math.multiplyExact(times, value.getKey()));
    }
    return (double) sum / many;
  }
}
