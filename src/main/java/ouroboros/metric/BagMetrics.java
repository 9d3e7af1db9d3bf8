package ouroboros.metric;

import java.util.Arrays;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PowerLaw;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Blocks;

/**
 * The count metrics of bags of words against those of R, n = 1. Rarefied twins at half of R's
 * words; what needs to know of other real text is undefined.
 *
 * <p>Counts are whole numbers of 2^-20 of a word, so that weighted training sets are counted too.
 */
public final class BagMetrics {
  private static final String ALL = "all";

  /** One word: weights are whole numbers of 2^-20, as recipes round them. */
  private static final long ONE = 1L << 20;

  private final long[] real;
  private final long rarefyTo;
  private final long zipfCut;

  /**
   * @param real [types] how often R has each
   */
  public BagMetrics(long[] real) {
    this.real = real.clone();
    this.rarefyTo = Arrays.stream(real).sum() / 2;
    this.zipfCut = PowerLaw.cut(CountHistogram.ofCounts(real));
  }

  /** Words of R. */
  public int types() {
    return real.length;
  }

  /** Measures a subject. */
  public void measure(
      Blocks<BagBlock> units, Subject subject, MetricSelection wanted, Measurements into) {
    int types = real.length;
    long[] counts = units.sum(bags -> count(bags, types), BagMetrics::plus);
    long unit = Arrays.stream(counts).allMatch(c -> c % ONE == 0) ? 1 : ONE;
    PairCounter pairs = new PairCounter();
    for (int w = 0; w < types; w++) {
      long count = unit == 1 ? counts[w] / ONE : counts[w];
      if ((real[w] | count) > 0) {
        pairs.add(real[w], count);
      }
    }
    CountState state =
        CountState.of(1, pairs.histogram()).rarefiedTo(rarefyTo).zipfFrom(zipfCut).inUnitsOf(unit);
    if (wanted.includes(SizeMetric.TOKENS)) {
      double tokens = (double) state.subjectCounts().tokens() / unit;
      into.add(SizeMetric.TOKENS, subject, ALL, tokens);
    }
    CountMetrics.measure(state, subject, ALL, wanted, into);
  }

  private static long[] count(BagBlock bags, int types) {
    long[] counts = new long[types];
    for (int i = 0; i < bags.size(); i++) {
      long weight = Math.round(bags.weights()[i] * ONE);
      for (int t = bags.start(i); t < bags.ends()[i]; t++) {
        int word = bags.types()[t];
        long words = Math.multiplyExact(weight, (long) bags.counts()[t]);
        counts[word] = Math.addExact(counts[word], words);
      }
    }
    return counts;
  }

  private static long[] plus(long[] to, long[] from) {
    for (int w = 0; w < to.length; w++) {
      to[w] = Math.addExact(to[w], from[w]);
    }
    return to;
  }
}
