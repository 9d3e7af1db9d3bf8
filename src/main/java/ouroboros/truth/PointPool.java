package ouroboros.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;

/**
 * The points of a training set, batch after batch, each batch with a weight; a point is picked with
 * probability in proportion to its weight, by comparing integers.
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
   * @param units points it holds; none is no batch
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

  /** The sum of all points' weights, fixed point. */
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

  /** Picks a point: its batch; its place in the batch is {@link #pickedIndex()}. */
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

  /** Points chosen, repeats counted. */
  static int count(int @Nullable [] times, int units) {
    return times == null ? units : Arrays.stream(times).sum();
  }

  /** The chosen points of {@code points}, repeats in a row; all of them where times is null. */
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

  /** The chosen points of {@code points}, repeats in a row; all of them where times is null. */
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
