package ouroboros.ngram.heldout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.FractionalDiscount;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * What a training table says about held-out text: counts of its n-grams, totals and discounts'
 * multiplicities of its contexts, counts of counts. All integers, all sums over key ranges.
 *
 * <p>At the highest order of a model counts are occurrences; below it they are adjusted: the number
 * of distinct tokens to the left, or occurrences for an n-gram that starts with {@code <s>}.
 */
public final class HeldOutCounts implements GroupSink, Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns of a context: total, and n-grams of count 1, of count 2, of a higher one. */
  static final int TOTAL = 0;

  private final int closed;
  private final long unit;
  private transient HeldOut heldOut;
  private transient KeyLayout layout;
  private transient PendingContexts[] pending;
  private transient int[] cursor;
  private transient int[] shifts;
  private transient long[][] scratch;

  /** [2 x (order + 1)] for n: at 2n adjusted, at 2n + 1 occurrences; empty where not needed. */
  private final Column[] columns;

  private long types;
  private boolean hasUnknown;

  /** One order, with one kind of count. */
  static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    /** [n-grams] */
    final long[] counts;

    /** [4 x contexts] */
    final long[] contexts;

    /**
     * [4 x contexts] the part of it that lies outside the closed vocabulary; empty if none does.
     */
    long[] outside = new long[0];

    /**
     * [2 x contexts] where counts are weighted, their {@link FractionalDiscount#capped} sum, and
     * the part of it outside the closed vocabulary; empty where counts are whole.
     */
    final long[] capped;

    private final long unit;

    /** [counts] n-grams of count 1, 2, .. in the whole table; weighted ones left out. */
    final long[] countsOfCounts = new long[Smoothing.COUNTS_OF_COUNTS];

    Column(int grams, int contexts, long unit) {
      counts = new long[grams];
      capped = new long[unit == 1 ? 0 : 2 * contexts];
      this.unit = unit;
      this.contexts = new long[4 * contexts];
    }

    void gram(int gram, long count, long ofOne) {
      if (ofOne == 1 && count < Smoothing.COUNTS_OF_COUNTS) {
        countsOfCounts[(int) count]++;
      }
      if (gram >= 0) {
        counts[gram] += count;
      }
    }

    void context(int context, long count, boolean isOutside) {
      int bucket = 4 * context + (int) Math.min(count, 3);
      contexts[4 * context + TOTAL] += count;
      contexts[bucket]++;
      if (unit > 1) {
        long most = FractionalDiscount.capped(count, unit);
        capped[2 * context] += most;
        capped[2 * context + 1] += isOutside ? most : 0;
      }
      if (isOutside) {
        if (outside.length == 0) {
          outside = new long[contexts.length];
        }
        outside[4 * context + TOTAL] += count;
        outside[bucket]++;
      }
    }

    void add(Column more) {
      add(counts, more.counts);
      add(contexts, more.contexts);
      add(capped, more.capped);
      add(countsOfCounts, more.countsOfCounts);
      if (more.outside.length > 0) {
        if (outside.length == 0) {
          outside = new long[contexts.length];
        }
        add(outside, more.outside);
      }
    }

    private static void add(long[] to, long[] from) {
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /**
   * Counts of nothing yet.
   *
   * @param table the layout of the tables that will be scanned
   * @param tops the orders whose occurrences are wanted, the highest that of the longest model;
   *     {@link #occurrences} says which
   * @param closed one more than the highest id of the closed vocabulary
   * @param unit what one occurrence counts in the tables
   */
  public HeldOutCounts(HeldOut heldOut, KeyLayout table, int[] tops, int closed, long unit) {
    this.heldOut = heldOut;
    this.closed = closed;
    this.unit = unit;
    layout = table;
    int highest = Arrays.stream(tops).max().orElse(0);
    columns = new Column[2 * (highest + 1)];
    pending = new PendingContexts[highest + 1];
    cursor = new int[highest + 1];
    shifts = new int[highest + 1];
    scratch = new long[3][1];
    for (int n = 1; n <= highest; n++) {
      HeldOut.Level level = heldOut.level(n);
      shifts[n] = (layout.order() - n) * layout.bits();
      if (n < highest) {
        columns[2 * n] = new Column(level.size, level.contexts, unit);
      }
      int order = n;
      if (Arrays.stream(tops).anyMatch(top -> top == order)) {
        columns[2 * n + 1] = new Column(level.size, level.contexts, unit);
      }
      if (n > 1) {
        pending[n] = new PendingContexts(level.index());
      }
    }
  }

  /** Counts of nothing yet, for tables of whole counts. */
  public HeldOutCounts(HeldOut heldOut, KeyLayout table, int[] tops, int closed) {
    this(heldOut, table, tops, closed, 1);
  }

  @Override
  public void group(
      int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
    if (count == 0 || n >= pending.length || (kind & PADDED) != 0) {
      return;
    }
    int word = layout.token(keys, at, 0);
    boolean outside = word == Vocabulary.UNK || word >= closed;
    int gram = outside ? -1 : gram(n, keys, at);
    boolean starts = (kind & STARTS) != 0;
    long adjusted = starts ? count : left;
    Column ofAdjusted = columns[2 * n];
    if (ofAdjusted != null) {
      ofAdjusted.gram(gram, adjusted, starts ? unit : 1);
    }
    Column ofOccurrences = columns[2 * n + 1];
    if (ofOccurrences != null) {
      ofOccurrences.gram(gram, count, unit);
    }
    if (n > 1) {
      if (pending[n].add(layout, keys, at, adjusted, count, outside)) {
        pending[n].flush(ofAdjusted, ofOccurrences);
      }
      return;
    }
    if (ofAdjusted != null) {
      ofAdjusted.context(0, adjusted, outside);
    }
    if (ofOccurrences != null) {
      ofOccurrences.context(0, count, outside);
    }
    types++;
    hasUnknown |= word == Vocabulary.UNK;
  }

  @Override
  public void end() {
    for (int n = 2; n < pending.length; n++) {
      pending[n].flush(columns[2 * n], columns[2 * n + 1]);
    }
  }

  /** Number of the n-gram in the held-out text, or -1: both ascend, so a cursor follows. */
  private int gram(int n, long[][] keys, int at) {
    HeldOut.Level level = heldOut.level(n);
    int i = cursor[n];
    if (layout.words() == 1) {
      long key = keys[0][at] >>> shifts[n];
      long[] grams = level.keys[0];
      while (i < level.size && grams[i] < key) {
        i++;
      }
      cursor[n] = i;
      return i < level.size && grams[i] == key ? i : -1;
    }
    layout.truncate(keys, at, level.layout, scratch, 0);
    int c = -1;
    while (i < level.size && (c = level.layout.compare(level.keys, i, scratch, 0)) < 0) {
      i++;
    }
    cursor[n] = i;
    return i < level.size && c == 0 ? i : -1;
  }

  /** The classes that counts are made of, for serializers that must know them. */
  public static List<Class<?>> nested() {
    return List.of(Column.class, Column[].class);
  }

  /** Adds what another key range said. */
  public void add(HeldOutCounts more) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] != null) {
        columns[i].add(more.columns[i]);
      }
    }
    types += more.types;
    hasUnknown |= more.hasUnknown;
  }

  /** Distinct types of the table, {@code </s>} and {@code <unk>} among them. */
  public long typesWithMarks() {
    return hasUnknown ? types : types + 1;
  }

  /** What one occurrence counts. */
  long unit() {
    return unit;
  }

  /**
   * The counts of order n that a model of order {@code top} looks at.
   *
   * @throws IllegalArgumentException where they were not collected
   */
  Column column(int n, int top, Smoothing smoothing) {
    Column column = columns[n < top && smoothing.adjusted() ? 2 * n : 2 * n + 1];
    if (column == null) {
      throw new IllegalArgumentException(
          "occurrences of order " + n + " were not collected; ask for them");
    }
    return column;
  }

  /**
   * The orders whose occurrences a smoothing looks at: what to collect for a model.
   *
   * @param top order of the model
   */
  public static int[] occurrences(Smoothing smoothing, int top) {
    return smoothing.adjusted() || smoothing.onlyWhole()
        ? new int[] {top}
        : java.util.stream.IntStream.rangeClosed(1, top).toArray();
  }

  /**
   * The discounts of order n under a model of order {@code top}.
   *
   * @param vocabulary over how many types the last mass is spread
   */
  public Discounts discounts(int n, int top, Smoothing smoothing, long vocabulary) {
    return smoothing.discounts(n, top, column(n, top, smoothing).countsOfCounts, vocabulary);
  }
}
