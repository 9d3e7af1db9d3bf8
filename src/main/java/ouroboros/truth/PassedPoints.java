package ouroboros.truth;

import org.jspecify.annotations.Nullable;

/**
 * S'_g: the points that passed the gates, and the points of R that replace others. Points have
 * numbers from 0, in the order of their units.
 *
 * @param drawn the synthetic points; null where no training set will contain them
 * @param ranks the number of each synthetic point, ascending; null where they are 0, 1, ..
 * @param real the number of each replacement, ascending
 * @param replacements the unit of R that each replacement is
 * @param units how many points there are
 */
@SuppressWarnings("ArrayRecordComponent")
record PassedPoints<B>(
    @Nullable B drawn, int @Nullable [] ranks, int[] real, int[] replacements, long units) {
  private static final int[] NONE = {};

  /** S_g itself. */
  static <B> PassedPoints<B> all(@Nullable B drawn, long units) {
    return new PassedPoints<>(drawn, null, NONE, NONE, units);
  }

  /** How many synthetic points there are. */
  int synthetic() {
    return (int) (units - real.length);
  }

  /** How often each synthetic point is chosen, where each number is chosen so often. */
  int @Nullable [] ofDrawn(int @Nullable [] times) {
    int[] of = ranks;
    if (times == null || of == null) {
      return times;
    }
    int[] chosen = new int[of.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = times[of[i]];
    }
    return chosen;
  }

  /** How often each unit of R is chosen as a replacement. */
  int[] ofReal(int population, int @Nullable [] times) {
    int[] chosen = new int[population];
    for (int i = 0; i < real.length; i++) {
      chosen[replacements[i]] += times == null ? 1 : times[real[i]];
    }
    return chosen;
  }
}
