package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.Arrays;
import ouroboros.metric.count.Bits;

/**
 * argmax over strata of p(s) prod p(w | s), with p(w | s) = (c_s(w) + 1)/(N_s + V): multinomial
 * naive Bayes. Words outside the V words are ignored; a stratum without sentences is never chosen;
 * the first of several equally likely ones is.
 *
 * <p>Logarithms are integers in units of 2^-20 bits, so decisions have the same bits everywhere.
 * Cost: one addition per token and stratum.
 *
 * @see <a href="https://www.cs.cmu.edu/~knigam/papers/multinomial-aaaiws98.pdf">McCallum, Nigam
 *     (1998)</a>
 */
public final class NaiveBayes implements SentenceClassifier {
  private static final long serialVersionUID = 1L;
  private static final double BIT = 1 << 20;

  private final int first;

  /** [strata] log2 p(s) */
  private final long[] priors;

  /** [strata, words] log2 p(w | s) */
  private final long[][] words;

  private NaiveBayes(int first, long[] priors, long[][] words) {
    this.first = first;
    this.priors = priors;
    this.words = words;
  }

  /**
   * How many sentences of a stratum were found.
   *
   * @param right those that were taken for what they are
   */
  public record Found(long right, long all) implements Serializable {
    /** The share of them; NaN without sentences. */
    public double recall() {
      return all == 0 ? Double.NaN : (double) right / all;
    }
  }

  /**
   * Trains the classifier.
   *
   * @param counts [strata, ids] how often each word occurs in each stratum
   * @param sentences [strata] how many there are
   * @param first the first id of a word
   */
  public static NaiveBayes of(long[][] counts, long[] sentences, int first) {
    double all = Arrays.stream(sentences).sum();
    long[] priors = new long[counts.length];
    long[][] words = new long[counts.length][];
    for (int s = 0; s < counts.length; s++) {
      priors[s] = sentences[s] == 0 ? Long.MIN_VALUE / 2 : fixed(sentences[s] / all);
      long[] own = Arrays.copyOfRange(counts[s], first, counts[s].length);
      double tokens = (double) Arrays.stream(own).sum() + own.length;
      words[s] = Arrays.stream(own).map(c -> fixed((c + 1) / tokens)).toArray();
    }
    return new NaiveBayes(first, priors, words);
  }

  private static long fixed(double probability) {
    return Math.round(Bits.log2(probability) * BIT);
  }

  @Override
  public int stratum(int[] tokens, int start, int end) {
    int best = 0;
    long most = Long.MIN_VALUE;
    for (int s = 0; s < priors.length; s++) {
      long log = priors[s];
      for (int i = start; i < end; i++) {
        int word = tokens[i] - first;
        log += word >= 0 && word < words[s].length ? words[s][word] : 0;
      }
      if (log > most) {
        most = log;
        best = s;
      }
    }
    return best;
  }
}
