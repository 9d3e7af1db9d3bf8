package ouroboros.truth;

import java.util.BitSet;
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
   * @param numbers in S'_g: of synthetic points the number of each, null where they are 0, 1, ..;
   *     of real points that replace others the number of each chosen one, null for other real
   *     points
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Part<B>(
      B points, int units, int @Nullable [] times, boolean isReal, int @Nullable [] numbers) {
    Part(B points, int units, int @Nullable [] times, boolean isReal) {
      this(points, units, times, isReal, null);
    }

    /** The number of a synthetic point in S'_g, or of chosen point i that replaces another. */
    int number(int i) {
      return numbers == null ? i : numbers[i];
    }

    /** Whether the points have numbers in S'_g. */
    boolean hasNumbers() {
      return !isReal || numbers != null;
    }

    /** How often a point is chosen. */
    int times(int i) {
      return times == null ? 1 : times[i];
    }

    /** Points that are chosen, repeats counted. */
    long chosen() {
      return PointPool.count(times, units);
    }
  }

  /**
   * The numbers of the points of a pool: those that S'_g has have their own there, real points have
   * those that are left, in their order, copy by copy.
   */
  static final class Numbers {
    private final BitSet taken = new BitSet();
    private int next;

    /** Notes the numbers of the points that a recipe chooses. */
    void take(Part<?> part) {
      for (int i = 0; !part.isReal() && i < part.units(); i++) {
        if (part.times(i) > 0) {
          taken.set(part.number(i));
        }
      }
      for (int i = 0; part.isReal() && part.hasNumbers() && i < part.chosen(); i++) {
        taken.set(part.number(i));
      }
    }

    /** The number of the next real point. */
    int free() {
      int free = taken.nextClearBit(next);
      next = free + 1;
      return free;
    }
  }
}
