package ouroboros.ngram.count;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * Counts what follows the ends of a text. Each token is an n-gram of the tokens before it and
 * itself, in which it is moved from the last place to the first: its key is the token before it,
 * the one before that, and so on, and the token itself at the end. So n-grams that have the same
 * tokens before them are neighbours, for any number of these tokens.
 *
 * <p>Cost: one sort. Memory: 16 x words bytes for each token of the text (buffer and spare), 16
 * more where n-grams have counts.
 */
public final class FollowerCounter {
  private final KeyLayout layout;
  private final int least;
  private final int end;
  private final boolean weighted;
  private long[][] buffer;
  private int size;

  /**
   * @param layout of the tokens before, newest first, and the one that follows
   * @param least tokens below it are not counted as followers
   * @param end tokens from it on are not counted as followers
   * @param expected about how many tokens the text has, {@code </s>} included
   * @param weighted whether n-grams with counts are added
   */
  public FollowerCounter(KeyLayout layout, int least, int end, int expected, boolean weighted) {
    this.layout = layout;
    this.least = least;
    this.end = end;
    this.weighted = weighted;
    buffer = new long[layout.words() + (weighted ? 1 : 0)][Math.max(16, expected)];
  }

  /** Counts the tokens of a sentence that have a token before them, and {@code </s>}. */
  public void add(int[] tokens, int from, int to) {
    int last = layout.order() - 1;
    for (int i = from + 1; i <= to; i++) {
      int follower = i < to ? tokens[i] : Vocabulary.EOS;
      if (counts(follower)) {
        for (int p = 0; p < last; p++) {
          int at = i - 1 - p;
          set(p, at < from ? Vocabulary.BOS : tokens[at]);
        }
        set(last, follower);
        taken(1);
      }
    }
  }

  /**
   * Counts the n-grams of a table.
   *
   * @param table n-grams of at least as many tokens as the layout has
   */
  public void add(CountRun table) {
    KeyLayout own = table.layout();
    int last = layout.order() - 1;
    for (int i = 0; i < table.size(); i++) {
      int follower = own.token(table.keys(), i, 0);
      if (counts(follower) && own.token(table.keys(), i, 1) != Vocabulary.BOS) {
        for (int p = 0; p < last; p++) {
          set(p, own.token(table.keys(), i, p + 1));
        }
        set(last, follower);
        taken(table.counts()[i]);
      }
    }
  }

  private boolean counts(int follower) {
    if (size == buffer[0].length) {
      int more = Math.addExact(size, size >> 1);
      Arrays.setAll(buffer, row -> Arrays.copyOf(buffer[row], more));
    }
    return follower >= least && follower < end;
  }

  private void set(int position, int token) {
    buffer[layout.word(position)][size] |= (long) token << layout.shift(position);
  }

  private void taken(long count) {
    if (weighted) {
      buffer[layout.words()][size] = count;
    }
    size++;
  }

  /** The n-grams in ascending order of their keys; empties the counter. */
  public CountRun finish() {
    long[][] keys = buffer;
    int many = size;
    buffer = new long[keys.length][0];
    size = 0;
    long[][] sorted = KeySort.sort(layout, keys, new long[keys.length][many], many);
    return CountRun.ofSorted(layout, sorted, many);
  }
}
