package ouroboros.safeguard.judge;

import java.util.Arrays;

/** Counts distinct types of sentences taken together. Not thread-safe. */
final class DistinctTypes {
  private int[] all = new int[64];
  private int size;

  /** Adds a sentence. */
  void add(int[] tokens, int start, int end) {
    int many = end - start;
    if (size + many > all.length) {
      all = Arrays.copyOf(all, Math.max(size + many, 2 * all.length));
    }
    System.arraycopy(tokens, start, all, size, many);
    size += many;
  }

  /** Distinct types per token of what was added, and starts anew; 0 without tokens. */
  double perToken() {
    Arrays.sort(all, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      distinct += i == 0 || all[i] != all[i - 1] ? 1 : 0;
    }
    double share = size == 0 ? 0 : (double) distinct / size;
    size = 0;
    return share;
  }
}
