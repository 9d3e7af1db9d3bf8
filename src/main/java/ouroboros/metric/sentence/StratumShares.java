package ouroboros.metric.sentence;

import java.util.Arrays;
import ouroboros.ngram.count.SentenceSink;

/** Adds up, over sentences, how likely each is to be from each stratum of R. */
public final class StratumShares implements SentenceSink {
  private final StrataModel model;

  /** [strata + 1] posteriors in units of 1/{@link StrataModel#ONE}; last, how many sentences. */
  private final long[] sums;

  public StratumShares(StrataModel model) {
    this.model = model;
    sums = new long[model.strata() + 1];
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    model.add(tokens, start, end, sums);
    sums[model.strata()]++;
  }

  /** What was added up. */
  public long[] sums() {
    return sums.clone();
  }

  /** Of both; an empty array is nothing. */
  static long[] merge(long[] a, long[] b) {
    if (a.length == 0 || b.length == 0) {
      return a.length == 0 ? b : a;
    }
    long[] both = a.clone();
    Arrays.setAll(both, s -> a[s] + b[s]);
    return both;
  }

  /** The mean posterior of a stratum; NaN without sentences. */
  static double share(long[] sums, int stratum) {
    long sentences = sums[sums.length - 1];
    return sentences == 0 ? Double.NaN : sums[stratum] / ((double) StrataModel.ONE * sentences);
  }
}
