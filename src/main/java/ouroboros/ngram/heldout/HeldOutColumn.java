package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import ouroboros.ngram.smoothing.FractionalDiscount;
import ouroboros.ngram.smoothing.Smoothing;

/** The counts of one order and one kind, for the n-grams and contexts of held-out text. */
final class HeldOutColumn {
  /**
   * The columns of a context: its total, then how many of its successors have count 1, count 2, and
   * a higher count.
   */
  private static final int TOTAL = 0;

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
   * [2 x contexts] for weighted counts: the {@link FractionalDiscount#capped} sum of each context,
   * and the part of it outside the closed vocabulary; empty where counts are whole.
   */
  final long[] capped;

  private final long unit;

  /**
   * [counts] how many n-grams of the whole table have count 1, 2, ..; weighted counts are left out.
   */
  final long[] countsOfCounts;

  HeldOutColumn(int grams, int contexts, long unit) {
    this(
        new long[grams],
        new long[4 * contexts],
        new long[unit == 1 ? 0 : 2 * contexts],
        unit,
        new long[Smoothing.COUNTS_OF_COUNTS]);
  }

  private HeldOutColumn(
      long[] counts, long[] contexts, long[] capped, long unit, long[] countsOfCounts) {
    this.counts = counts;
    this.contexts = contexts;
    this.capped = capped;
    this.unit = unit;
    this.countsOfCounts = countsOfCounts;
  }

  void write(DataOutput out) throws IOException {
    SparseNumbers.write(counts, out);
    SparseNumbers.write(contexts, out);
    SparseNumbers.write(capped, out);
    out.writeLong(unit);
    SparseNumbers.write(countsOfCounts, out);
    SparseNumbers.write(outside, out);
  }

  static HeldOutColumn read(DataInput in) throws IOException {
    HeldOutColumn column =
        new HeldOutColumn(
            SparseNumbers.longs(in),
            SparseNumbers.longs(in),
            SparseNumbers.longs(in),
            in.readLong(),
            SparseNumbers.longs(in));
    column.outside = SparseNumbers.longs(in);
    return column;
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

  void add(HeldOutColumn more) {
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
