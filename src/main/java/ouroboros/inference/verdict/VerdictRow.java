package ouroboros.inference.verdict;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ouroboros.inference.Quantity;
import ouroboros.metric.CodePointOrder;

/**
 * A line of {@code verdicts.csv}.
 *
 * @param cell the cell's name
 * @param meaning of collapse
 * @param verdict the decision
 * @param quantity what was looked at; empty: nothing
 * @param generation the last one looked at
 * @param estimate on the scale of the margin
 * @param margin of the test that decided, or came nearer to
 * @param test its name; empty: none was made
 * @param p of that test
 * @param adjusted the same by Holm, over both tests of all cells and meanings
 * @param replicates that the estimate is made of
 * @param reason why it is undecided; else empty
 */
public record VerdictRow(
    String cell,
    Meaning meaning,
    Verdict verdict,
    Optional<Quantity> quantity,
    OptionalInt generation,
    OptionalDouble estimate,
    OptionalDouble margin,
    String test,
    OptionalDouble p,
    OptionalDouble adjusted,
    long replicates,
    String reason)
    implements Comparable<VerdictRow> {
  private static final Comparator<VerdictRow> ORDER =
      Comparator.comparing(VerdictRow::cell, CodePointOrder.INSTANCE)
          .thenComparing(row -> row.meaning.text(), CodePointOrder.INSTANCE);

  @Override
  public int compareTo(VerdictRow other) {
    return ORDER.compare(this, other);
  }
}
