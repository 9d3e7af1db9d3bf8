package ouroboros.ngram.count;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Adds count runs: merges sorted runs and adds the counts of equal n-grams. The addition is exact,
 * associative and commutative. Cost: the two smallest runs are merged first, so about log2(runs)
 * passes over the entries, and few over those of a large run.
 */
public final class CountMerge {
  private CountMerge() {}

  /** The sum of all runs, which must have the same layout. */
  public static CountRun sum(KeyLayout layout, List<CountRun> runs) {
    PriorityQueue<CountRun> left = new PriorityQueue<>(Comparator.comparingInt(CountRun::size));
    for (CountRun run : runs) {
      if (run.size() > 0) {
        left.add(run);
      }
    }
    if (left.isEmpty()) {
      return CountRun.empty(layout);
    }
    while (left.size() > 1) {
      left.add(sum(left.remove(), left.remove()));
    }
    return left.remove();
  }

  /** The sum of two runs. */
  public static CountRun sum(CountRun a, CountRun b) {
    KeyLayout layout = a.layout();
    int capacity = Math.addExact(a.size(), b.size());
    long[][] keys = new long[layout.words()][capacity];
    long[] counts = new long[capacity];
    int size = layout.words() == 1 ? narrow(a, b, keys[0], counts) : wide(a, b, keys, counts);
    return new CountRun(layout, keys, counts, size);
  }

  /**
   * The merge for keys of one long. Which run has the next key cannot be foreseen, so the loop has
   * no branch on it: keys are not negative, so the sign of a difference says which is less.
   */
  private static int narrow(CountRun a, CountRun b, long[] keys, long[] counts) {
    long[] x = a.keys()[0];
    long[] y = b.keys()[0];
    long[] xCounts = a.counts();
    long[] yCounts = b.counts();
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.size() && j < b.size()) {
      long p = x[i];
      long q = y[j];
      // All ones where the key of the run is the least; of both where they are equal.
      long first = (p - q - 1) >> 63;
      long second = (q - p - 1) >> 63;
      keys[n] = Math.min(p, q);
      counts[n++] = (xCounts[i] & first) + (yCounts[j] & second);
      i -= (int) first;
      j -= (int) second;
    }
    int restOfX = a.size() - i;
    System.arraycopy(x, i, keys, n, restOfX);
    System.arraycopy(xCounts, i, counts, n, restOfX);
    n += restOfX;
    int restOfY = b.size() - j;
    System.arraycopy(y, j, keys, n, restOfY);
    System.arraycopy(yCounts, j, counts, n, restOfY);
    return n + restOfY;
  }

  private static int wide(CountRun a, CountRun b, long[][] keys, long[] counts) {
    if (keys.length == 2) {
      return two(a, b, keys, counts);
    }
    KeyLayout layout = a.layout();
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.size() || j < b.size()) {
      int c = i == a.size() ? 1 : j == b.size() ? -1 : layout.compare(a.keys(), i, b.keys(), j);
      for (int w = 0; w < keys.length; w++) {
        keys[w][n] = c <= 0 ? a.keys()[w][i] : b.keys()[w][j];
      }
      long count = 0;
      if (c <= 0) {
        count += a.counts()[i++];
      }
      if (c >= 0) {
        count += b.counts()[j++];
      }
      counts[n++] = count;
    }
    return n;
  }

  /** The same for keys of two longs, which orders 4 and 5 of most vocabularies have. */
  private static int two(CountRun a, CountRun b, long[][] keys, long[] counts) {
    long[] x = a.keys()[0];
    long[] y = b.keys()[0];
    long[] xLow = a.keys()[1];
    long[] yLow = b.keys()[1];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.size() && j < b.size()) {
      long p = x[i];
      long q = y[j];
      long low = xLow[i];
      long lowOfY = yLow[j];
      long less = (p - q) >> 63;
      long more = (q - p) >> 63;
      long same = ~(less | more);
      long first = less | (same & ((low - lowOfY - 1) >> 63));
      long second = more | (same & ((lowOfY - low - 1) >> 63));
      keys[0][n] = Math.min(p, q);
      keys[1][n] = (low & first) | (lowOfY & ~first);
      counts[n++] = (a.counts()[i] & first) + (b.counts()[j] & second);
      i -= (int) first;
      j -= (int) second;
    }
    CountRun rest = i < a.size() ? a : b;
    int from = i < a.size() ? i : j;
    int many = rest.size() - from;
    for (int w = 0; w < 2; w++) {
      System.arraycopy(rest.keys()[w], from, keys[w], n, many);
    }
    System.arraycopy(rest.counts(), from, counts, n, many);
    return n + many;
  }
}
