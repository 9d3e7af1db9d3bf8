package ouroboros.metric.count;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many types occur r times in R and s times in the subject, for every pair (r, s) that occurs:
 * the only state of all count metrics, for one n and one scope.
 *
 * <p>Immutable, integers only, sorted by r, then s; so equal counts give equal bits for any
 * partitioning. {@link #merge} is exact, commutative and associative. It is valid if the two
 * histograms describe disjoint sets of types (key ranges). Empty: no pairs, all totals 0. Cost: 24
 * bytes per distinct pair; a few thousand pairs for a million tokens. Filled by {@link
 * PairCounter}.
 */
public final class PairHistogram implements Serializable {
  private static final long serialVersionUID = 1;

  /** No types at all. */
  public static final PairHistogram EMPTY =
      new PairHistogram(new long[0], new long[0], new long[0]);

  private final long[] real;
  private final long[] subject;
  private final long[] types;

  /** Takes arrays that are sorted by (real, subject), without repeats and without zero types. */
  PairHistogram(long[] real, long[] subject, long[] types) {
    this.real = real;
    this.subject = subject;
    this.types = types;
  }

  /** Number of distinct pairs. */
  public int size() {
    return types.length;
  }

  /** Count in R of pair i, i in sorted order. */
  public long real(int i) {
    return real[i];
  }

  /** Count in the subject of pair i. */
  public long subject(int i) {
    return subject[i];
  }

  /** Number of types with pair i, at least 1. */
  public long types(int i) {
    return types[i];
  }

  /** n-gram tokens of R: the sum of all counts in R. */
  public long realTokens() {
    return dot(real);
  }

  /** n-gram tokens of the subject. */
  public long subjectTokens() {
    return dot(subject);
  }

  /** Types of R. */
  public long realTypes() {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum += real[i] > 0 ? types[i] : 0;
    }
    return sum;
  }

  /** Types of the subject. */
  public long subjectTypes() {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum += subject[i] > 0 ? types[i] : 0;
    }
    return sum;
  }

  /** Types that occur in both. */
  public long sharedTypes() {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum += real[i] > 0 && subject[i] > 0 ? types[i] : 0;
    }
    return sum;
  }

  /** n-gram tokens of R whose type does not occur in the subject. */
  public long lostTokens() {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum += subject[i] == 0 ? types[i] * real[i] : 0;
    }
    return sum;
  }

  /** n-gram tokens of the subject whose type does not occur in R. */
  public long newTokens() {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum += real[i] == 0 ? types[i] * subject[i] : 0;
    }
    return sum;
  }

  /**
   * The histogram that compares the union of R and the subject (their counts added) with itself:
   * pairs (r + s, r + s).
   */
  public PairHistogram together() {
    PairCounter sums = new PairCounter();
    for (int i = 0; i < types.length; i++) {
      sums.add(real[i] + subject[i], real[i] + subject[i], types[i]);
    }
    return sums.histogram();
  }

  /**
   * The histogram that compares the rest of R with the subject, where the subject is a part of R:
   * pairs (r - s, s).
   *
   * @throws IllegalArgumentException if a type occurs more often in the subject than in R
   */
  public PairHistogram apart() {
    PairCounter rest = new PairCounter();
    for (int i = 0; i < types.length; i++) {
      rest.add(real[i] - subject[i], subject[i], types[i]);
    }
    return rest.histogram();
  }

  /** The histogram of R's counts alone. */
  public CountHistogram realCounts() {
    return CountHistogram.of(real, types);
  }

  /** The histogram of the subject's counts alone. */
  public CountHistogram subjectCounts() {
    return CountHistogram.of(subject, types);
  }

  /** The histogram of two disjoint sets of types together. Cost: linear in the distinct pairs. */
  public PairHistogram merge(PairHistogram other) {
    int most = size() + other.size();
    long[] r = new long[most];
    long[] s = new long[most];
    long[] t = new long[most];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < size() || j < other.size()) {
      int order = i == size() ? 1 : j == other.size() ? -1 : compare(i, other, j);
      PairHistogram from = order <= 0 ? this : other;
      int k = order <= 0 ? i : j;
      r[n] = from.real[k];
      s[n] = from.subject[k];
      t[n] = from.types[k];
      if (order == 0) {
        t[n] = Math.addExact(t[n], other.types[j]);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      n++;
    }
    return new PairHistogram(Arrays.copyOf(r, n), Arrays.copyOf(s, n), Arrays.copyOf(t, n));
  }

  /**
   * The histogram without a subset of its types. Cost: linear in the distinct pairs.
   *
   * @throws IllegalArgumentException if {@code part} has more types with some pair than this
   *     histogram
   */
  public PairHistogram minus(PairHistogram part) {
    long[] left = types.clone();
    int i = 0;
    for (int j = 0; j < part.size(); j++) {
      while (i < size() && compare(i, part, j) < 0) {
        i++;
      }
      if (i == size() || compare(i, part, j) != 0 || left[i] < part.types[j]) {
        throw new IllegalArgumentException(
            part.types[j]
                + " types with the pair ("
                + part.real[j]
                + ", "
                + part.subject[j]
                + ") cannot be removed: the histogram has fewer of them");
      }
      left[i] -= part.types[j];
    }
    int n = 0;
    long[] r = new long[size()];
    long[] s = new long[size()];
    for (int k = 0; k < size(); k++) {
      if (left[k] > 0) {
        r[n] = real[k];
        s[n] = subject[k];
        left[n++] = left[k];
      }
    }
    return new PairHistogram(Arrays.copyOf(r, n), Arrays.copyOf(s, n), Arrays.copyOf(left, n));
  }

  private int compare(int i, PairHistogram other, int j) {
    int byReal = Long.compare(real[i], other.real[j]);
    return byReal != 0 ? byReal : Long.compare(subject[i], other.subject[j]);
  }

  private long dot(long[] counts) {
    long sum = 0;
    for (int i = 0; i < types.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(counts[i], types[i]));
    }
    return sum;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PairHistogram h
        && Arrays.equals(real, h.real)
        && Arrays.equals(subject, h.subject)
        && Arrays.equals(types, h.types);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(real) + Arrays.hashCode(subject)) + Arrays.hashCode(types);
  }

  @Override
  public String toString() {
    return "PairHistogram[" + size() + " pairs, " + Arrays.stream(types).sum() + " types]";
  }
}
