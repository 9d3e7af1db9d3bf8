package ouroboros.ngram.arpa;

import com.ibm.icu.text.Normalizer2;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyLayout;
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

  /** The sums over one sentence. */
  public final class Scorer {
    private final int[] history = new int[order() + 1];
    private final long[] key = new long[4];
    private double total;
    private double unknown;
    private int tokens;
    private int outside;

    /** Scores a sentence and its {@code </s>}. The results are valid until the next call. */
    public void score(int[] sentence, int length) {
      total = 0;
      unknown = 0;
      tokens = 0;
      outside = 0;
      int known = 1;
      history[0] = Vocabulary.BOS;
      for (int i = 0; i <= length; i++) {
        int word = i < length ? sentence[i] : Vocabulary.EOS;
        double log = probability(word, known);
        total += log;
        tokens++;
        if (word == Vocabulary.UNK) {
          unknown += log;
          outside++;
        }
        known = Math.min(known + 1, order() - 1);
        System.arraycopy(history, 0, history, 1, Math.max(0, known - 1));
        history[0] = word;
      }
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

    private double probability(int word, int known) {
      double given = 0;
      for (int n = Math.min(known, order() - 1) + 1; n >= 1; n--) {
        GramTable level = level(n);
        int found = find(level, word, n - 1);
        if (found >= 0) {
          return given + level.probability(found);
        }
        if (n > 1) {
          GramTable shorter = level(n - 1);
          int context = find(shorter, history[0], n - 2, 1);
          given += context >= 0 ? shorter.backOff(context) : 0;
        }
      }
      throw new IllegalStateException("the model has no <unk>");
    }

    private int find(GramTable level, int word, int older) {
      return find(level, word, older, 0);
    }

    private int find(GramTable level, int last, int older, int from) {
      KeyLayout layout = level.layout();
      for (int w = 1; w < layout.words(); w++) {
        key[w] = 0;
      }
      // A table stores the first long of a key plus 1.
      key[0] = 1 + ((long) last << layout.shift(0));
      for (int p = 1; p <= older; p++) {
        key[layout.word(p)] += (long) history[from + p - 1] << layout.shift(p);
      }
      return level.find(key);
    }
  }
}
