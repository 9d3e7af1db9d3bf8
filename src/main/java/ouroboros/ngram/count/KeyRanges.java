package ouroboros.ngram.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.text.Vocabulary;

/**
 * The fixed key ranges of an experiment: intervals of n-grams in suffix order, each with about the
 * same number of R's tokens. Most begin with a token, so that all n-grams that end in the token are
 * in one range. Only a token that is too frequent for that has several ranges: they begin inside
 * the token, with an n-gram of R. Then some short n-grams have longer ones in several ranges;
 * {@link OpenGroups} adds them up.
 */
public final class KeyRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeyLayout layout;

  /** [words, ranges - 1] the lowest key of the second, third, .. range; ascending. */
  private final long[][] bounds;

  /** [ranges - 1] how many tokens of that key count, from the last one; the others are 0. */
  private final int[] lengths;

  /** [ranges - 1] the last token of that key. */
  private final int[] tokens;

  private KeyRanges(KeyLayout layout, long[][] bounds, int[] lengths) {
    this.layout = layout;
    this.bounds = bounds;
    this.lengths = lengths;
    tokens = IntStream.range(0, lengths.length).map(i -> layout.token(bounds, i, 0)).toArray();
  }

  private static KeyRanges ofTokens(KeyLayout layout, int[] bounds) {
    long[][] keys = new long[layout.words()][bounds.length];
    int[] lengths = new int[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      keys[0][i] = (long) bounds[i] << layout.shift(0);
      lengths[i] = 1;
    }
    return new KeyRanges(layout, keys, lengths);
  }

  /**
   * Ranges that begin with given n-grams.
   *
   * @param bounds of the second, third, .. range the n-gram that it begins with, the last token
   *     first; ascending
   */
  public static KeyRanges startingAt(KeyLayout layout, List<List<Integer>> bounds) {
    long[][] keys = new long[layout.words()][bounds.size()];
    int[] lengths = new int[bounds.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = bounds.get(i).size();
      for (int p = 0; p < lengths[i]; p++) {
        keys[layout.word(p)][i] |= (long) bounds.get(i).get(p) << layout.shift(p);
      }
    }
    return new KeyRanges(layout, keys, lengths);
  }

  /**
   * Computes the ranges from the counts of the types in R.
   *
   * @param tokensPerRange about how many of R's tokens a range has
   */
  public static KeyRanges of(
      KeyLayout layout, Vocabulary vocabulary, long sentences, long tokensPerRange) {
    return of(layout, counts(vocabulary, sentences), tokensPerRange);
  }

  /** [types] How often each token ends an n-gram of R. */
  public static long[] counts(Vocabulary vocabulary, long sentences) {
    long[] counts = new long[vocabulary.size()];
    for (int id = 0; id < counts.length; id++) {
      counts[id] =
          id == Vocabulary.EOS ? sentences : id == Vocabulary.BOS ? 0 : vocabulary.realCount(id);
    }
    return counts;
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
    return ofTokens(layout, bounds.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The same ranges for n-grams with one more token at their oldest end, whatever it is.
   *
   * @param longer a layout whose order is one higher and whose bits are the same
   */
  public KeyRanges preceded(KeyLayout longer) {
    long[][] keys =
        new CountRun(layout, bounds, new long[lengths.length], lengths.length)
            .preceded(longer, 0)
            .keys();
    return new KeyRanges(longer, keys, lengths);
  }

  /** Ranges of equal width, for keys that are evenly distributed. */
  public static KeyRanges even(KeyLayout layout, int size) {
    int[] bounds = new int[size - 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = (int) (((i + 1L) << layout.bits()) / size);
    }
    return ofTokens(layout, bounds);
  }

  /** Whether a token ends so many n-grams that its range should be cut. */
  public static boolean isTooFrequent(long count, long tokensPerRange) {
    return count / 2 >= tokensPerRange;
  }

  /**
   * The same ranges, and more of them inside the tokens that are too frequent: where these end in
   * equal parts of a sample of R. Every further bound is an n-gram of R. A part of which the sample
   * has m occurrences is larger or smaller than wanted by about the share 1 / sqrt(m).
   *
   * @param counts [types] how often each token ends an n-gram
   * @param sample n-grams of R
   */
  public KeyRanges cutInside(long[] counts, long tokensPerRange, CountRun sample) {
    GramList keys = new GramList(layout);
    List<Integer> more = new ArrayList<>();
    int from = 0;
    int next = 0;
    while (from < sample.size()) {
      int token = layout.token(sample.keys(), from, 0);
      while (next < lengths.length && tokens[next] <= token) {
        keys.add(layout, bounds, next, 0, 0);
        more.add(lengths[next++]);
      }
      int to = from + 1;
      while (to < sample.size() && layout.token(sample.keys(), to, 0) == token) {
        to++;
      }
      if (isTooFrequent(counts[token], tokensPerRange)) {
        cutInside(sample, from, to, counts[token] / tokensPerRange, keys, more);
      }
      from = to;
    }
    for (; next < lengths.length; next++) {
      keys.add(layout, bounds, next, 0, 0);
      more.add(lengths[next]);
    }
    return new KeyRanges(layout, keys.keys, more.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Adds the bounds that cut entries of a sample, which end in one token, into parts. */
  private void cutInside(
      CountRun sample, int from, int to, long parts, GramList keys, List<Integer> more) {
    double all = 0;
    for (int i = from; i < to; i++) {
      all += sample.counts()[i];
    }
    double before = 0;
    long part = 1;
    long[][] bound = new long[layout.words()][1];
    for (int i = from; i < to; i++) {
      if (i > from && part < parts && before >= all * part / parts) {
        int length = layout.shared(sample.keys(), i, sample.keys(), i - 1) + 1;
        for (long[] word : bound) {
          word[0] = 0;
        }
        for (int p = 0; p < length; p++) {
          bound[layout.word(p)][0] |= (long) layout.token(sample.keys(), i, p) << layout.shift(p);
        }
        keys.add(layout, bound, 0, 0, 0);
        more.add(length);
        while (part < parts && before >= all * part / parts) {
          part++;
        }
      }
      before += sample.counts()[i];
    }
  }

  public KeyLayout layout() {
    return layout;
  }

  public int size() {
    return lengths.length + 1;
  }

  /** The n-gram that a range but the first begins with, the last token first. */
  public List<Integer> bound(int range) {
    return IntStream.range(0, lengths[range - 1])
        .mapToObj(p -> layout.token(bounds, range - 1, p))
        .toList();
  }

  /** The ranges that begin inside a token, ascending. */
  public List<Integer> inside() {
    return IntStream.rangeClosed(1, lengths.length)
        .filter(r -> lengths[r - 1] > 1)
        .boxed()
        .toList();
  }

  /** The number of the range that a token is in, or of the first one if it has several. */
  public int of(int token) {
    int low = 0;
    int high = tokens.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens[middle] < token || (tokens[middle] == token && lengths[middle] == 1)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of the last range of a token. */
  public int last(int token) {
    int low = 0;
    int high = tokens.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens[middle] <= token) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The number of the range that has all n-grams that end in a given one; -1 if there are several.
   * Then R has the n-gram.
   *
   * @param gram its tokens in reading order, at least 1, at most the order
   */
  public int of(int[] gram) {
    int first = of(gram[gram.length - 1]);
    if (isWhole(first)) {
      return first;
    }
    first = range(key(gram, 0), 0);
    return first == range(key(gram, layout.tokenMask()), 0) ? first : -1;
  }

  /**
   * The first of the ranges that have n-grams which end in an n-gram.
   *
   * @param of the layout of the entry, whose bits are those of the ranges
   * @param n how many tokens of the entry count, from its last one; at most the order
   */
  public int first(KeyLayout of, long[][] keys, int at, int n) {
    return range(of, keys, at, 0, n, 0);
  }

  /** The last of these ranges. */
  public int last(KeyLayout of, long[][] keys, int at, int n) {
    return range(of, keys, at, 0, n, layout.tokenMask());
  }

  /**
   * The first of the ranges that contexts are divided into as n-grams are, that have n-grams which
   * end in the context of an n-gram: in all its tokens but the last.
   */
  public int firstOfContext(KeyLayout of, long[][] keys, int at, int n) {
    return range(of, keys, at, 1, n, 0);
  }

  /** The last of these ranges. */
  public int lastOfContext(KeyLayout of, long[][] keys, int at, int n) {
    return range(of, keys, at, 1, n, layout.tokenMask());
  }

  /**
   * The range of the tokens of an entry.
   *
   * @param from the last of them is so many tokens before the last one of the entry
   * @param to one more than the number of the oldest
   * @param others what stands before them
   */
  private int range(KeyLayout of, long[][] keys, int at, int from, int to, long others) {
    int low = of(of.token(keys, at, from));
    if (isWhole(low)) {
      return low;
    }
    int high = lengths.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, of, keys, at, from, to, others) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares a bound with the tokens of an entry. */
  private int compare(
      int bound, KeyLayout of, long[][] keys, int at, int from, int to, long others) {
    for (int p = 0; p < layout.order(); p++) {
      long token = p < to - from ? of.token(keys, at, p + from) : others;
      int c = Long.compare(layout.token(bounds, bound, p), token);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  /** Whether the tokens whose first range this is have no other range. */
  private boolean isWhole(int first) {
    return first == size() - 1 || lengths[first] == 1;
  }

  /** A key whose last tokens are an n-gram, with other tokens before them. */
  private long[][] key(int[] gram, long others) {
    long[][] key = new long[layout.words()][1];
    for (int p = 0; p < layout.order(); p++) {
      long token = p < gram.length ? gram[gram.length - 1 - p] : others;
      key[layout.word(p)][0] |= token << layout.shift(p);
    }
    return key;
  }

  private int range(long[][] keys, int at) {
    int low = 0;
    int high = lengths.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (layout.compare(bounds, middle, keys, at) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Cuts a run into one run per range, [size]; some may be empty. */
  public List<CountRun> cut(CountRun run) {
    List<CountRun> slices = new ArrayList<>(size());
    int from = 0;
    for (int range = 0; range < size(); range++) {
      int to = range < lengths.length ? run.lowerBound(bounds, range) : run.size();
      slices.add(range == 0 && to == run.size() ? run : run.slice(from, to));
      from = to;
    }
    return slices;
  }

  /**
   * The same for the ranges of which a run has n-grams, in order; it costs nothing for the others.
   */
  public void cut(CountRun run, RangeSink sink) {
    int from = 0;
    while (from < run.size()) {
      int range = range(run.keys(), from);
      int to = range < lengths.length ? run.lowerBound(bounds, range) : run.size();
      sink.accept(range, from == 0 && to == run.size() ? run : run.slice(from, to));
      from = to;
    }
  }

  /** Takes the part of a run that is in a range. */
  public interface RangeSink {
    void accept(int range, CountRun part);
  }

  /** More than the length of any n-gram that a range can share with the next or previous one. */
  int longestShared(int range) {
    return Math.max(
        range == 0 ? 1 : lengths[range - 1], range == lengths.length ? 1 : lengths[range]);
  }

  /**
   * Whether other ranges too may have n-grams that end in the last n tokens of an entry of a range.
   */
  boolean isShared(int range, int n, long[][] keys, int at) {
    return (range > 0 && n < lengths[range - 1] && layout.shared(keys, at, bounds, range - 1) >= n)
        || (range < lengths.length
            && n < lengths[range]
            && layout.shared(keys, at, bounds, range) >= n);
  }
}
