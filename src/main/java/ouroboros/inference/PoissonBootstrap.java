package ouroboros.inference;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import ouroboros.random.KeyedStream;
import ouroboros.random.Poisson;
import ouroboros.random.Purpose;

/**
 * The Poisson bootstrap of a mean over sentences: each sentence is counted Poisson(1) times, so the
 * m sentences with the same value are counted Poisson(m) times in total. The interval is from the
 * .025 to the .975 quantile of {@value #TIMES} such means.
 *
 * <p>It is valid for means over sentences that are drawn independently of each other. It is not
 * valid for numbers of types, because a bootstrap loses a share e^-c of the types with count c. The
 * stream is keyed: the same seed and values give the same bits. Cost: {@value #TIMES} Poisson draws
 * per distinct value. Source: N. Chamandy et al. (2012), Estimating uncertainty for massive data
 * streams, Google research 43157.
 */
public final class PoissonBootstrap {
  private static final int TIMES = 1000;

  private PoissonBootstrap() {}

  /**
   * The interval of the mean; empty for fewer than two sentences.
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

  /** The mean of one bootstrap sample; NaN if no sentence was drawn (NaN is sorted last). */
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
