package ouroboros.ngram.arpa;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.ngram.count.KeyLayout;

/**
 * The n-grams of one order, each with its log10 probability and its log10 back-off weight: a hash
 * table with open addressing, at most half full.
 *
 * <p>An entry is the key and then one long with both numbers, so that a look-up mostly costs one
 * cache miss. The first long of a key is stored plus 1, because 0 marks a free place. Memory: 16 x
 * (words + 1) bytes per n-gram.
 */
final class GramTable {
  private static final int LEAST = 1 << 10;

  /** More room is made only for n-grams that were read. */
  private static final int MOST_EXPECTED = 1 << 21;

  /** All threads together fill the slots interval by interval. */
  private static final int INTERVAL_BITS = 8;

  private static final int INTERVALS = 1 << INTERVAL_BITS;

  /** So many look-ups go to memory at the same time. */
  private static final int BATCH = 64;

  private final KeyLayout layout;
  private final int stride;
  private final long[] scratch;
  private long[] table;

  /** How many entries there is room for, also in the slots that stay free. */
  private int capacity;

  private int size;

  /**
   * @param expected about how many n-grams will be added
   */
  GramTable(KeyLayout layout, int expected) {
    this(layout, Math.max(LEAST, Math.min(expected, MOST_EXPECTED)), new long[0]);
    table = new long[length(capacity)];
  }

  private GramTable(KeyLayout layout, int entries, long[] table) {
    this.layout = layout;
    this.table = table;
    stride = layout.words() + 1;
    scratch = new long[stride];
    capacity = Math.multiplyExact(entries, 2);
  }

  private int length(int slots) {
    return Math.multiplyExact(slots, stride);
  }

  /**
   * N-grams that are not in a table yet.
   *
   * @param entries keys and numbers, as {@link #entry} packs them, ascending by interval of slots
   * @param ends [INTERVALS] where the entries of each interval end
   */
  record Piece(long[] entries, int[] ends) {}

  /** Sorts entries by their interval of slots. */
  Piece piece(long[] entries, int length) {
    int[] ends = new int[INTERVALS];
    for (int i = 0; i < length; i += stride) {
      ends[interval(entries, i)] += stride;
    }
    int start = 0;
    for (int interval = 0; interval < INTERVALS; interval++) {
      int many = ends[interval];
      ends[interval] = start;
      start += many;
    }
    long[] sorted = new long[length];
    for (int i = 0; i < length; i += stride) {
      int interval = interval(entries, i);
      int to = ends[interval];
      for (int w = 0; w < stride; w++) {
        sorted[to + w] = entries[i + w];
      }
      ends[interval] = to + stride;
    }
    return new Piece(sorted, ends);
  }

  private int interval(long[] entries, int i) {
    return (int) (hash(entries, i) >>> (64 - INTERVAL_BITS));
  }

  /** The first slot of an interval. */
  private int firstSlot(int interval) {
    return (int) (((long) interval * capacity) >>> INTERVAL_BITS);
  }

  /**
   * A table of given n-grams, made by all threads: each fills some intervals of slots, one after
   * the other, so that the slots stay in a cache. Returns false where an n-gram occurs twice; then
   * the table is of no use.
   */
  boolean addAll(List<Piece> pieces) {
    int many =
        pieces.stream().mapToInt(each -> each.entries.length / stride).reduce(size, Math::addExact);
    if (size > 0) {
      throw new IllegalStateException("the table must be empty");
    }
    capacity = Math.max(LEAST, Math.multiplyExact(many, 2));
    table = new long[length(capacity)];
    int threads = Math.min(INTERVALS, Math.max(1, Runtime.getRuntime().availableProcessors()));
    List<Rest> rests =
        IntStream.range(0, threads)
            .parallel()
            .mapToObj(
                thread ->
                    fill(pieces, INTERVALS * thread / threads, INTERVALS * (thread + 1) / threads))
            .toList();
    boolean distinct = true;
    for (Rest rest : rests) {
      size += rest.added;
      distinct &= rest.distinct;
    }
    for (Rest rest : rests) {
      for (int at = 0; at < rest.length; at += stride) {
        distinct &= add(rest.entries, at);
      }
    }
    return distinct;
  }

  /** What one thread did, and the entries that found no free slot in its intervals. */
  private static final class Rest {
    private int added;
    private boolean distinct = true;
    private long[] entries = new long[0];
    private int length;
  }

  private Rest fill(List<Piece> pieces, int first, int last) {
    Rest rest = new Rest();
    int end = firstSlot(last) * stride;
    for (int interval = first; interval < last; interval++) {
      for (Piece piece : pieces) {
        int from = interval == 0 ? 0 : piece.ends[interval - 1];
        fill(piece.entries, from, piece.ends[interval], end, rest);
      }
    }
    return rest;
  }

  private void fill(long[] entries, int from, int to, int end, Rest rest) {
    for (int i = from; i < to; i += stride) {
      int place = slot(entries, i) * stride;
      while (place < end && table[place] != 0 && !same(place, entries, i)) {
        place += stride;
      }
      if (place >= end) {
        if (rest.length == rest.entries.length) {
          rest.entries = Arrays.copyOf(rest.entries, Math.max(64 * stride, 2 * rest.length));
        }
        System.arraycopy(entries, i, rest.entries, rest.length, stride);
        rest.length += stride;
      } else if (table[place] == 0) {
        for (int w = 0; w < stride; w++) {
          table[place + w] = entries[i + w];
        }
        rest.added++;
      } else {
        rest.distinct = false;
      }
    }
  }

