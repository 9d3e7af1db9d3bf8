package ouroboros.ngram.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Vocabulary;

/**
 * The fixed key ranges of an experiment: intervals of last tokens, each with about the same number
 * of R's tokens. All n-grams that end in the same token are in the same range, so everything that
 * is grouped by suffix can be computed within one range.
 */
public final class KeyRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeyLayout layout;

  /** [ranges - 1] the lowest last token of the second, third, .. range; ascending. */
  private final int[] bounds;

  private KeyRanges(KeyLayout layout, int[] bounds) {
    this.layout = layout;
    this.bounds = bounds;
  }

  /**
   * Computes the ranges from the counts of the types in R.
   *
   * @param tokensPerRange about how many of R's tokens a range has
   */
  public static KeyRanges of(
      KeyLayout layout, Vocabulary vocabulary, long sentences, long tokensPerRange) {
    long[] counts = new long[vocabulary.size()];
    for (int id = 0; id < counts.length; id++) {
      counts[id] =
          id == Vocabulary.EOS ? sentences : id == Vocabulary.BOS ? 0 : vocabulary.realCount(id);
    }
    return of(layout, counts, tokensPerRange);
  }

  /**
   * Computes the ranges from how often each token ends an n-gram.
   *
   * @param tokensPerRange about how many n-grams a range has
   */
  public static KeyRanges of(KeyLayout layout, long[] counts, long tokensPerRange) {
    List<Integer> bounds = new ArrayList<>();
    long inRange = 0;
    for (int id = 0; id < counts.length; id++) {
      if (inRange > 0 && inRange + counts[id] > tokensPerRange) {
        bounds.add(id);
        inRange = 0;
      }
      inRange += counts[id];
    }
    return new KeyRanges(layout, bounds.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Ranges of equal width, for keys that are evenly distributed. */
  public static KeyRanges even(KeyLayout layout, int size) {
    int[] bounds = new int[size - 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = (int) (((i + 1L) << layout.bits()) / size);
    }
    return new KeyRanges(layout, bounds);
  }

  public KeyLayout layout() {
    return layout;
  }

  public int size() {
    return bounds.length + 1;
  }

  /** The number of the range that a token is in. */
  public int of(int token) {
    int at = java.util.Arrays.binarySearch(bounds, token);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** Cuts a run into one run per range, [size]; some may be empty. */
  public List<CountRun> cut(CountRun run) {
    List<CountRun> slices = new ArrayList<>(size());
    long[][] key = new long[layout.words()][1];
    int from = 0;
    for (int range = 0; range < size(); range++) {
      int to = run.size();
      if (range < bounds.length) {
        key[0][0] = (long) bounds[range] << layout.shift(0);
        to = run.lowerBound(key, 0);
      }
      slices.add(range == 0 && to == run.size() ? run : run.slice(from, to));
      from = to;
    }
    return slices;
  }
}
