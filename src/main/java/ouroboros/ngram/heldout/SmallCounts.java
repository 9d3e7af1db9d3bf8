package ouroboros.ngram.heldout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * For each context of held-out text, how many successors occur once, twice, .. up to {@value #MOST}
 * times. Nearly all n-grams of the highest order are such, and a scan finds their contexts in no
 * order. So one cache line of counts is touched for an n-gram, and the sums that models need are
 * computed once, after the counts of all key ranges are added.
 */
final class SmallCounts {
  /** The highest count that is kept here. */
  static final int MOST = 7;

  private static final int SLOTS = MOST + 1;

  /** [contexts, count] the number of successors. */
  private final int[] successors;

  /** [count] x of an n-gram of the evaluation model. */
  private final long[] x;

  /**
   * @param scale of the evaluation model; null where it does not need these counts
   */
  SmallCounts(int contexts, @Nullable RelativeScale scale) {
    successors = new int[SLOTS * contexts];
    x = new long[SLOTS];
    for (int count = 1; scale != null && count < SLOTS; count++) {
      x[count] = scale.of(count);
    }
  }

  private SmallCounts(int[] successors, long[] x) {
    this.successors = successors;
    this.x = x;
  }

  /** Adds a successor with a count of 1 .. {@link #MOST}. */
  void add(int context, int count) {
    successors[SLOTS * context + count]++;
  }

  /** Adds the counts of another key range. */
  void add(SmallCounts more) {
    for (int i = 0; i < successors.length; i++) {
      successors[i] += more.successors[i];
    }
  }

  void write(DataOutput out) throws IOException {
    SparseNumbers.write(successors, out);
    SparseNumbers.write(x, out);
  }

  static SmallCounts read(DataInput in) throws IOException {
    return new SmallCounts(SparseNumbers.ints(in), SparseNumbers.longs(in));
  }

  /** Adds all successors to the columns that are not null, and forgets them. */
  void end(@Nullable HeldOutColumn occurrences, RelativeCounts.@Nullable Column relative) {
    for (int i = 0; i < successors.length; i++) {
      if (successors[i] == 0) {
        continue;
      }
      int context = i / SLOTS;
      int count = i % SLOTS;
      if (occurrences != null) {
        occurrences.contexts(context, count, successors[i]);
      }
      if (relative != null) {
        relative.contexts(context, x[count], successors[i]);
      }
      successors[i] = 0;
    }
  }
}
