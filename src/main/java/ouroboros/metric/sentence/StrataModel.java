package ouroboros.metric.sentence;

import java.io.Serializable;
import ouroboros.metric.count.Bits;

/**
 * p(stratum, sentence) = p(stratum) times the product of p(word | stratum), with p(word | stratum)
 * = (c + 2000 p_R(word)) / (N + 2000): from which stratum of R a sentence is likely to come. It is
 * fitted once, on R.
 *
 * <p>Logarithms are integers in units of 2^-20 bits, posteriors are integers in units of 2^-30, so
 * sums over sentences have the same bits in any order. A word that does not occur in R is ignored.
 * Cost: one addition per token and stratum; four bytes per type and stratum.
 *
 * @see <a href="https://doi.org/10.1145/984321.984322">Zhai, Lafferty (2004), smoothing by a
 *     Dirichlet prior</a>
 */
public final class StrataModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The integer that represents a posterior of 1. */
  public static final long ONE = 1L << 30;

  private static final double PRIOR_WORDS = 2000;
  private static final double BIT = 1 << 20;
  private static final long NEVER = -1L << 50;

  private final int strata;

  /** [strata] log2 p(stratum) */
  private final long[] priors;

  /** [ids x strata] log2 p(word | stratum) */
  private final int[] words;

  private StrataModel(int strata, long[] priors, int[] words) {
    this.strata = strata;
    this.priors = priors;
    this.words = words;
  }

  /**
   * Fits the model to R.
   *
   * @param counts [strata, ids] how often each word occurs in each stratum
   * @param sentences [strata] number of sentences of each stratum
   */
  public static StrataModel of(long[][] counts, long[] sentences) {
    int strata = counts.length;
    int ids = strata == 0 ? 0 : counts[0].length;
    double all = 0;
    double[] tokens = new double[strata];
    long[] priors = new long[strata];
    double allSentences = java.util.Arrays.stream(sentences).sum();
    for (int s = 0; s < strata; s++) {
      tokens[s] = java.util.Arrays.stream(counts[s]).sum();
      all += tokens[s];
      priors[s] = sentences[s] == 0 ? NEVER : fixed(sentences[s] / allSentences);
    }
    int[] words = new int[Math.multiplyExact(ids, strata)];
    for (int id = 0; id < ids; id++) {
      double known = 0;
      for (int s = 0; s < strata; s++) {
        known += counts[s][id];
      }
      for (int s = 0; s < strata && known > 0; s++) {
        double given = counts[s][id] + PRIOR_WORDS * known / all;
        words[id * strata + s] = (int) fixed(given / (tokens[s] + PRIOR_WORDS));
      }
    }
    return new StrataModel(strata, priors, words);
  }

  private static long fixed(double probability) {
    return Math.round(Bits.log2(probability) * BIT);
  }

  /** How many strata. */
  public int strata() {
    return strata;
  }

  /**
   * The stratum from which a text most likely comes.
   *
   * @param stratum the first of several equally likely ones
   * @param log log2 p(text, stratum), in units of 2^-20 bits
   */
  record Nearest(int stratum, long log) {}

  /** The most likely stratum of the tokens {@code start .. end}. */
  Nearest nearest(int[] tokens, int start, int end) {
    long[] logs = logs(tokens, start, end);
    int best = 0;
    for (int s = 1; s < strata; s++) {
      best = logs[s] > logs[best] ? s : best;
    }
    return new Nearest(best, logs[best]);
  }

  /** [strata] log2 p(tokens, stratum) */
  private long[] logs(int[] tokens, int start, int end) {
    long[] logs = priors.clone();
    for (int i = start; i < end; i++) {
      long row = (long) tokens[i] * strata;
      if (row < words.length) {
        for (int s = 0; s < strata; s++) {
          logs[s] += words[(int) row + s];
        }
      }
    }
    return logs;
  }

  /** Adds the posterior of each stratum, in units of 1/{@link #ONE}, to {@code shares}. */
  void add(int[] tokens, int start, int end, long[] shares) {
    long[] logs = logs(tokens, start, end);
    long most = Long.MIN_VALUE;
    for (long log : logs) {
      most = Math.max(most, log);
    }
    double[] likely = new double[strata];
    double sum = 0;
    for (int s = 0; s < strata; s++) {
      likely[s] = StrictMath.exp((logs[s] - most) / BIT * Bits.LN_2);
      sum += likely[s];
    }
    for (int s = 0; s < strata; s++) {
      shares[s] += Math.round(likely[s] / sum * ONE);
    }
  }
}
