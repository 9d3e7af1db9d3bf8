package ouroboros.random;

import java.io.Serializable;

/**
 * Two disjoint sets of units, chosen at random without replacement. Which set a unit is in can be
 * computed alone, for any block of units.
 *
 * @param first the units of the first set
 * @param both the units of both sets
 */
public record TwoSubsets(Selection first, Selection both) implements Serializable {
  /** A salt that no source of a recipe has, and no stratum. */
  private static final long SALT = (1L << 23) - 1;

  /** In neither set, in the first, in the second. */
  public static final int NEITHER = 0;

  public static final int FIRST = 1;
  public static final int SECOND = 2;

  /**
   * Chooses them with the random numbers of a generation.
   *
   * @param first units of the first set
   * @param second units of the second set; together at most {@code population}
   */
  public static TwoSubsets of(Key key, long generation, long population, long first, long second) {
    Subset.Step both = new Subset.Step(2 * generation, first + second);
    Subset.Step one = new Subset.Step(2 * generation + 1, first);
    return new TwoSubsets(
        Subset.nested(key, SALT, population, java.util.List.of(both, one)),
        Subset.nested(key, SALT, population, java.util.List.of(both)));
  }

  /** Writes to {@code into[i]} in which set unit {@code from + i} is, for i in [0, count). */
  public void which(long from, int count, int[] into) {
    int[] ofFirst = new int[count];
    first.multiplicities(from, count, ofFirst);
    both.multiplicities(from, count, into);
    for (int i = 0; i < count; i++) {
      into[i] = ofFirst[i] > 0 ? FIRST : into[i] > 0 ? SECOND : NEITHER;
    }
  }
}
