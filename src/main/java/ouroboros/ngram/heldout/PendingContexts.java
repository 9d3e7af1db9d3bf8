package ouroboros.ngram.heldout;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyIndex;
import ouroboros.ngram.count.KeyLayout;

/**
 * N-grams of one order whose contexts are not looked up yet. Many are looked up together, so that
 * their cache misses overlap.
 */
final class PendingContexts {
  private static final int MOST = 512;

  private final KeyLayout layout;
  private final KeyIndex index;

  /** [words, pending] the keys of the contexts. */
  private final long[][] keys;

  /** [pending] the counts of each n-gram; 0 where the adjusted count is not needed. */
  private final long[] adjusted = new long[MOST];

  private final long[] occurrences = new long[MOST];

  private final long[] relative = new long[MOST];

  /** [pending] whether the last token is outside the closed vocabulary. */
  private final boolean[] outside = new boolean[MOST];

  private final int[] found = new int[MOST];
  private int size;

  /**
   * @param index the contexts that are counted; they are one token shorter than the n-grams
   */
  PendingContexts(KeyIndex index) {
    this.layout = index.layout();
    this.index = index;
    keys = new long[layout.words()][MOST];
  }

  /** Adds entry {@code at} of a table. Returns whether there is no more room. */
  boolean add(
      KeyLayout of,
      long[][] from,
      int at,
      long adjusted,
      long occurrences,
      long relative,
      boolean out) {
    HeldOutBuilder.contextOf(of, from, at, layout, keys, size);
    this.adjusted[size] = adjusted;
    this.occurrences[size] = occurrences;
    this.relative[size] = relative;
    outside[size] = out;
    return ++size == MOST;
  }

  /**
   * Looks up all contexts, adds their counts to the columns that are not null, and empties this
   * list.
   *
   * @param small takes small occurrences in place of the last two columns; null for none
   */
  void flush(
      @Nullable HeldOutColumn ofAdjusted,
      @Nullable HeldOutColumn ofOccurrences,
      RelativeCounts.@Nullable Column ofRelative,
      @Nullable SmallCounts small) {
    index.findAll(keys, size, found);
    for (int i = 0; i < size; i++) {
      if (found[i] >= 0) {
        if (ofAdjusted != null && adjusted[i] > 0) {
          ofAdjusted.context(found[i], adjusted[i], outside[i]);
        }
        if (small != null && occurrences[i] <= SmallCounts.MOST && !outside[i]) {
          small.add(found[i], (int) occurrences[i]);
          continue;
        }
        if (ofOccurrences != null) {
          ofOccurrences.context(found[i], occurrences[i], outside[i]);
        }
        if (ofRelative != null) {
          ofRelative.context(found[i], relative[i], outside[i]);
        }
      }
    }
    size = 0;
  }
}
