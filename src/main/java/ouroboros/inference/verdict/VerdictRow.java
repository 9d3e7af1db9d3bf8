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
 * @param quantity the quantity that was examined; empty if there was none
 * @param generation the last generation that was examined
 * @param estimate on the scale of the margin
 * @param margin margin of the test that decided, or that came closer to a decision; without a test
 *     that of yes
 * @param scale the scale of estimate and margin; empty if there is no estimate
 * @param test the name of that test; empty if no test was made
 * @param p p-value of that test
 * @param adjusted the p-value adjusted over both tests of all cells and meanings, and for the
 *     number of looks at the run
 * @param replicates number of replicates behind the estimate
 * @param reason why the verdict is undecided; otherwise empty
 */
public record VerdictRow(
    String cell,
    Meaning meaning,
    Verdict verdict,
    Optional<Quantity> quantity,
    OptionalInt generation,
    OptionalDouble estimate,
    OptionalDouble margin,
    String scale,
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
