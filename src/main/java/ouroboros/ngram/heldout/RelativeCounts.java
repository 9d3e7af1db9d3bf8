package ouroboros.ngram.heldout;

import java.io.Serializable;

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
final class RelativeCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int order;
  private transient RelativeScale scale;

  /** [order + 1] the counts of each order; null at 0. */
  final Column[] columns;

  /** [order + 2] the sum over the tokens to the left of the n-gram that is scanned. */
  private transient long[] extended;

  /** The counts of one order. */
  static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    /** [n-grams] x. */
    final long[] counts;

    /** [contexts, segments] the sums over all successors of the parts of x in each segment. */
    final long[] contexts;

    /** The same for successors outside the closed vocabulary only; empty where there are none. */
    long[] outside = new long[0];

    Column(int grams, int contexts) {
      counts = new long[grams];
      this.contexts = new long[DiscountCurve.SEGMENTS * contexts];
    }

    void context(int context, long x, boolean isOutside) {
      DiscountCurve.add(contexts, DiscountCurve.SEGMENTS * context, x);
      if (isOutside) {
        if (outside.length == 0) {
          outside = new long[contexts.length];
        }
        DiscountCurve.add(outside, DiscountCurve.SEGMENTS * context, x);
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
    order = scale.order();
    columns = new Column[order + 1];
    for (int n = 1; n < columns.length; n++) {
      columns[n] = new Column(heldOut.level(n).size, heldOut.level(n).contexts);
    }
    extended = new long[order + 2];
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
    long occurrences = scale.of(count);
    long x = n == order || starts ? occurrences : extended[n];
    extended[n] = 0;
    extended[n - 1] += Math.min(RelativeScale.ONE, occurrences);
    return x;
  }

  void add(RelativeCounts more) {
    for (int n = 1; n < columns.length; n++) {
      columns[n].add(more.columns[n]);
    }
  }
}
