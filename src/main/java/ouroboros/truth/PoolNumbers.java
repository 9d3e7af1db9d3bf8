package ouroboros.truth;

import java.util.BitSet;

/**
 * The numbers of the points of a pool: a synthetic point has its own in S'_g, real points have
 * those that no synthetic point has, in their order, copy by copy.
 */
final class PoolNumbers {
  private final BitSet taken = new BitSet();
  private int next;

  /** Notes the numbers of the points that a recipe chooses. */
  void take(ChosenPoints.Part<?> part) {
    for (int i = 0; !part.isReal() && i < part.units(); i++) {
      if (part.times(i) > 0) {
        taken.set(part.number(i));
      }
    }
  }

  /** The number of the next real point. */
  int free() {
    int free = taken.nextClearBit(next);
    next = free + 1;
    return free;
  }
}
