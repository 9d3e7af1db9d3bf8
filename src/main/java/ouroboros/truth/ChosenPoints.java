package ouroboros.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The points that a line of a recipe chooses.
 *
 * @param weight in fixed point: {@link ouroboros.policy.RecipeLine#ONE} means 1
 */
record ChosenPoints<B>(List<Part<B>> parts, long weight) {
  ChosenPoints {
    parts = List.copyOf(parts);
  }

  /**
   * Points of one batch.
   *
   * @param units points in the batch
   * @param times how often each point is chosen; null means once each
   * @param isReal whether they are points of the truth
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Part<B>(B points, int units, int @Nullable [] times, boolean isReal) {
    /** How often a point is chosen. */
    int times(int i) {
      return times == null ? 1 : times[i];
    }

    /** Points that are chosen, repeats counted. */
    long chosen() {
      return PointPool.count(times, units);
    }
  }
}
