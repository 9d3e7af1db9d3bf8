package ouroboros.ngram.sampling;

import java.util.Arrays;

/**
 * The words that are kept after a context, by descending weight, with the cumulative sums of their
 * weights.
 */
final class KeptWords {
  int[] words = new int[8];

  /** The context that follows each word, or {@link Sampler#END}. */
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

  /** The weight of a word. */
  double weight(int i) {
    return i == 0 ? sums[0] : sums[i] - sums[i - 1];
  }

  /** The sum of all weights. */
  double sum() {
    return size == 0 ? 0 : sums[size - 1];
  }

  /** Keeps the fewest words whose weights add up to {@code enough}, at least one. */
  void cut(double enough) {
    int many = 0;
    while (many < size && (many == 0 || sums[many - 1] < enough)) {
      many++;
    }
    size = many;
  }

  /** The index of the first word whose cumulative sum is above {@code place}. */
  int above(double place) {
    int at = Arrays.binarySearch(sums, 0, size, place);
    return Math.min(size - 1, at < 0 ? -at - 1 : at + 1);
  }
}
