package ouroboros.metric.count;

import java.util.Arrays;

/**
 * How many types occur c times, for every c >= 1 that occurs: the counts of counts of one text.
 *
 * <p>Immutable, sorted by count. Empty: no counts, 0 tokens, 0 types.
 */
public final class CountHistogram {
  private final long[] counts;
  private final long[] types;
  private final long tokens;
  private final long typeTotal;

  private CountHistogram(long[] counts, long[] types) {
    this.counts = counts;
    this.types = types;
    long tokenSum = 0;
    long typeSum = 0;
    for (int i = 0; i < counts.length; i++) {
      tokenSum = Math.addExact(tokenSum, Math.multiplyExact(counts[i], types[i]));
      typeSum = Math.addExact(typeSum, types[i]);
    }
    this.tokens = tokenSum;
    this.typeTotal = typeSum;
  }

  /**
   * {@code types[i]} types occur {@code counts[i]} times. The order does not matter; entries with
   * the same count are added, entries with a 0 are skipped.
   */
  public static CountHistogram of(long[] counts, long[] types) {
    int size = 0;
    long[][] rows = new long[2][counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && types[i] > 0) {
        rows[0][size] = counts[i];
        rows[1][size++] = types[i];
      }
    }
    rows[0] = Arrays.copyOf(rows[0], size);
    rows[1] = Arrays.copyOf(rows[1], size);
    long[][] sorted = RowSort.sort(rows, 1);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (distinct > 0 && sorted[0][distinct - 1] == sorted[0][i]) {
        sorted[1][distinct - 1] = Math.addExact(sorted[1][distinct - 1], sorted[1][i]);
      } else {
        sorted[0][distinct] = sorted[0][i];
        sorted[1][distinct++] = sorted[1][i];
      }
    }
    return new CountHistogram(
        Arrays.copyOf(sorted[0], distinct), Arrays.copyOf(sorted[1], distinct));
  }

  /** The histogram of these counts, one for each type. */
  public static CountHistogram ofCounts(long... countOfEachType) {
    long[] ones = new long[countOfEachType.length];
    Arrays.fill(ones, 1);
    return of(countOfEachType, ones);
  }

  /** Number of distinct counts. */
  public int size() {
    return counts.length;
  }

  /** The i-th smallest count. */
  public long count(int i) {
    return counts[i];
  }

  /** How many types have the i-th smallest count. */
  public long types(int i) {
    return types[i];
  }

  /** Sum of all counts. */
  public long tokens() {
    return tokens;
  }

  /** Number of all types. */
  public long types() {
    return typeTotal;
  }

  /** Types that occur exactly once. */
  public long hapaxes() {
    return counts.length > 0 && counts[0] == 1 ? types[0] : 0;
  }
}
