package ouroboros.metric.sentence;

import java.util.Arrays;
import ouroboros.ngram.count.SentenceSink;

/**
 * Adds up, over sentences, the posterior probability that a sentence comes from each stratum of R.
 */
public final class StratumShares implements SentenceSink {
  private final StrataModel model;

  /**
   * [strata + 1] sums of posteriors in units of 1/{@link StrataModel#ONE}; the last entry is the
   * number of sentences.
   */
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

  /** [strata + 1] the sums of posteriors; the last entry is the number of sentences. */
  public long[] sums() {
    return sums.clone();
  }

  /** The sum of both; an empty array means that nothing was collected. */
  static long[] merge(long[] a, long[] b) {
    if (a.length == 0 || b.length == 0) {
      return a.length == 0 ? b : a;
    }
    long[] both = a.clone();
    Arrays.setAll(both, s -> a[s] + b[s]);
    return both;
  }

  /** The mean posterior probability of a stratum; NaN without sentences. */
  static double share(long[] sums, int stratum) {
    long sentences = sums[sums.length - 1];
    return sentences == 0 ? Double.NaN : sums[stratum] / ((double) StrataModel.ONE * sentences);
  }
}
