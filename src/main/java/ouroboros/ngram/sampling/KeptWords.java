package ouroboros.ngram.sampling;

import java.util.Arrays;

/** The words that stay behind a context by falling weight, with their running sums. */
final class KeptWords {
  int[] words = new int[8];

  /** The context that follows each, or {@link Sampler#END}. */
  int[] follows = new int[8];

  private double[] sums = new double[8];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int word, int next, double weight) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
      follows = Arrays.copyOf(follows, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size);
    }
    words[size] = word;
    follows[size] = next;
    sums[size] = sum() + weight;
    size++;
  }

  int size() {
    return size;
  }

  /** The sum of all weights. */
  double sum() {
    return size == 0 ? 0 : sums[size - 1];
  }

  /** Drops what is not needed to reach a sum. */
  void cut(double enough) {
    int many = 0;
    while (many < size && (many == 0 || sums[many - 1] < enough)) {
      many++;
    }
    size = many;
  }

  /** The first word whose running sum is above a place. */
  int above(double place) {
    int at = Arrays.binarySearch(sums, 0, size, place);
    return Math.min(size - 1, at < 0 ? -at - 1 : at + 1);
  }
}
