package ouroboros.inference.verdict;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ouroboros.inference.Quantity;
import ouroboros.metric.CodePointOrder;

/**
 * A line of {@code onsets.csv}.
 *
 * @param cell the cell's name
 * @param baseline name of the {@code frozen} cell, or of the cell with the same policy without
 *     feedback; the cell itself where it is compared with its own generation 1
 * @param quantity the number that was followed
 * @param generation the first generation from which the difference stays beyond the margin until
 *     the end; empty if there is none
 * @param difference mean over pairs in that generation, or in the last one if there is no onset
 * @param margin in that generation
 * @param adjusted p-value in that generation, adjusted over all rows; empty if no test was possible
 *     and if all differences are equal, which is exact
 * @param replicates number of pairs in that generation
 */
public record OnsetRow(
    String cell,
    String baseline,
    Quantity quantity,
    OptionalInt generation,
    double difference,
    double margin,
    OptionalDouble adjusted,
    long replicates)
    implements Comparable<OnsetRow> {
  private static final Comparator<OnsetRow> ORDER =
      Comparator.comparing(OnsetRow::cell, CodePointOrder.INSTANCE)
          .thenComparing(OnsetRow::baseline, CodePointOrder.INSTANCE)
          .thenComparing(OnsetRow::quantity);

  @Override
  public int compareTo(OnsetRow other) {
    return ORDER.compare(this, other);
  }
}
