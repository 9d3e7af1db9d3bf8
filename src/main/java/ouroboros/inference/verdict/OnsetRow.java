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
 * @param baseline the {@code frozen} cell's
 * @param quantity what was followed
 * @param generation the first from which on the difference stays beyond the margin; empty: none
 * @param difference mean over pairs, there; without an onset at the last generation
 * @param margin there
 * @param adjusted p there, by Holm over the generations; empty where nothing could be tested
 * @param replicates pairs there
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
