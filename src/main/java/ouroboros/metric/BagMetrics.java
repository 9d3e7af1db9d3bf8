package ouroboros.metric;

import java.util.Arrays;
import java.util.List;
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
    measure(counts(units), subject, wanted, into);
  }

  /** [types] How often each type occurs, in units of 2^-20 of a word. */
  public long[] counts(Blocks<BagBlock> units) {
    int types = real.length;
    return units.sum(bags -> count(bags, types), BagMetrics::plus);
  }

  private void measure(long[] counts, Subject subject, MetricSelection wanted, Measurements into) {
    long unit = Arrays.stream(counts).allMatch(c -> c % ONE == 0) ? 1 : ONE;
    CountState state =
        pairs(real, unit == 1 ? whole(counts) : counts)
            .rarefiedTo(rarefyTo)
            .zipfFrom(zipfCut)
            .inUnitsOf(unit);
    if (wanted.includes(SizeMetric.TOKENS)) {
      double tokens = (double) state.subjectCounts().tokens() / unit;
      into.add(SizeMetric.TOKENS, subject, ALL, tokens);
    }
    CountMetrics.measure(state, subject, ALL, wanted, into);
  }

  private static long[] whole(long[] counts) {
    return Arrays.stream(counts).map(count -> count / ONE).toArray();
  }

  private static CountState pairs(long[] of, long[] subject) {
    PairCounter pairs = new PairCounter();
    for (int w = 0; w < of.length; w++) {
      if ((of[w] | subject[w]) > 0) {
        pairs.add(of[w], subject[w]);
      }
    }
    return CountState.of(1, pairs.histogram());
  }

  /** Whether something is measured of the pool of a member. */
  public static boolean asksForPool(MetricSelection wanted) {
    return wanted.includes(EcosystemMetric.POOL_RETENTION, 1);
  }

  /** Measures what the pool of a member still has of R. */
  public void pool(Blocks<BagBlock> pool, MetricSelection wanted, Measurements into) {
    EcosystemMetric.pool(pairs(real, counts(pool)), wanted, into);
  }

  /**
   * Measures the units of the members of an ecosystem together, and how far they are apart.
   *
   * @param each [members][types] the counts of each, of documents of weight 1; at least two members
   */
  public void members(
      List<long[]> each, Subject subject, MetricSelection wanted, Measurements into) {
    long[] sum = new long[real.length];
    each.forEach(counts -> plus(sum, counts));
    measure(sum, subject, wanted, into);
    long[] all = whole(sum);
    List<long[]> members = each.stream().map(BagMetrics::whole).toList();
    double distance = 0;
    double within = 0;
    for (int i = 0; i < members.size(); i++) {
      for (int j = 0; j < i; j++) {
        distance += CountMetric.JS.of(pairs(members.get(i), members.get(j)));
      }
      within += CountMetric.HETEROZYGOSITY.of(pairs(members.get(i), members.get(i)));
    }
    if (wanted.includes(EcosystemMetric.BETWEEN_JS, 1)) {
      double pairs = members.size() * (members.size() - 1) / 2.0;
      into.add(EcosystemMetric.BETWEEN_JS, 1, subject, ALL, distance / pairs);
    }
    if (wanted.includes(EcosystemMetric.FST)) {
      double together = CountMetric.HETEROZYGOSITY.of(pairs(all, all));
      into.add(EcosystemMetric.FST, subject, ALL, 1 - within / members.size() / together);
    }
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
