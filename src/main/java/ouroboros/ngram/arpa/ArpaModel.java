package ouroboros.ngram.arpa;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.text.Vocabulary;

/**
 * A back-off model read from an ARPA file. log10 p(w | h) is the log10 probability of the longest
 * n-gram in the file that ends the sequence h w, plus the log10 back-off weights of the contexts
 * that are longer than the context of this n-gram.
 *
 * <p>Cost of a token: one hash look-up per order. Numbers are floats, as in KenLM. Immutable.
 */
public final class ArpaModel {
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final Map<String, Integer> ids;

  /** The words of the file that are not in NFC, by their NFC. */
  private final Map<String, Integer> composed;

  /** [order + 1] the n-grams of each order; null at 0. */
  private final @Nullable GramTable[] levels;

  ArpaModel(Map<String, Integer> ids, @Nullable GramTable[] levels) {
    this.ids = ids;
    this.levels = levels;
    composed = new HashMap<>();
    ids.entrySet().stream()
        .filter(entry -> !NFC.isNormalized(entry.getKey()))
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> composed.putIfAbsent(NFC.normalize(entry.getKey()), entry.getValue()));
  }

  /** The order of the model. */
  public int order() {
    return levels.length - 1;
  }

  /** How many n-grams of an order the file has. */
  public int size(int n) {
    return level(n).size();
  }

  /**
   * The id of a word; that of {@code <unk>} for a word outside the vocabulary. If the vocabulary
   * does not have the very code points of the word, a word with the same NFC is found, the first of
   * the file. So two words of the file that differ only in this stay two words, and no text is out
   * of the vocabulary because another program wrote its accents in another way.
   */
  public int id(String word) {
    Integer id = ids.get(word);
    if (id != null) {
      return id;
    }
    String nfc = NFC.normalize(word);
    return ids.getOrDefault(nfc, composed.getOrDefault(nfc, Vocabulary.UNK));
  }

  /** Whether the file has the word, with these code points. */
  public boolean has(String word) {
    return ids.containsKey(word);
  }

  /** A new scorer of sentences. A scorer is not thread-safe; the model is. */
  public Scorer scorer() {
    return new Scorer();
  }

  GramTable level(int n) {
    return java.util.Objects.requireNonNull(levels[n]);
  }

  /**
   * The sums over one sentence. It looks for the n-grams of all its tokens, one order after the
   * other, so that the cache misses of many look-ups overlap.
   */
  public final class Scorer {
    /** A place that was not looked for. */
    private static final int NOT_ASKED = -2;

    private final long[] key = new long[4];

    /** The sentence between {@code <s>} and {@code </s>}. */
    private int[] sequence = new int[0];

    /** [order + 1, positions] the place of the n-gram that ends there. */
    private final int[][] places = new int[order() + 1][0];

    /** [positions] the sum of the back-off weights, then the logarithm of the probability. */
    private double[] logs = new double[0];

    /** The positions whose longest n-gram is not found yet. */
    private int[] open = new int[0];

    private double total;
    private double unknown;
    private int tokens;
    private int outside;

    /** Scores a sentence and its {@code </s>}. The results are valid until the next call. */
    public void score(int[] sentence, int length) {
      int last = length + 1;
      prepare(sentence, length);
      for (int i = 1; i <= last; i++) {
        open[i - 1] = i;
      }
      int left = last;
      for (int n = order(); n >= 1 && left > 0; n--) {
        left = longest(n, left);
      }
      if (left > 0) {
        throw new IllegalStateException("the model has no <unk>");
      }
      total = 0;
      unknown = 0;
      outside = 0;
      tokens = last;
      for (int i = 1; i <= last; i++) {
        total += logs[i];
        if (sequence[i] == Vocabulary.UNK) {
          unknown += logs[i];
          outside++;
        }
      }
    }

    private void prepare(int[] sentence, int length) {
      int last = length + 1;
      if (sequence.length <= last) {
        int room = Math.addExact(last, 64 + last / 2);
        sequence = new int[room];
        logs = new double[room];
        open = new int[room];
        for (int n = 1; n <= order(); n++) {
          places[n] = new int[room];
        }
      }
      sequence[0] = Vocabulary.BOS;
      System.arraycopy(sentence, 0, sequence, 1, length);
      sequence[last] = Vocabulary.EOS;
      Arrays.fill(logs, 0, last + 1, 0);
      for (int n = 1; n <= order(); n++) {
        Arrays.fill(places[n], 0, last + 1, NOT_ASKED);
      }
    }

    /**
     * Ends the search at the open positions whose n-gram of order n is there, and adds the back-off
     * weights of the context at the others. Returns how many stay open.
     */
    private int longest(int n, int many) {
      GramTable level = level(n);
      int left = 0;
      for (int j = 0; j < many; j++) {
        int i = open[j];
        int place = n > i + 1 ? -1 : place(n, i);
        if (place >= 0) {
          logs[i] += level.probability(place);
        } else {
          open[left++] = i;
        }
      }
      if (n > 1) {
        GramTable shorter = level(n - 1);
        for (int j = 0; j < left; j++) {
          int i = open[j];
          int context = n > i + 1 ? -1 : place(n - 1, i - 1);
          logs[i] += context >= 0 ? shorter.backOff(context) : 0;
        }
      }
      return left;
    }

    /** The place of the n-gram that ends at a position. */
    private int place(int n, int end) {
      int place = places[n][end];
      if (place == NOT_ASKED) {
        place = level(n).findEnding(sequence, end, n, key);
        places[n][end] = place;
      }
      return place;
    }

    /** log10 probability of the sentence. */
    public double total() {
      return total;
    }

    /** The part of {@link #total} that comes from words outside the vocabulary. */
    public double unknown() {
      return unknown;
    }

    /** How many tokens the sentence has, {@code </s>} included. */
    public int tokens() {
      return tokens;
    }

    /** How many tokens are outside the vocabulary. */
    public int outside() {
      return outside;
    }
  }
}
