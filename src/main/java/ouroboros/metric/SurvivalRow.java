package ouroboros.metric;

import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * A line of {@code survival.csv}.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of S_g
 * @param n length of the n-grams
 * @param initialCount lowest count in R of the bin, see {@link ouroboros.metric.count.Survival}
 * @param types types of R in the bin
 * @param alive how many of them occur in S_g
 * @param expected how many a law predicts to occur; empty if there is no law
 */
public record SurvivalRow(
    String cell,
    int replicate,
    int generation,
    int n,
    long initialCount,
    long types,
    long alive,
    OptionalDouble expected)
    implements Comparable<SurvivalRow> {
  private static final Comparator<SurvivalRow> ORDER =
      Comparator.comparing(SurvivalRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(SurvivalRow::replicate)
          .thenComparingInt(SurvivalRow::generation)
          .thenComparingInt(SurvivalRow::n)
          .thenComparingLong(SurvivalRow::initialCount);

  @Override
  public int compareTo(SurvivalRow other) {
    return ORDER.compare(this, other);
  }
}
