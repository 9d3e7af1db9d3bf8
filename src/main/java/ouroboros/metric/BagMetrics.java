package ouroboros.metric;

import java.util.Arrays;
import ouroboros.metric.count.CountHistogram;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.PairCounter;
import ouroboros.metric.count.PowerLaw;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.Blocks;

/**
 * The count metrics that compare bags of words with those of R, for n = 1. Rarefied metrics keep
 * half of R's tokens. Metrics that need other real text are undefined.
 *
 * <p>Counts are integers in units of 2^-20 of a word, so that weighted training sets can be counted
 * too. Cost: one addition per distinct word of a document.
 */
public final class BagMetrics {
  private static final String ALL = "all";

  /** The count of one word: weights are multiples of 2^-20, because recipes round them so. */
  private static final long ONE = 1L << 20;

  private final long[] real;
  private final long rarefyTo;
  private final long zipfCut;

  /**
   * @param real [types] how often each type occurs in R
   */
  public BagMetrics(long[] real) {
    this.real = real.clone();
    this.rarefyTo = Arrays.stream(real).sum() / 2;
    this.zipfCut = PowerLaw.cut(CountHistogram.ofCounts(real));
  }

  /** Number of word types. */
  public int types() {
    return real.length;
  }

  /** Measures a subject: {@code tokens} and the count metrics. */
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
