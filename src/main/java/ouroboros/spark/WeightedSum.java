package ouroboros.spark;

import java.util.Arrays;
import java.util.List;
import ouroboros.experiment.CountTable;
import ouroboros.policy.Part;
import ouroboros.policy.Recipe;

/**
 * A table as the sum of others.
 *
 * @param weights [tables] factor of all counts
 * @param unit what one occurrence of weight 1 counts in the sum
 */
record WeightedSum(List<CountTable> tables, long[] weights, long unit) {

  /** Every occurrence counts 1. */
  static WeightedSum of(List<CountTable> tables) {
    long[] ones = new long[tables.size()];
    Arrays.fill(ones, 1);
    return new WeightedSum(tables, ones, 1);
  }

  /**
   * The tables of a recipe's parts, in fixed point where some part is weighted.
   *
   * @param tables in the order of the parts
   */
  static WeightedSum of(Recipe recipe, List<CountTable> tables) {
    return recipe.isWeighted()
        ? new WeightedSum(
            tables, recipe.parts().stream().mapToLong(Part::weight).toArray(), Part.ONE)
        : of(tables);
  }

  /** Whether the sum is its only table. */
  boolean asItStands() {
    return tables.size() == 1 && unit == 1;
  }
}
