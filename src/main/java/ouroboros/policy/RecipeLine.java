package ouroboros.policy;

import java.io.Serializable;
import ouroboros.random.Key;
import ouroboros.random.Selection;

/**
 * One line of a recipe.
 *
 * @param source where the units come from
 * @param take which of them
 * @param units how many of them, repeats counted; >= 1
 * @param weight factor of each unit's counts, fixed point: {@link #ONE} is 1
 */
public record RecipeLine(Source source, Choice take, long units, long weight)
    implements Serializable {
  /** The weight 1. */
  public static final long ONE = 1L << 20;

  /**
   * Most units with weights in one training set, each of weight 1: with at most 1,024 tokens a unit
   * on average, the sums of their counts are below 2^63.
   */
  public static final long MOST_WEIGHTED = 1L << 33;

  static RecipeLine whole(Source source, long units) {
    return new RecipeLine(source, new Choice.Whole(), units, ONE);
  }

  static RecipeLine first(Source source, long units) {
    return new RecipeLine(source, new Choice.Slice(0), units, ONE);
  }

  RecipeLine weighing(double factor) {
    double fixed = Math.rint(factor * ONE);
    if (!(fixed >= 0 && fixed < 0x1.0p53)) {
      throw new ArithmeticException(
          "A weight of " + factor + " does not fit the fixed point of 2^-20.");
    }
    return new RecipeLine(source, take, units, (long) fixed);
  }

  /** The chosen units, where the source has {@code population} units. */
  public Selection selection(Key key, long population) {
    return take.selection(key, source.salt(), population, units);
  }

  /** Whether the line takes each of the {@code population} units of its source exactly once. */
  public boolean isWhole(long population) {
    return take instanceof Choice.Whole
        || (take instanceof Choice.Slice slice && slice.from() == 0 && units == population);
  }

  /** As recipes are sealed. */
  @Override
  public String toString() {
    return "Part[source="
        + source
        + ", take="
        + take
        + ", units="
        + units
        + ", weight="
        + weight
        + "]";
  }
}
