package ouroboros.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;

/**
 * The points of a training set in batches, each batch with a weight. A point is picked with a
 * probability proportional to its weight; only integers are compared.
 *
 * @param <P> the array that holds a batch's points
 */
final class PointPool<P> {
  private final List<P> batches = new ArrayList<>();
  private long[] ends = new long[4];
  private long[] weights = new long[4];
  private int size;
  private int pickedIndex;

  void clear() {
    batches.clear();
    size = 0;
  }

  /**
   * Adds a batch.
   *
   * @param units how many points it has; a batch of 0 points is ignored
   */
  void add(P points, int units, long weight) {
    if (units == 0) {
      return;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    ends[size] = Math.addExact(total(), Math.multiplyExact(units, weight));
    weights[size++] = weight;
    batches.add(points);
  }

  /** The sum of the weights of all points, in fixed point. */
  long total() {
    return size == 0 ? 0 : ends[size - 1];
  }

  int size() {
    return size;
  }

  P batch(int b) {
    return batches.get(b);
  }

  long weight(int b) {
    return weights[b];
  }

  /** Picks a point and returns its batch; {@link #pickedIndex()} is its place in the batch. */
  P pick(KeyedStream random) {
    long at = random.below(total());
    int b = 0;
    if (size > 1) {
      int found = Arrays.binarySearch(ends, 0, size, at);
      b = found >= 0 ? found + 1 : -found - 1;
    }
    long start = b == 0 ? 0 : ends[b - 1];
    pickedIndex = (int) ((at - start) / weights[b]);
    return batches.get(b);
  }

  int pickedIndex() {
    return pickedIndex;
  }

  /** How many points are chosen, repeats counted. */
  static int count(int @Nullable [] times, int units) {
    return times == null ? units : Arrays.stream(times).sum();
  }

  /**
   * The chosen points, each repeated as often as it is chosen; all points where {@code times} is
   * null.
   */
  static int[] chosen(int[] points, int @Nullable [] times) {
    if (times == null) {
      return points;
    }
    int[] chosen = new int[count(times, points.length)];
    int at = 0;
    for (int i = 0; i < times.length; i++) {
      Arrays.fill(chosen, at, at += times[i], points[i]);
    }
    return chosen;
  }

  /**
   * The chosen points, each repeated as often as it is chosen; all points where {@code times} is
   * null.
   */
  static double[] chosen(double[] points, int dimension, int @Nullable [] times) {
    if (times == null) {
      return points;
    }
    double[] chosen = new double[count(times, points.length) * dimension];
    int at = 0;
    for (int i = 0; i < times.length; i++) {
      for (int t = 0; t < times[i]; t++) {
        System.arraycopy(points, i * dimension, chosen, at, dimension);
        at += dimension;
      }
    }
    return chosen;
  }
}
