package ouroboros.ngram.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.random.CumulativeWeights;
import ouroboros.random.Philox;

/**
 * A text in which the tokens behind the longest known end of a sentence are looked up. Every token
 * of the text is an entry; entries are sorted by the token before, then by the one before that, and
 * so on. So those behind any end are neighbours, and one binary search finds the longest end that
 * the text has: it is shared with the entry before or behind the place of the sentence.
 *
 * <p>The entries behind an end of fewer tokens than the entries have are not in the order of their
 * tokens. A few of them are sorted each time; many are sorted when they are asked for first.
 *
 * <p>Memory: 8 bytes x (longs per key + 1) for each distinct entry, and 12 for each length of ends
 * with many entries that are asked for. Threads can share it.
 */
public final class StoredText implements Compiled {
  /** Up to so many entries are sorted each time. */
  private static final int FEW = 16;

  private static final VarHandle TOKENS = MethodHandles.arrayElementVarHandle(int[].class);

  private final KeyLayout layout;
  private final int match;
  private final long[][] keys;

  /** [entries] the sum of all counts up to this entry, included. */
  private final long[] upTo;

  /** [types + 1] the first entry behind each token. */
  private final int[] firsts;

  /** [match] The entries sorted behind ends of each length. */
  private final AtomicReferenceArray<Sorted> levels;

  private StoredText(CountRun followers) {
    layout = followers.layout();
    match = layout.order() - 1;
    levels = new AtomicReferenceArray<>(match);
    keys = followers.keys();
    int size = followers.size();
    upTo = new long[size];
    long sum = 0;
    int types = size == 0 ? 0 : 1 + layout.token(keys, size - 1, 0);
    firsts = new int[types + 1];
    for (int i = 0; i < size; i++) {
      sum = Math.addExact(sum, followers.counts()[i]);
      upTo[i] = sum;
      firsts[1 + layout.token(keys, i, 0)]++;
    }
    for (int token = 0; token < types; token++) {
      firsts[token + 1] += firsts[token];
    }
  }

  /**
   * A text.
   *
   * @param followers what {@link ouroboros.ngram.count.FollowerCounter} counted, with the longest
   *     ends that are looked up
   */
  public static StoredText of(CountRun followers) {
    return new StoredText(followers);
  }

  /** Without what is sorted when it is asked for, so that the number is constant. */
  @Override
  public long bytes() {
    return (8L * keys.length + 8) * upTo.length + 4L * firsts.length;
  }

  /**
   * The entries behind ends of one length, as far as they were asked for.
   *
   * @param tokens [entries] ascending behind each end, plus 1; 0 where they are not sorted
   * @param upTo [entries] the sum of the counts behind the end up to each, included
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sorted(int[] tokens, long[] upTo) {}

  private int follower(int entry) {
    return layout.token(keys, entry, match);
  }

  private long before(int entry) {
    return entry == 0 ? 0 : upTo[entry - 1];
  }

  /** The entries behind ends of a length; those of {@code from .. to}, which share one, sorted. */
  private Sorted sorted(int length, int from, int to) {
    Sorted known = levels.get(length);
    if (known == null) {
      levels.compareAndSet(length, null, new Sorted(new int[upTo.length], new long[upTo.length]));
      known = levels.get(length);
    }
    // The first token is written last, so that a thread that sees it sees all. Threads that sort
    // the same entries write the same numbers.
    if ((int) TOKENS.getAcquire(known.tokens, from) == 0) {
      sort(known, from, to);
    }
    return known;
  }

  private void sort(Sorted into, int from, int to) {
    long[] order = new long[to - from];
    Arrays.setAll(order, i -> (long) follower(from + i) << 32 | i);
    Arrays.sort(order);
    long sum = 0;
    for (int i = 0; i < order.length; i++) {
      int entry = from + (int) order[i];
      sum += upTo[entry] - before(entry);
      into.upTo[from + i] = sum;
    }
    for (int i = order.length - 1; i >= 0; i--) {
      TOKENS.setRelease(into.tokens, from + i, 1 + (int) (order[i] >>> 32));
    }
  }

  /** A search for the ends of several sentences, whose cache misses overlap. */
  Lookup lookup(int lanes) {
    return new Lookup(lanes);
  }

  /** Looks up the ends of several sentences at a time. Not thread-safe. */
  final class Lookup {
    /** [longs, lanes] the end of each sentence as a key. */
    private final long[][] ends;

    /** [lanes] How many tokens the end of each sentence has. */
    private final int[] lengths;

    private final int[] tokens;
    private final int[] low;
    private final int[] width;
    private final int[] few = new int[FEW];
    private final long[] counts = new long[FEW];

    private Lookup(int lanes) {
      ends = new long[layout.words()][lanes];
      lengths = new int[lanes];
      tokens = new int[lanes];
      low = new int[lanes];
      width = new int[lanes];
    }

