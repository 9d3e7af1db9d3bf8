package ouroboros.metric;

import java.util.Comparator;

/**
 * A line of {@code ranks.csv}.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of S_g
 * @param n length of the n-grams
 * @param rank log-spaced, from 1, see {@link ouroboros.metric.count.Ranks}
 * @param count how often the type of that rank occurs
 */
public record RankRow(String cell, int replicate, int generation, int n, long rank, long count)
    implements Comparable<RankRow> {
  private static final Comparator<RankRow> ORDER =
      Comparator.comparing(RankRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(RankRow::replicate)
          .thenComparingInt(RankRow::generation)
          .thenComparingInt(RankRow::n)
          .thenComparingLong(RankRow::rank);

  @Override
  public int compareTo(RankRow other) {
    return ORDER.compare(this, other);
  }
}
