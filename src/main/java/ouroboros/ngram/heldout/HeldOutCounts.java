package ouroboros.ngram.heldout;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.FractionalDiscount;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * The counts of a training table that the probability of held-out text depends on: counts of its
 * n-grams; for each of its contexts the total and how many successors have count 1, 2 and more; and
 * counts of counts. All are integers that are added over key ranges.
 *
 * <p>At the highest order of a model, a count is a number of occurrences. Below it, adjusted counts
 * are used: the number of distinct tokens to the left of the n-gram, or occurrences where it starts
 * with {@code <s>}.
 */
public final class HeldOutCounts implements GroupSink, Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The columns of a context: its total, then how many of its successors have count 1, count 2, and
   * a higher count.
   */
  static final int TOTAL = 0;

  private final int closed;
  private final long unit;
  private transient KeyLayout layout;
  private transient PendingContexts[] pending;

  /** [order + 1] null where an n-gram's count alone does not decide what its context gets. */
  private transient @Nullable SmallCounts[] small;

  private transient GramCursor[] grams;

  /**
   * [2 x (order + 1)] for order n, adjusted counts at 2n and occurrences at 2n + 1; null where not
   * needed.
   */
  private final Column[] columns;

  /** For the evaluation model; null where it is not asked for. */
  private final @Nullable RelativeCounts relative;

  private long types;
  private boolean hasUnknown;

  /** The counts of one order and one kind. */
  static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    /** [n-grams] the counts. */
    final long[] counts;

    /** [4 x contexts] the columns of each context. */
    final long[] contexts;

    /**
     * [4 x contexts] the same for successors outside the closed vocabulary only; empty where there
     * are none.
     */
    long[] outside = new long[0];

    /**
     * [2 x contexts] for weighted counts: the {@link FractionalDiscount#capped} sum of each
     * context, and the part of it outside the closed vocabulary; empty where counts are whole.
     */
    final long[] capped;

    private final long unit;

    /**
     * [counts] how many n-grams of the whole table have count 1, 2, ..; weighted counts are left
     * out.
     */
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

    /** Adds many successors with the same count, which are inside the closed vocabulary. */
    void contexts(int context, long count, int many) {
      contexts[4 * context + TOTAL] += count * many;
      contexts[4 * context + (int) Math.min(count, 3)] += many;
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
   * Counts before any table is scanned: all 0.
   *
   * @param table the layout of the tables that will be scanned
   * @param tops the orders whose occurrences are collected; the highest is the order of the longest
   *     model; {@link #occurrences} computes them
   * @param closed one more than the highest id of the closed vocabulary
   * @param unit the count of one occurrence in the tables
   * @param evaluation the scale of the evaluation model; null where the text is not evaluated
   */
  public HeldOutCounts(
      HeldOut heldOut,
      KeyLayout table,
      int[] tops,
      int closed,
      long unit,
      @Nullable RelativeScale evaluation) {
    this.closed = closed;
    this.unit = unit;
    layout = table;
    relative = evaluation == null ? null : new RelativeCounts(heldOut, evaluation);
    int highest =
        Math.max(Arrays.stream(tops).max().orElse(0), evaluation == null ? 0 : evaluation.order());
    columns = new Column[2 * (highest + 1)];
    pending = new PendingContexts[highest + 1];
    small = new SmallCounts[highest + 1];
    grams = new GramCursor[highest + 1];
    for (int n = 1; n <= highest; n++) {
      HeldOut.Level level = heldOut.level(n);
      grams[n] = new GramCursor(level, layout);
      if (n < highest) {
        columns[2 * n] = new Column(level.size, level.contexts, unit);
      }
      int order = n;
      if (Arrays.stream(tops).anyMatch(top -> top == order)) {
        columns[2 * n + 1] = new Column(level.size, level.contexts, unit);
      }
      boolean last = evaluation == null || n >= evaluation.order();
      if (n > 1) {
        pending[n] = new PendingContexts(level.index());
        small[n] = unit == 1 && last ? new SmallCounts(level.contexts, evaluation) : null;
      }
    }
  }

  /** The same for tables in which one occurrence counts 1. */
  public HeldOutCounts(HeldOut heldOut, KeyLayout table, int[] tops, int closed) {
    this(heldOut, table, tops, closed, 1, null);
  }

  @Override
  public void group(
      int n, int kind, long real, long count, long other, int left, long[][] keys, int at) {
    if (count == 0 || n >= pending.length || (kind & PADDED) != 0) {
      return;
    }
    int word = layout.token(keys, at, 0);
    boolean outside = word == Vocabulary.UNK || word >= closed;
    int gram = outside ? -1 : grams[n].find(keys, at);
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
    RelativeCounts.Column ofRelative = relative(n);
    long x = relative == null ? 0 : relative.take(n, count, starts);
    if (ofRelative != null && gram >= 0) {
      ofRelative.counts[gram] += x;
    }
    if (n > 1) {
      if (pending[n].add(layout, keys, at, adjusted, count, x, outside)) {
        pending[n].flush(ofAdjusted, ofOccurrences, ofRelative, small[n]);
      }
      return;
    }
    if (ofRelative != null) {
      ofRelative.context(0, x, outside);
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
      pending[n].flush(columns[2 * n], columns[2 * n + 1], relative(n), small[n]);
      SmallCounts rest = small[n];
      if (rest != null) {
        rest.end(columns[2 * n + 1], relative(n));
      }
    }
    if (relative != null) {
      relative.end();
    }
  }

  /** The counts of order n for the evaluation model; null where it does not look at them. */
  private RelativeCounts.@Nullable Column relative(int n) {
    return relative == null || n > relative.order() ? null : relative.columns[n];
  }

  /** The classes of which counts consist, for serializers that must register them. */
  public static List<Class<?>> nested() {
    return List.of(
        Column.class,
        Column[].class,
        RelativeCounts.class,
        RelativeCounts.Column.class,
        RelativeCounts.Column[].class);
  }

  /** Adds the counts of another key range. */
  public void add(HeldOutCounts more) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] != null) {
        columns[i].add(more.columns[i]);
      }
    }
    if (relative != null && more.relative != null) {
      relative.add(more.relative);
    }
    types += more.types;
    hasUnknown |= more.hasUnknown;
  }

  /** How many distinct types the table has, {@code </s>} and {@code <unk>} included. */
  public long typesWithMarks() {
    return hasUnknown ? types : types + 1;
  }

  /** The counts for the evaluation model. */
  RelativeCounts relative() {
    return Objects.requireNonNull(relative, "the text is not evaluated");
  }

  /** Whether a unigram of the held-out text occurs in the table that was scanned. */
  boolean occurs(int unigram) {
    Column column = columns[2] != null ? columns[2] : columns[3];
    return column == null ? relative().columns[1].counts[unigram] > 0 : column.counts[unigram] > 0;
  }

  /** The count of one occurrence. */
  long unit() {
    return unit;
  }

  /**
   * The counts of order n that a model of order {@code top} uses.
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
   * The orders whose occurrences a smoothing uses; they must be collected for a model.
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
   * @param vocabulary number of types of the uniform distribution below the unigrams
   */
  public Discounts discounts(int n, int top, Smoothing smoothing, long vocabulary) {
    return smoothing.discounts(n, top, column(n, top, smoothing).countsOfCounts, vocabulary);
  }
}