  KeyLayout layout() {
    return layout;
  }

  /** How many longs an entry has. */
  int stride() {
    return stride;
  }

  int size() {
    return size;
  }

  float probability(int place) {
    return Float.intBitsToFloat((int) (table[place + stride - 1] >>> 32));
  }

  float backOff(int place) {
    return Float.intBitsToFloat((int) table[place + stride - 1]);
  }

  private static long numbers(float probability, float backOff) {
    return ((long) Float.floatToRawIntBits(probability) << 32)
        | (Float.floatToRawIntBits(backOff) & 0xFFFFFFFFL);
  }

  /**
   * The place of the n-gram {@code tokens[0 .. n)}, the oldest token first; -1 if it is not in the
   * table. Not thread-safe.
   */
  int find(int[] tokens, int n) {
    return find(tokens, n, scratch);
  }

  /**
   * The same, thread-safe.
   *
   * @param key [at least {@link #stride}] scratch
   */
  int find(int[] tokens, int n, long[] key) {
    return findEnding(tokens, n - 1, n, key);
  }

  /**
   * The place of the n-gram that ends with {@code tokens[last]}; -1 if it is not in the table.
   * Thread-safe.
   */
  int findEnding(int[] tokens, int last, int n, long[] key) {
    pack(tokens, last, n, key, 0);
    int place = place(key, 0);
    return table[place] == 0 ? -1 : place;
  }

  /**
   * Whether all keys are in the table. Thread-safe.
   *
   * @param keys entries, of which only the keys count
   */
  boolean containsAll(long[] keys, int length) {
    int[] places = new int[BATCH];
    boolean all = true;
    for (int from = 0; from < length && all; from += BATCH * stride) {
      int many = Math.min(BATCH, (length - from) / stride);
      // The first loop does not branch on what it reads, so its cache misses overlap.
      long found = 0;
      for (int i = 0; i < many; i++) {
        places[i] = slot(keys, from + i * stride) * stride;
        found |= table[places[i]] ^ keys[from + i * stride];
      }
      for (int i = 0; i < many && found != 0; i++) {
        int at = from + i * stride;
        if (!same(places[i], keys, at)) {
          all &= table[place(keys, at)] != 0;
        }
      }
    }
    return all;
  }

  /** Adds an n-gram. Returns false, and adds nothing, if it is in the table. */
  boolean addNew(int[] tokens, float probability, float backOff) {
    entry(tokens, probability, backOff, scratch, 0);
    return add(scratch, 0);
  }

  private boolean add(long[] entries, int i) {
    if (2L * size >= capacity) {
      grow();
    }
    int place = place(entries, i);
    if (table[place] != 0) {
      return false;
    }
    System.arraycopy(entries, i, table, place, stride);
    size++;
    return true;
  }

  /** Writes an entry of a table to {@code into[at ..]}. */
  void entry(int[] tokens, float probability, float backOff, long[] into, int at) {
    pack(tokens, tokens.length - 1, tokens.length, into, at);
    into[at + stride - 1] = numbers(probability, backOff);
  }

  /** Writes the key of the n-gram {@code tokens[0 .. n)} to {@code into[at ..]}. */
  void entry(int[] tokens, int n, long[] into, int at) {
    pack(tokens, n - 1, n, into, at);
  }

  /** Gives an n-gram of the table other numbers. */
  void set(int place, float probability, float backOff) {
    table[place + stride - 1] = numbers(probability, backOff);
  }

  private void grow() {
    long[] old = table;
    capacity = Math.multiplyExact(capacity, 2);
    table = new long[length(capacity)];
    for (int i = 0; i < old.length; i += stride) {
      if (old[i] != 0) {
        System.arraycopy(old, i, table, place(old, i), stride);
      }
    }
  }

  /** Where a key is, or the free place in which it belongs. */
  private int place(long[] of, int i) {
    if (stride == 2) {
      return place(of[i], slot(of, i));
    }
    int place = slot(of, i) * stride;
    while (table[place] != 0 && !same(place, of, i)) {
      place += stride;
      if (place == table.length) {
        place = 0;
      }
    }
    return place;
  }

  private int place(long key, int slot) {
    int place = 2 * slot;
    while (table[place] != 0 && table[place] != key) {
      place += 2;
      if (place == table.length) {
        place = 0;
      }
    }
    return place;
  }

  private boolean same(int place, long[] of, int i) {
    for (int w = 0; w < stride - 1; w++) {
      if (table[place + w] != of[i + w]) {
        return false;
      }
    }
    return true;
  }

  /** The slot at which the search for a key begins; ascending hashes give ascending slots. */
  private int slot(long[] of, int i) {
    return (int) (((hash(of, i) >>> 32) * capacity) >>> 32);
  }

  private long hash(long[] of, int i) {
    long h = 0;
    for (int w = 0; w < stride - 1; w++) {
      h = (h ^ of[i + w]) * 0x9E3779B97F4A7C15L;
      h ^= h >>> 32;
    }
    return h * 0x9E3779B97F4A7C15L;
  }

  private void pack(int[] tokens, int last, int n, long[] into, int at) {
    long first = 1;
    for (int w = 1; w < stride - 1; w++) {
      into[at + w] = 0;
    }
    for (int p = 0; p < n; p++) {
      long token = (long) tokens[last - p] << layout.shift(p);
      if (layout.word(p) == 0) {
        first += token;
      } else {
        into[at + layout.word(p)] |= token;
      }
    }
    into[at] = first;
  }
}
