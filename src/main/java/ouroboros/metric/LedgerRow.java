package ouroboros.metric;

import java.util.Comparator;

/**
 * A line of {@code ledger.csv}: where the units of a training set come from.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of T_g
 * @param authorGeneration 0 for real text, i for S_i
 * @param depth number of models in a row between real text and these units, 0 for real text
 * @param units number of units of T_g from this source
 * @param tokens tokens of these units, {@code </s>} excluded
 * @param share their share of T_g's total weight, 0 .. 1
 */
public record LedgerRow(
    String cell,
    int replicate,
    int generation,
    int authorGeneration,
    int depth,
    long units,
    long tokens,
    double share)
    implements Comparable<LedgerRow> {
  private static final Comparator<LedgerRow> ORDER =
      Comparator.comparing(LedgerRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(LedgerRow::replicate)
          .thenComparingInt(LedgerRow::generation)
          .thenComparingInt(LedgerRow::authorGeneration)
          .thenComparingInt(LedgerRow::depth);

  @Override
  public int compareTo(LedgerRow other) {
    return ORDER.compare(this, other);
  }
}
