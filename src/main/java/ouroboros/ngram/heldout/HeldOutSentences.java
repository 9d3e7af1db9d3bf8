package ouroboros.ngram.heldout;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.KeyIndex;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.text.Vocabulary;

/**
 * Held-out text sentence by sentence; each token is the number of the entry of {@link HeldOut} that
 * it ends. A mixture is scored on it, because its probability of a token depends on the whole
 * sentence so far.
 */
public final class HeldOutSentences {
  private final HeldOut text;
  private final KeyIndex index;
  private int[] entries = new int[1 << 10];
  private int[] ends = new int[1 << 6];
  private int[] strata = new int[1 << 6];
  private int sentences;

  /** An empty list of sentences. */
  public HeldOutSentences(HeldOut text) {
    this.text = text;
    this.index = new KeyIndex(text.layout(), text.keys(), text.entries());
  }

  /**
   * Adds a sentence of the text.
   *
   * @param closed one more than the highest id of the closed vocabulary; other ids become {@code
   *     <unk>}
   */
  public void add(int[] tokens, int start, int end, int stratum, int closed) {
    KeyLayout layout = text.layout();
    int at = sentences == 0 ? 0 : ends[sentences - 1];
    entries = roomFor(entries, at + end - start + 1);
    ends = roomFor(ends, sentences + 1);
    strata = roomFor(strata, sentences + 1);
    long[][] key = new long[layout.words()][1];
    for (int i = start; i <= end; i++) {
      for (long[] word : key) {
        word[0] = 0;
      }
      for (int p = 0; p < layout.order(); p++) {
        long token = Vocabulary.BOS;
        if (i - p >= start) {
          int id = i - p == end ? Vocabulary.EOS : tokens[i - p];
          token = id >= closed ? Vocabulary.UNK : id;
        }
        key[layout.word(p)][0] |= token << layout.shift(p);
      }
      entries[at++] = index.find(key, 0);
    }
    ends[sentences] = at;
    strata[sentences++] = stratum;
  }

  private static int[] roomFor(int[] array, int size) {
    return size <= array.length ? array : Arrays.copyOf(array, Math.max(size, 2 * array.length));
  }

  /**
   * Scores under a mixture of sentences: p(w_t | w_1 .. w_{t-1}) = sum_k v_k p_k(w_t | h), where
   * v_k is the posterior probability of component k given the sentence so far. A token of
   * probability 0 does not change the v_k. The product over a sentence is sum_k weight_k
   * p_k(sentence). Cost: one multiplication per token and component.
   *
   * @param weights [components] that add up to 1
   * @param probabilities [components, entries] as {@link HeldOutScore#probabilities} computes them
   */
  public HeldOutScore score(double[] weights, List<double[]> probabilities) {
    int count = text.strata().length;
    HeldOutScore score = new HeldOutScore(new long[count], new long[count], new double[count]);
    double log2 = StrictMath.log(2);
    double[] now = new double[weights.length];
    for (int s = 0; s < sentences; s++) {
      System.arraycopy(weights, 0, now, 0, weights.length);
      for (int t = s == 0 ? 0 : ends[s - 1]; t < ends[s]; t++) {
        double p = 0;
        for (int k = 0; k < now.length; k++) {
          p += now[k] * probabilities.get(k)[entries[t]];
        }
        score.tokens()[strata[s]]++;
        if (p > 0) {
          score.bits()[strata[s]] -= StrictMath.log(p) / log2;
          for (int k = 0; k < now.length; k++) {
            now[k] *= probabilities.get(k)[entries[t]] / p;
          }
        } else {
          score.zeros()[strata[s]]++;
        }
      }
    }
    return score;
  }
}
