package ouroboros.dating;

import java.util.Arrays;
import ouroboros.metric.count.PairHistogram;

/**
 * What a pair histogram says about age: the types that occur 1 .. {@value #RAREST} times in R, by
 * their counts in R and in the candidate.
 *
 * <p>Only rare types are used. Each type has about as much to say about the number of generations,
 * so most of the information is in them; and the occurrences of frequent types are clustered in
 * documents and phrases, which the law does not know.
 */
final class PairSpectrum {
  /** Types with more occurrences in R are not used. */
  static final int RAREST = 8;

  /** Larger counts in the candidate are not distinguished. */
  static final int MOST = 512;

  private final long[][] types;
  private final int degree;

  private PairSpectrum(long[][] types, int degree) {
    this.types = types;
    this.degree = degree;
  }

  /** The spectrum of a histogram of words (n = 1). */
  static PairSpectrum of(PairHistogram words) {
    long[][] types = new long[RAREST + 1][MOST + 2];
    int degree = 1;
    for (int i = 0; i < words.size(); i++) {
      if (words.real(i) >= 1 && words.real(i) <= RAREST) {
        int count = (int) Math.min(words.subject(i), MOST + 1);
        types[(int) words.real(i)][count] += words.types(i);
        degree = Math.max(degree, Math.min(count, MOST));
      }
    }
    for (int c = 1; c <= RAREST; c++) {
      int more = types[c][MOST + 1] > 0 ? MOST + 2 : top(types[c]) + 1;
      types[c] = Arrays.copyOf(types[c], more);
    }
    return new PairSpectrum(types, degree);
  }

  private static int top(long[] counts) {
    int top = counts.length - 1;
    while (top > 0 && counts[top] == 0) {
      top--;
    }
    return top;
  }

  /** The highest count in the candidate that is distinguished and occurs. */
  int degree() {
    return degree;
  }

  /**
   * [count in the candidate] the types that occur c times in R; it ends with the highest count that
   * occurs, and entry {@value #MOST} + 1 is all larger ones.
   */
  long[] types(int c) {
    return types[c];
  }

  /** All types that are used. */
  long total() {
    long sum = 0;
    for (int c = 1; c <= RAREST; c++) {
      sum += Arrays.stream(types[c]).sum();
    }
    return sum;
  }
}
