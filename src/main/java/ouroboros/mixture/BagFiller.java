package ouroboros.mixture;

import java.util.Arrays;

/** Builds a {@link BagBlock}, one document after the other. */
final class BagFiller {
  private final int[] ends;
  private int[] types = new int[1 << 8];
  private int[] counts = new int[1 << 8];
  private int documents;
  private int filled;

  /** Empty, for a known number of documents. */
  BagFiller(int documents) {
    this.ends = new int[documents];
  }

  /** Adds the next document, with the words {@code words[0 .. length)}; sorts them in place. */
  void add(int[] words, int length) {
    Arrays.sort(words, 0, length);
    if (filled + length > types.length) {
      int room = Math.max(filled + length, 2 * types.length);
      types = Arrays.copyOf(types, room);
      counts = Arrays.copyOf(counts, room);
    }
    int begun = filled;
    for (int i = 0; i < length; i++) {
      if (filled > begun && types[filled - 1] == words[i]) {
        counts[filled - 1]++;
      } else {
        types[filled] = words[i];
        counts[filled++] = 1;
      }
    }
    ends[documents++] = filled;
  }

  /** All documents, each with weight 1. */
  BagBlock bags() {
    double[] weights = new double[ends.length];
    Arrays.fill(weights, 1);
    return new BagBlock(ends, Arrays.copyOf(types, filled), Arrays.copyOf(counts, filled), weights);
  }
}
