package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a training set that the evaluation model looks at, for the n-grams and contexts of
 * held-out text. All are integers in the fixed point of {@link RelativeScale} and are added over
 * key ranges.
 *
 * <p>At the highest order, and where an n-gram starts a sentence, x is the relative count. Below, x
 * is the sum over the distinct tokens to the left of the n-gram of min(1, relative count of the
 * longer n-gram). In R these are the adjusted counts of Kneser-Ney smoothing: the numbers of
 * distinct tokens to the left.
 */
final class RelativeCounts {
  private static final int SMALL = 256;

  private final int order;

  /** Null after {@link #read}: then nothing can be scanned. */
  private final @Nullable RelativeScale scale;

  /** [count] x of small counts. */
  private final long[] small;

  /** [order + 1] the counts of each order; null at 0. */
  final Column[] columns;

  /** [order + 2] the sum over the tokens to the left of the n-gram that is scanned. */
  private final long[] extended;

  /** The counts of one order. */
  static final class Column {
    /** [n-grams] x. */
    final long[] counts;

    /**
     * [contexts, segments] the sums over all successors of the parts of x in each segment; complete
     * after {@link #end}.
     */
    final long[] contexts;

    /** The same for successors outside the closed vocabulary only; empty where there are none. */
    long[] outside = new long[0];

    /** x of a successor that occurs once, and twice; below the highest order most x are these. */
    private final long once;

    private final long twice;

    /**
     * [contexts, 2] how many successors have the x of one occurrence, and of two. Most have: so a
     * scan seldom touches {@link #contexts}, which is ten times as large as this.
     */
    private final int[] few;

    /**
     * [contexts, segments] of how many other successors x is in the segment; {@link #contexts} has
     * only their part in this segment until {@link #end}.
     */
    private final int[] reached;

    Column(int grams, int contexts, long once, long twice) {
      this(
          new long[grams],
          new long[DiscountCurve.SEGMENTS * contexts],
          once,
          twice,
          new int[2 * contexts],
          new int[DiscountCurve.SEGMENTS * contexts]);
    }

    private Column(
        long[] counts, long[] contexts, long once, long twice, int[] few, int[] reached) {
      this.counts = counts;
      this.contexts = contexts;
      this.once = once;
      this.twice = twice;
      this.few = few;
      this.reached = reached;
    }

    void write(DataOutput out) throws IOException {
      SparseNumbers.write(counts, out);
      SparseNumbers.write(contexts, out);
      out.writeLong(once);
      out.writeLong(twice);
      SparseNumbers.write(few, out);
      SparseNumbers.write(reached, out);
      SparseNumbers.write(outside, out);
    }

    static Column read(DataInput in) throws IOException {
      Column column =
          new Column(
              SparseNumbers.longs(in),
              SparseNumbers.longs(in),
              in.readLong(),
              in.readLong(),
              SparseNumbers.ints(in),
              SparseNumbers.ints(in));
      column.outside = SparseNumbers.longs(in);
      return column;
    }

    void context(int context, long x, boolean isOutside) {
      if (x == once) {
        few[2 * context]++;
      } else if (x == twice) {
        few[2 * context + 1]++;
      } else {
        int segment = DiscountCurve.segment(x);
        int at = DiscountCurve.SEGMENTS * context + segment;
        reached[at]++;
        contexts[at] += x - DiscountCurve.begin(segment);
      }
      if (isOutside) {
        if (outside.length == 0) {
          outside = new long[contexts.length];
        }
        DiscountCurve.add(outside, DiscountCurve.SEGMENTS * context, x);
      }
    }

    /** Adds many successors with the same x. */
    void contexts(int context, long x, int many) {
      int segment = DiscountCurve.segment(x);
      int at = DiscountCurve.SEGMENTS * context + segment;
      reached[at] += many;
      contexts[at] += many * (x - DiscountCurve.begin(segment));
    }

    /** Completes the sums; to be called once, after the counts of all key ranges are added. */
    void end() {
      for (int c = 0; 2 * c < few.length; c++) {
        if (few[2 * c] > 0) {
          contexts(c, once, few[2 * c]);
        }
        if (few[2 * c + 1] > 0) {
          contexts(c, twice, few[2 * c + 1]);
        }
        int at = DiscountCurve.SEGMENTS * c;
        long beyond = 0;
        for (int k = DiscountCurve.SEGMENTS - 1; k >= 0; k--) {
          contexts[at + k] += beyond == 0 ? 0 : beyond * DiscountCurve.length(k);
          beyond += reached[at + k];
        }
      }
    }

    /** The sum of x over all successors of a context. */
    double total(int context) {
      long total = 0;
      for (int k = 0; k < DiscountCurve.SEGMENTS; k++) {
        total += contexts[context * DiscountCurve.SEGMENTS + k];
      }
      return total;
    }

    void add(Column more) {
      add(counts, more.counts);
      add(contexts, more.contexts);
      for (int i = 0; i < few.length; i++) {
        few[i] += more.few[i];
      }
      for (int i = 0; i < reached.length; i++) {
        reached[i] += more.reached[i];
      }
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

  RelativeCounts(HeldOut heldOut, RelativeScale scale) {
    this.scale = scale;
    small = new long[SMALL];
    Arrays.setAll(small, scale::of);
    order = scale.order();
    columns = new Column[order + 1];
    for (int n = 1; n < columns.length; n++) {
      long once = n == order ? scale.of(1) : Math.min(RelativeScale.ONE, scale.of(1));
      long twice = n == order ? scale.of(2) : 2 * once;
      columns[n] = new Column(heldOut.level(n).size, heldOut.level(n).contexts, once, twice);
    }
    extended = new long[order + 2];
  }

  private RelativeCounts(Column[] columns) {
    this.columns = columns;
    order = columns.length - 1;
    scale = null;
    small = new long[0];
    extended = new long[0];
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(order);
    for (int n = 1; n <= order; n++) {
      columns[n].write(out);
    }
  }

  static RelativeCounts read(DataInput in) throws IOException {
    Column[] columns = new Column[in.readInt() + 1];
    for (int n = 1; n < columns.length; n++) {
      columns[n] = Column.read(in);
    }
    return new RelativeCounts(columns);
  }

  /** The order of the model. */
  int order() {
    return order;
  }

  /**
   * x of an n-gram of the scan, which must get all n-grams in suffix order; 0 above the order of
   * the model.
   */
  long take(int n, long count, boolean starts) {
    if (n > order) {
      return 0;
    }
    long occurrences = count < SMALL ? small[(int) count] : Objects.requireNonNull(scale).of(count);
    long x = n == order || starts ? occurrences : extended[n];
    extended[n] = 0;
    extended[n - 1] += Math.min(RelativeScale.ONE, occurrences);
    return x;
  }

  /** The sum over the tokens to the left of the n-gram that is scanned, which begins again at 0. */
  long release(int n) {
    long sum = n < extended.length ? extended[n] : 0;
    resume(n, -sum);
    return sum;
  }

  /** Adds to that sum. */
  void resume(int n, long sum) {
    if (n < extended.length) {
      extended[n] += sum;
    }
  }

  /** Completes the sums; to be called once, after the counts of all key ranges are added. */
  void end() {
    for (int n = 1; n < columns.length; n++) {
      columns[n].end();
    }
  }

  void add(RelativeCounts more) {
    for (int n = 1; n < columns.length; n++) {
      columns[n].add(more.columns[n]);
    }
  }
}
