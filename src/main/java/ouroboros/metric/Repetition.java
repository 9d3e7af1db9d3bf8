package ouroboros.metric;

import java.util.Arrays;
import ouroboros.ngram.SentenceSink;

/**
 * Counts the 4-grams of sentences, and those of them that stand earlier in the same sentence. Cost:
 * one look-up a token in a table that is twice as long as the sentence.
 */
final class Repetition implements SentenceSink {
  /** n of the n-grams that repeat. */
  static final int N = 4;

  private int[] slots = new int[64];
  private long grams;
  private long repeats;

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    int last = end - N;
    if (last < start) {
      return;
    }
    grams += last - start + 1;
    if (last == start) {
      return;
    }
    int capacity = Integer.highestOneBit(last - start + 1) << 2;
    if (capacity > slots.length) {
      slots = new int[capacity];
    }
    Arrays.fill(slots, 0, capacity, 0);
    for (int i = start; i <= last; i++) {
      int at = slot(tokens, i, start, capacity - 1);
      if (slots[at] == 0) {
        slots[at] = i - start + 1;
      } else {
        repeats++;
      }
    }
  }

  /** Where the same 4-gram stands, or a free slot; slots hold places + 1. */
  private int slot(int[] tokens, int i, int start, int mask) {
    int hash = 0;
    for (int k = i; k < i + N; k++) {
      hash = (hash ^ tokens[k]) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    int at = hash & mask;
    while (slots[at] != 0) {
      int j = start + slots[at] - 1;
      if (Arrays.equals(tokens, i, i + N, tokens, j, j + N)) {
        return at;
      }
      at = at + 1 & mask;
    }
    return at;
  }

  /** 4-grams so far. */
  long grams() {
    return grams;
  }

  /** Those of them that stand earlier in their sentence. */
  long repeats() {
    return repeats;
  }
}
