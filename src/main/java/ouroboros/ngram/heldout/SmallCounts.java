package ouroboros.ngram.heldout;

import org.jspecify.annotations.Nullable;

/**
 * For each context of held-out text, how many successors occur once, twice, .. up to {@value #MOST}
 * times. Nearly all n-grams of the highest order are such, and a scan finds their contexts in no
 * order. So one cache line of counts is touched for an n-gram, and the sums that models need are
 * computed after the scan.
 */
final class SmallCounts {
  /** The highest count that is kept here. */
  static final int MOST = 7;

  private static final int SLOTS = MOST + 1;

  /** [contexts, count] the number of successors. */
  private final int[] successors;

  /** [count] x of an n-gram of the evaluation model. */
  private final long[] x = new long[SLOTS];

  /**
   * @param scale of the evaluation model; null where it does not need these counts
   */
  SmallCounts(int contexts, @Nullable RelativeScale scale) {
    successors = new int[SLOTS * contexts];
    for (int count = 1; scale != null && count < SLOTS; count++) {
      x[count] = scale.of(count);
    }
  }

  /** Adds a successor with a count of 1 .. {@link #MOST}. */
  void add(int context, int count) {
    successors[SLOTS * context + count]++;
  }

  /** Adds all successors to the columns that are not null, and forgets them. */
  void end(HeldOutCounts.@Nullable Column occurrences, RelativeCounts.@Nullable Column relative) {
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
