package ouroboros.report.table;

import java.util.Comparator;
import ouroboros.metric.CodePointOrder;

/**
 * A row of {@code writers.csv}: what one member of an ecosystem wrote of the training set of
 * another, or of its own.
 *
 * @param generation g of T_g
 * @param reader the member that is trained on T_g
 * @param authorGeneration j of S_j
 * @param writer the member that wrote the units
 */
public record WriterRow(
    String cell,
    int replicate,
    int generation,
    int reader,
    int authorGeneration,
    int writer,
    long units,
    long tokens)
    implements Comparable<WriterRow> {
  private static final Comparator<WriterRow> ORDER =
      Comparator.comparing(WriterRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(WriterRow::replicate)
          .thenComparingInt(WriterRow::generation)
          .thenComparingInt(WriterRow::reader)
          .thenComparingInt(WriterRow::authorGeneration)
          .thenComparingInt(WriterRow::writer);

  @Override
  public int compareTo(WriterRow other) {
    return ORDER.compare(this, other);
  }
}
