package ouroboros.ancestry;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ouroboros.text.Vocabulary;

/**
 * The n-grams, of any orders, whose occurrences are asked for. Each has a number. An occurrence of
 * an n-gram is the place of its last token; before a sentence there is {@code <s>}, behind it
 * {@code </s>}. The empty n-gram occurs at every token of a sentence, not at {@code </s>}.
 *
 * <p>Cost of a sentence: one look at a bit per token, and one hash per order where the token ends
 * an n-gram that is asked for. Immutable.
 */
public final class AskedNgrams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The component of an n-gram that is asked for in sentences of every component. */
  public static final int ANY = -1;

  /**
   * An n-gram.
   *
   * @param component of the sentences in which it is asked for; or {@link #ANY}
   * @param tokens the oldest first
   */
  public record Ngram(int component, List<Integer> tokens) implements Serializable {
    public Ngram {
      tokens = List.copyOf(tokens);
    }
  }

  /** Takes an occurrence. */
  public interface Hit {
    /** The n-gram with this number ends at this position. */
    void at(int number, int position);
  }

  private final int[] tokens;
  private final int[] starts;
  private final int[] components;
  private final int[] orders;
  private final long[] last;
  private final int[] table;
  private final int empty;

  private AskedNgrams(List<Ngram> ngrams) {
    components = new int[ngrams.size()];
    starts = new int[ngrams.size() + 1];
    for (int i = 0; i < components.length; i++) {
      components[i] = ngrams.get(i).component();
      starts[i + 1] = starts[i] + ngrams.get(i).tokens().size();
    }
    tokens = ngrams.stream().flatMap(each -> each.tokens().stream()).mapToInt(t -> t).toArray();
    orders =
        ngrams.stream()
            .mapToInt(each -> each.tokens().size())
            .filter(n -> n > 0)
            .distinct()
            .sorted()
            .toArray();
    last = new long[(Arrays.stream(tokens).max().orElse(0) >>> 6) + 1];
    table = new int[Integer.highestOneBit(Math.max(2, components.length)) << 2];
    int none = -1;
    for (int i = 0; i < components.length; i++) {
      int end = starts[i + 1];
      if (end == starts[i]) {
        none = i;
      } else {
        last[tokens[end - 1] >>> 6] |= 1L << tokens[end - 1];
        int slot = slot(hash(i));
        while (table[slot] != 0) {
          slot = slot + 1 & table.length - 1;
        }
        table[slot] = i + 1;
      }
    }
    empty = none;
  }

  /** Gives numbers to n-grams, in the order in which they are asked for first. */
  public static final class Builder {
    private final Map<Ngram, Integer> numbers = new HashMap<>();
    private final List<Ngram> ngrams = new ArrayList<>();

    /** The number of an n-gram. */
    public int number(Ngram ngram) {
      return numbers.computeIfAbsent(
          ngram,
          asked -> {
            ngrams.add(asked);
            return ngrams.size() - 1;
          });
    }

    /** All n-grams asked for so far. */
    public AskedNgrams build() {
      return new AskedNgrams(ngrams);
    }
  }

  /** How many n-grams there are. */
  public int size() {
    return components.length;
  }

  private int slot(long hash) {
    return (int) (hash >>> 32) & table.length - 1;
  }

  private static long hashed(long hash, int token) {
    long mixed = (hash ^ token) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  private static long spread(long hash, int component) {
    return hashed(hash, component) * 0xBF58476D1CE4E5B9L;
  }

  private long hash(int number) {
    long hash = 0;
    for (int at = starts[number + 1] - 1; at >= starts[number]; at--) {
      hash = hashed(hash, tokens[at]);
    }
    return spread(hash, components[number]);
  }

  /** Finds all occurrences in a sentence, {@code text[from .. to)}, in the order of positions. */
  public void each(int component, int[] text, int from, int to, Hit hit) {
    for (int at = from; at <= to; at++) {
      int position = at - from;
      if (empty >= 0 && at < to) {
        hit.at(empty, position);
      }
      int token = at == to ? Vocabulary.EOS : text[at];
      int word = token >>> 6;
      if (orders.length > 0 && word < last.length && (last[word] >>> token & 1) != 0) {
        ending(component, text, from, at, to, hit);
      }
    }
  }

  /** The occurrences that end at one place. */
  private void ending(int component, int[] text, int from, int at, int to, Hit hit) {
    long hash = 0;
    int length = 0;
    for (int order : orders) {
      for (; length < order; length++) {
        hash = hashed(hash, token(text, from, to, at - length));
      }
      find(spread(hash, ANY), ANY, order, text, from, at, to, hit);
      find(spread(hash, component), component, order, text, from, at, to, hit);
    }
  }

  private static int token(int[] text, int from, int to, int at) {
    return at < from ? Vocabulary.BOS : at == to ? Vocabulary.EOS : text[at];
  }

  private void find(
      long hash, int component, int order, int[] text, int from, int at, int to, Hit hit) {
    for (int slot = slot(hash); table[slot] != 0; slot = slot + 1 & table.length - 1) {
      int number = table[slot] - 1;
      if (components[number] == component && isAt(number, order, text, from, at, to)) {
        hit.at(number, at - from);
        return;
      }
    }
  }

  private boolean isAt(int number, int order, int[] text, int from, int at, int to) {
    int end = starts[number + 1];
    if (end - starts[number] != order) {
      return false;
    }
    for (int k = 0; k < order; k++) {
      if (tokens[end - 1 - k] != token(text, from, to, at - k)) {
        return false;
      }
    }
    return true;
  }
}
