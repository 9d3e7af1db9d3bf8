package ouroboros.metric.sentence;

import ouroboros.ngram.count.SentenceSink;

/**
 * Counts the 4-grams of sentences, and how many of them already occurred earlier in the same
 * sentence. Cost: one look-up per token in a table that is at least four times as long as the
 * sentence.
 *
 * <p>Sentences without a 4-gram add nothing.
 */
public final class Repetition implements SentenceSink {
  /** n of the n-grams that repeat. */
  static final int N = 4;

  /**
   * Positions of 4-grams by hash, each plus {@link #base}; values up to the base belong to earlier
   * sentences.
   */
  private int[] slots = new int[1024];

  private int base;
  private long grams;
  private long repeats;

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    int count = end - start - N + 1;
    if (count <= 1) {
      grams += Math.max(0, count);
      return;
    }
    grams += count;
    makeRoom(count);
    int mask = slots.length - 1;
    int shift = Integer.numberOfLeadingZeros(mask);
    int place = base - start + 1;
    for (int i = start; i + N <= end; i++) {
      int at = hash(tokens, i) >>> shift;
      int first = slots[at];
      while (first > base && !same(tokens, i, first - place)) {
        at = at + 1 & mask;
        first = slots[at];
      }
      if (first > base) {
        repeats++;
      } else {
        slots[at] = i + place;
      }
    }
    base += count;
  }

  private void makeRoom(int count) {
    int least = Integer.highestOneBit(count) << 3;
    if (least > slots.length || base > Integer.MAX_VALUE - count - 1) {
      slots = new int[Math.max(least, slots.length)];
      base = 0;
    }
  }

  private static int hash(int[] tokens, int i) {
    return tokens[i] * 0x9E3779B1
        + tokens[i + 1] * 0x85EBCA77
        + tokens[i + 2] * 0xC2B2AE3D
        + tokens[i + 3] * 0x27D4EB2F;
  }

  private static boolean same(int[] tokens, int i, int j) {
    return tokens[i] == tokens[j]
        && tokens[i + 1] == tokens[j + 1]
        && tokens[i + 2] == tokens[j + 2]
        && tokens[i + 3] == tokens[j + 3];
  }

  /** Number of 4-grams so far. */
  public long grams() {
    return grams;
  }

  /** Number of 4-grams so far that already occurred earlier in their sentence. */
  public long repeats() {
    return repeats;
  }
}
