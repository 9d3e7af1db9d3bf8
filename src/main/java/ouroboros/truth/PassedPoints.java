package ouroboros.truth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * S'_g, or the pool of a member of an ecosystem: the points that passed the gates, and the points
 * of R that replace others. Points have numbers from 0, in the order of their units.
 *
 * @param drawn the synthetic points, by author; empty where no training set will contain them
 * @param real the number of each replacement, ascending
 * @param replacements the unit of R that each replacement is
 * @param units how many points there are
 */
@SuppressWarnings("ArrayRecordComponent")
record PassedPoints<B>(List<Drawn<B>> drawn, int[] real, int[] replacements, long units) {
  private static final int[] NONE = {};

  PassedPoints {
    drawn = List.copyOf(drawn);
  }

  /**
   * The synthetic points of one author.
   *
   * @param ranks the number of each point, ascending; null where they are 0, 1, ..
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn<B>(B points, int units, int @Nullable [] ranks) {
    /** How often each point is chosen, where each number is chosen so often. */
    int @Nullable [] chosen(int @Nullable [] times) {
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
  }

  /** Draws points by their counter words. */
  interface Draw<B> {
    /**
     * The points by author; none where no training set will contain them.
     *
     * @param ranks the number of each point, ascending; null where they are 0, 1, ..
     */
    List<Drawn<B>> of(long[] words, int @Nullable [] ranks);
  }

  /** Points of one author, of which none is missing. */
  static <B> PassedPoints<B> all(@Nullable B drawn, long units) {
    return of(drawn == null ? List.of() : List.of(new Drawn<>(drawn, (int) units, null)), units);
  }

  /** Points that no gate judged. */
  static <B> PassedPoints<B> of(List<Drawn<B>> drawn, long units) {
    return new PassedPoints<>(drawn, NONE, NONE, units);
  }

  /**
   * What gates let pass of the units 0 .. {@code units} - 1.
   *
   * @param isReplaced whether a unit of R takes the place of a unit that did not pass
   * @param draw the candidates with these counter words
   * @param replacement the unit of R that takes the place of a unit
   */
  static <B> PassedPoints<B> judged(
      PointWalk walk, int units, boolean isReplaced, Draw<B> draw, IntUnaryOperator replacement) {
    long[] words = new long[units];
    int[] ranks = new int[units];
    int[] missing = new int[units];
    int found = 0;
    int lost = 0;
    for (int unit = 0; unit < units; unit++) {
      long word = walk.passing(unit);
      if (word != PointWalk.NONE) {
        ranks[found] = isReplaced ? unit : found;
        words[found++] = word;
      } else if (isReplaced) {
        missing[lost++] = unit;
      }
    }
    int[] gaps = Arrays.copyOf(missing, lost);
    return new PassedPoints<>(
        draw.of(Arrays.copyOf(words, found), lost == 0 ? null : Arrays.copyOf(ranks, found)),
        gaps,
        Arrays.stream(gaps).map(replacement).toArray(),
        found + lost);
  }

  /** How often each unit of R is chosen as a replacement. */
  int[] ofReal(int population, int @Nullable [] times) {
    int[] chosen = new int[population];
    for (int i = 0; i < real.length; i++) {
      chosen[replacements[i]] += times == null ? 1 : times[real[i]];
    }
    return chosen;
  }

  /** The numbers of the replacements in the order of the units of R, each as often as chosen. */
  int[] numbersOfReal(int @Nullable [] times) {
    return IntStream.range(0, real.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> replacements[i]))
        .flatMapToInt(
            i -> IntStream.range(0, times == null ? 1 : times[real[i]]).map(copy -> real[i]))
        .toArray();
  }
}
