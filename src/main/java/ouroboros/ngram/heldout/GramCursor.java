package ouroboros.ngram.heldout;

import ouroboros.ngram.count.KeyLayout;

/**
 * Finds the n-grams of a scan among those of one order of held-out text. Both are in suffix order,
 * so one pass over the text serves a whole scan.
 */
final class GramCursor {
  private final HeldOut.Level level;
  private final KeyLayout layout;
  private final int shift;
  private final long[][] scratch;
  private int next;

  /**
   * @param layout of the table that is scanned
   */
  GramCursor(HeldOut.Level level, KeyLayout layout) {
    this.level = level;
    this.layout = layout;
    shift = (layout.order() - level.layout.order()) * layout.bits();
    scratch = new long[layout.words()][1];
  }

  /** The number of the n-gram that ends entry {@code at}, or -1. */
  int find(long[][] keys, int at) {
    int i = next;
    if (layout.words() == 1) {
      long key = keys[0][at] >>> shift;
      long[] grams = level.keys[0];
      while (i < level.size && grams[i] < key) {
        i++;
      }
      next = i;
      return i < level.size && grams[i] == key ? i : -1;
    }
    layout.truncate(keys, at, level.layout, scratch, 0);
    int c = -1;
    while (i < level.size && (c = level.layout.compare(level.keys, i, scratch, 0)) < 0) {
      i++;
    }
    next = i;
    return i < level.size && c == 0 ? i : -1;
  }
}
