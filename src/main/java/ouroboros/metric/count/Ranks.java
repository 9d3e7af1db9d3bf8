package ouroboros.metric.count;

import java.util.ArrayList;
import java.util.List;

/**
 * The rank-frequency curve of a text: counts of its types in descending order, at log-spaced ranks
 * 1 .. 10, then round(10^(j/10)) for j = 11, 12, .. (13, 16, 20, .., 100, 126, ..), and the last
 * rank.
 *
 * <p>An empty text has no ranks. Cost: linear in the distinct counts.
 */
public final class Ranks {
  private Ranks() {}

  /**
   * A point of the curve.
   *
   * @param rank at least 1
   * @param count how often the type of that rank occurs, at least 1
   */
  public record Point(long rank, long count) {}

  /** The curve, ascending in rank. */
  public static List<Point> of(CountHistogram h) {
    List<Point> points = new ArrayList<>();
    long through = 0; // types with a count of at least h.count(i)
    int step = 1;
    for (int i = h.size() - 1; i >= 0; i--) {
      through += h.types(i);
      for (; rank(step) <= through; step++) {
        points.add(new Point(rank(step), h.count(i)));
      }
    }
    if (through > 0 && points.get(points.size() - 1).rank() < through) {
      points.add(new Point(through, h.count(0)));
    }
    return List.copyOf(points);
  }

  /** The rank of the step-th point, step >= 1. */
  private static long rank(int step) {
    return step <= 10 ? step : Math.round(StrictMath.pow(10, step / 10.0));
  }
}
