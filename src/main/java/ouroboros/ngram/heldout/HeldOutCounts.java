package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.smoothing.Discounts;
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
 *
 * <p>After a scan the counts of contexts are kept in a short form, in which those of other key
 * ranges are added and sent. The sums that models need are computed from it on first use.
 */
public final class HeldOutCounts implements GroupSink {

  private final int closed;
  private final long unit;
  private final KeyLayout layout;
  private final PendingContexts[] pending;

  /** [order + 1] null where an n-gram's count alone does not decide what its context gets. */
  private final @Nullable SmallCounts[] small;

  private final GramCursor[] grams;

  /** Below the highest order, whether only n-grams that start with {@code <s>} are counted. */
  private boolean onlyStarts;

  private boolean complete;

  /**
   * [2 x (order + 1)] for order n, adjusted counts at 2n and occurrences at 2n + 1; null where not
   * needed.
   */
  private final @Nullable HeldOutColumn[] columns;

  /** For the evaluation model; null where it is not asked for. */
  private final @Nullable RelativeCounts relative;

  /** For the likeliest next token under the evaluation model; null where it is not asked for. */
  private @Nullable LikeliestCandidates likeliest;

  private long types;
  private boolean hasUnknown;

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
    columns = new HeldOutColumn[2 * (highest + 1)];
    pending = new PendingContexts[highest + 1];
    small = new SmallCounts[highest + 1];
    grams = new GramCursor[highest + 1];
    for (int n = 1; n <= highest; n++) {
      HeldOut.Level level = heldOut.level(n);
      grams[n] = new GramCursor(level, layout);
      if (n < highest) {
        columns[2 * n] = new HeldOutColumn(level.size, level.contexts, unit);
      }
      int order = n;
      if (Arrays.stream(tops).anyMatch(top -> top == order)) {
        columns[2 * n + 1] = new HeldOutColumn(level.size, level.contexts, unit);
      }
      boolean last = evaluation == null || n >= evaluation.order();
      if (n > 1) {
        pending[n] = new PendingContexts(level.index());
        small[n] = unit == 1 && last ? new SmallCounts(level.contexts, evaluation) : null;
      }
    }
  }

  private HeldOutCounts(
      int closed,
      long unit,
      @Nullable HeldOutColumn[] columns,
      @Nullable SmallCounts[] small,
      @Nullable RelativeCounts relative) {
    this.closed = closed;
    this.unit = unit;
    this.columns = columns;
    this.small = small;
    this.relative = relative;
    layout = KeyLayout.ofBits(1, 2);
    pending = new PendingContexts[0];
    grams = new GramCursor[0];
  }

  /** The same for tables in which one occurrence counts 1. */
  public HeldOutCounts(HeldOut heldOut, KeyLayout table, int[] tops, int closed) {
    this(heldOut, table, tops, closed, 1, null);
  }

  /**
   * The same for models that look only at whole contexts: below the highest order, only at n-grams
   * that start with {@code <s>}. To be called before a scan.
   */
  public HeldOutCounts onlyStarts() {
    onlyStarts = true;
    return this;
  }

  /**
   * The same with what the likeliest next token under the evaluation model depends on. To be called
   * before a scan.
   *
   * @param text that of the constructor
   */
  public HeldOutCounts calibrating(HeldOut text) {
    likeliest = new LikeliestCandidates(text, Objects.requireNonNull(relative).order());
    return this;
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
    HeldOutColumn ofAdjusted = columns[2 * n];
    boolean counted = starts || !onlyStarts || n == 1;
    if (ofAdjusted != null && counted) {
      ofAdjusted.gram(gram, adjusted, starts ? unit : 1);
    }
    HeldOutColumn ofOccurrences = columns[2 * n + 1];
    if (ofOccurrences != null) {
      ofOccurrences.gram(gram, count, unit);
    }
    RelativeCounts.Column ofRelative = relative(n);
    long x = relative == null ? 0 : relative.take(n, count, starts);
    if (ofRelative != null && gram >= 0) {
      ofRelative.counts[gram] += x;
    }
    if (likeliest != null && ofRelative != null && !outside) {
      likeliest.group(n, layout, keys, at, x);
    }
    if (n > 1) {
      if (pending[n].add(layout, keys, at, counted ? adjusted : 0, count, x, outside)) {
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
  public int sums() {
    return relative == null ? 0 : 1;
  }

  @Override
  public long[] release(int n) {
    return relative == null ? NOTHING : new long[] {relative.release(n)};
  }

  @Override
  public void resume(int n, long[] sums) {
    if (relative != null) {
      relative.resume(n, sums[0]);
    }
  }

  @Override
  public void end() {
    for (int n = 2; n < pending.length; n++) {
      pending[n].flush(columns[2 * n], columns[2 * n + 1], relative(n), small[n]);
    }
  }

  /** Computes the sums that models need, once. */
  private void complete() {
    if (complete) {
      return;
    }
    complete = true;
    for (int n = 2; n < small.length; n++) {
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

  /** Writes the counts; what only a scan needs is left out. */
  public void write(DataOutput out) throws IOException {
    requireIncomplete(this);
    out.writeInt(closed);
    out.writeLong(unit);
    out.writeLong(types);
    out.writeBoolean(hasUnknown);
    out.writeInt(columns.length);
    for (HeldOutColumn column : columns) {
      out.writeBoolean(column != null);
      if (column != null) {
        column.write(out);
      }
    }
    out.writeInt(small.length);
    for (SmallCounts each : small) {
      out.writeBoolean(each != null);
      if (each != null) {
        each.write(out);
      }
    }
    out.writeBoolean(relative != null);
    if (relative != null) {
      relative.write(out);
    }
    out.writeBoolean(likeliest != null);
    if (likeliest != null) {
      likeliest.write(out);
    }
  }

  /** Reads what {@link #write} wrote. Counts of other key ranges can be added, but not scanned. */
  public static HeldOutCounts read(DataInput in) throws IOException {
    int closed = in.readInt();
    long unit = in.readLong();
    long types = in.readLong();
    boolean hasUnknown = in.readBoolean();
    HeldOutColumn[] columns = new HeldOutColumn[in.readInt()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = in.readBoolean() ? HeldOutColumn.read(in) : null;
    }
    SmallCounts[] small = new SmallCounts[in.readInt()];
    for (int i = 0; i < small.length; i++) {
      small[i] = in.readBoolean() ? SmallCounts.read(in) : null;
    }
    HeldOutCounts counts =
        new HeldOutCounts(
            closed, unit, columns, small, in.readBoolean() ? RelativeCounts.read(in) : null);
    counts.likeliest = in.readBoolean() ? LikeliestCandidates.read(in) : null;
    counts.types = types;
    counts.hasUnknown = hasUnknown;
    return counts;
  }

  private static void requireIncomplete(HeldOutCounts counts) {
    if (counts.complete) {
      throw new IllegalStateException("a model was made of these counts; they are complete");
    }
  }

  /** Adds the counts of another key range; not after a model was made of one of them. */
  public void add(HeldOutCounts more) {
    requireIncomplete(this);
    requireIncomplete(more);
    for (int i = 0; i < columns.length; i++) {
      HeldOutColumn column = columns[i];
      if (column != null) {
        column.add(Objects.requireNonNull(more.columns[i]));
      }
    }
    for (int i = 0; i < small.length; i++) {
      SmallCounts each = small[i];
      if (each != null) {
        each.add(Objects.requireNonNull(more.small[i]));
      }
    }
    if (relative != null && more.relative != null) {
      relative.add(more.relative);
    }
    if (likeliest != null && more.likeliest != null) {
      likeliest.add(more.likeliest);
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
    complete();
    return Objects.requireNonNull(relative, "the text is not evaluated");
  }

  /** The tokens that can be the likeliest next ones. */
  LikeliestCandidates likeliest() {
    return Objects.requireNonNull(likeliest, "likeliest tokens were not asked for");
  }

  /** Whether a unigram of the held-out text occurs in the table that was scanned. */
  boolean occurs(int unigram) {
    HeldOutColumn column = columns[2] != null ? columns[2] : columns[3];
    return column == null
        ? Objects.requireNonNull(relative).columns[1].counts[unigram] > 0
        : column.counts[unigram] > 0;
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
  HeldOutColumn column(int n, int top, Smoothing smoothing) {
    complete();
    HeldOutColumn column = columns[n < top && smoothing.adjusted() ? 2 * n : 2 * n + 1];
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