    /** Sets the sentence whose end a lane looks up, {@code text[0 .. length)}. */
    void set(int lane, int[] text, int length) {
      for (long[] word : ends) {
        word[lane] = 0;
      }
      int known = Math.min(length, match);
      lengths[lane] = known;
      for (int p = 0; p < known; p++) {
        ends[layout.word(p)][lane] |= (long) text[length - 1 - p] << layout.shift(p);
      }
      tokens[lane] = known == 0 ? Integer.MAX_VALUE : text[length - 1];
    }

    /** Finds the places of the ends of all lanes, one step of each at a time. */
    void search(int lanes) {
      int most = 0;
      for (int lane = 0; lane < lanes; lane++) {
        int token = tokens[lane];
        boolean isKnown = token < firsts.length - 1;
        low[lane] = isKnown ? firsts[token] : 0;
        width[lane] = isKnown ? firsts[token + 1] - low[lane] : 0;
        most = Math.max(most, width[lane]);
      }
      long[] first = keys[0];
      long[] ofEnds = ends[0];
      while (most > 1) {
        most = 0;
        for (int lane = 0; lane < lanes; lane++) {
          int all = width[lane];
          if (all > 1) {
            int half = all >>> 1;
            int middle = low[lane] + half - 1;
            long key = first[middle];
            long end = ofEnds[lane];
            boolean isBelow = key < end || (key == end && isRestBelow(middle, lane));
            low[lane] += isBelow ? half : 0;
            width[lane] = all - half;
            most = Math.max(most, all - half);
          }
        }
      }
    }

    private boolean isRestBelow(int entry, int lane) {
      for (int w = 1; w < keys.length; w++) {
        if (keys[w][entry] != ends[w][lane]) {
          return keys[w][entry] < ends[w][lane];
        }
      }
      return false;
    }

    /**
     * The next token of a lane whose end was searched, or {@link TextStore#NONE}.
     *
     * @param occurrence a random number
     */
    int token(int lane, long occurrence) {
      if (width[lane] == 0) {
        return TextStore.NONE;
      }
      int start = firsts[tokens[lane]];
      int stop = firsts[tokens[lane] + 1];
      int at = low[lane];
      at += layout.compare(keys, at, ends, lane) < 0 ? 1 : 0;
      int shared = at < stop ? layout.shared(keys, at, ends, lane) : 0;
      if (at > start) {
        shared = Math.max(shared, layout.shared(keys, at - 1, ends, lane));
      }
      shared = Math.min(shared, lengths[lane]);
      if (shared == 1) {
        return chosen(start, stop, 1, occurrence);
      }
      return chosen(
          first(lane, shared, start, at), end(lane, shared, at, stop), shared, occurrence);
    }

    /** The first entry in {@code [start, at]} from which on all share so many tokens. */
    private int first(int lane, int shared, int start, int at) {
      int is = at;
      int not = at - 1;
      for (int step = 1; not >= start && isShared(not, lane, shared); step *= 2) {
        is = not;
        not = Math.max(start - 1, not - step);
      }
      while (is - not > 1) {
        int middle = (is + not) >>> 1;
        if (isShared(middle, lane, shared)) {
          is = middle;
        } else {
          not = middle;
        }
      }
      return is;
    }

    /** The entry in {@code [at, stop]} behind the last that shares so many tokens. */
    private int end(int lane, int shared, int at, int stop) {
      int is = at - 1;
      int not = at;
      for (int step = 1; not < stop && isShared(not, lane, shared); step *= 2) {
        is = not;
        not = Math.min(stop, not + step);
      }
      while (not - is > 1) {
        int middle = (is + not) >>> 1;
        if (isShared(middle, lane, shared)) {
          is = middle;
        } else {
          not = middle;
        }
      }
      return not;
    }

    private boolean isShared(int entry, int lane, int shared) {
      return layout.shared(keys, entry, ends, lane) >= shared;
    }

    /** One of the entries {@code from .. to}, which share so many tokens. */
    private int chosen(int from, int to, int shared, long occurrence) {
      if (to - from == 1) {
        return follower(from);
      }
      long before = before(from);
      long place = Philox.unsignedMultiplyHigh(occurrence, upTo[to - 1] - before);
      if (shared == match) {
        return follower(CumulativeWeights.above(upTo, from, to, before + place));
      }
      if (to - from <= FEW) {
        return amongFew(from, to, place);
      }
      Sorted behind = sorted(shared, from, to);
      return behind.tokens[CumulativeWeights.above(behind.upTo, from, to, place)] - 1;
    }

    private int amongFew(int from, int to, long place) {
      int many = to - from;
      for (int i = 0; i < many; i++) {
        int token = follower(from + i);
        long count = upTo[from + i] - before(from + i);
        int k = i;
        for (; k > 0 && few[k - 1] > token; k--) {
          few[k] = few[k - 1];
          counts[k] = counts[k - 1];
        }
        few[k] = token;
        counts[k] = count;
      }
      long left = place;
      int k = 0;
      while (left >= counts[k]) {
        left -= counts[k++];
      }
      return few[k];
    }
  }
}
