package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.spark.cluster.Storage;

/**
 * A table as a weighted sum: the sum over i of weights[i] x tables[i].
 *
 * @param weights [tables] factor of all counts; -1 subtracts a table from the others
 * @param unit what one occurrence of weight 1 counts in the sum
 */
public record WeightedSum(List<CountTable> tables, long[] weights, long unit)
    implements Serializable {

  /** Every occurrence counts as often as in its table. */
  public static WeightedSum of(List<CountTable> tables) {
    long[] ones = new long[tables.size()];
    Arrays.fill(ones, 1);
    return scaled(tables, ones, 1);
  }

  /**
   * A sum in the smallest unit in which its tables are exact.
   *
   * @param factors [tables] in units of {@code unit}
   */
  private static WeightedSum scaled(List<CountTable> tables, long[] factors, long unit) {
    long most = tables.stream().mapToLong(CountTable::unit).max().orElse(1);
    long[] scaled = factors.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.multiplyExact(scaled[i], most / tables.get(i).unit());
    }
    return new WeightedSum(tables, scaled, Math.multiplyExact(unit, most));
  }

  /**
   * The sum of the tables of a recipe's lines; in fixed point if a line has a weight.
   *
   * @param tables in the order of the lines
   */
  public static WeightedSum of(Recipe recipe, List<CountTable> tables) {
    return recipe.isWeighted()
        ? scaled(
            tables, recipe.parts().stream().mapToLong(RecipeLine::weight).toArray(), RecipeLine.ONE)
        : of(tables);
  }

  /**
   * The sum of the tables of a recipe's lines. If it needs fewer tables, it is computed as T_{g-1}
   * plus the new lines minus the lines that left, which gives the same counts.
   *
   * @param tables in the order of the lines
   * @param before the recipe of T_{g-1}
   * @param trainedBefore T_{g-1}
   * @param tableOf the table of a line that left
   */
  public static WeightedSum of(
      Recipe recipe,
      List<CountTable> tables,
      Recipe before,
      CountTable trainedBefore,
      Function<RecipeLine, CountTable> tableOf) {
    List<RecipeLine> left = new ArrayList<>(before.parts());
    left.removeAll(recipe.parts());
    List<RecipeLine> came = new ArrayList<>(recipe.parts());
    came.removeAll(before.parts());
    boolean weighted = recipe.isWeighted() || before.isWeighted();
    if (weighted || 1 + came.size() + left.size() >= tables.size()) {
      return of(recipe, tables);
    }
    List<CountTable> sum = new ArrayList<>(List.of(trainedBefore));
    came.forEach(part -> sum.add(tables.get(recipe.parts().indexOf(part))));
    left.forEach(part -> sum.add(tableOf.apply(part)));
    long[] factors = new long[sum.size()];
    Arrays.fill(factors, 0, 1 + came.size(), 1);
    Arrays.fill(factors, 1 + came.size(), factors.length, -1);
    return scaled(sum, factors, 1);
  }

  /** The same sum for one component of each table. */
  public WeightedSum component(int k) {
    return new WeightedSum(
        tables.stream().map(table -> table.components().get(k)).toList(), weights, unit);
  }

  /** One key range of the sum. */
  OneRange range(int range) {
    return new OneRange(
        tables.stream().map(table -> table.ranges().get(range)).toList(), weights, asItStands());
  }

  /**
   * One key range of a sum.
   *
   * @param files [tables] this range of each table
   * @param weights [tables] factor of all counts
   * @param asItStands whether the sum is its only file, unchanged
   */
  record OneRange(List<SealedFile> files, long[] weights, boolean asItStands)
      implements Serializable {
    CountRun sum(Storage storage, KeyLayout layout) {
      List<CountRun> runs = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        CountRun run = storage.read(files.get(i));
        runs.add(weights[i] == 1 ? run : run.times(weights[i]));
      }
      CountRun sum = CountMerge.sum(layout, runs);
      // After a subtraction an n-gram can have count 0; it is removed.
      return Arrays.stream(weights).anyMatch(weight -> weight < 0) ? sum.withoutZeros() : sum;
    }
  }

  /** The sum of all counts of one order, those of {@code </s>} included; with weights, in units. */
  public long occurrences() {
    long sum = 0;
    try {
      for (int i = 0; i < weights.length; i++) {
        long each = Math.addExact(tables.get(i).tokens(), tables.get(i).sentences());
        sum = Math.addExact(sum, Math.multiplyExact(weights[i], each));
      }
    } catch (ArithmeticException e) {
      throw new IllegalStateException(
          "the training set would have more than 2^63 - 1 tokens, weights included; lower size or"
              + " generations",
          e);
    }
    return sum;
  }

  /** Whether the sum is its only table, unchanged. */
  public boolean asItStands() {
    return tables.size() == 1 && weights[0] == 1 && unit == tables.get(0).unit();
  }
}
