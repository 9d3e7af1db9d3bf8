package ouroboros.inference;

import java.util.Comparator;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.CountMetric;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;

/**
 * A number that is followed over the generations of a cell.
 *
 * @param metric name with n written out
 * @param subject what it describes
 * @param scope {@code all}, {@code stratum=X}, ..
 */
public record Quantity(String metric, Subject subject, String scope)
    implements Comparable<Quantity> {
  private static final Comparator<Quantity> ORDER =
      Comparator.comparing(Quantity::metric, CodePointOrder.INSTANCE)
          .thenComparing(Quantity::subject)
          .thenComparing(Quantity::scope, CodePointOrder.INSTANCE);

  /** The quantity of a key, without generation and cell. */
  public static Quantity of(SeriesKey key) {
    return new Quantity(key.metric(), key.subject(), key.scope());
  }

  /**
   * Whether this is {@code retention-1}, a second name of {@code vocabulary-retention}. Where both
   * were measured, they are one number and are tested and shown once.
   */
  public boolean isSecondName() {
    return metric.equals(CountMetric.RETENTION.written(1));
  }

  /**
   * Whether this describes T_g or M_g. Its reference without feedback is the cell's own generation
   * 1: {@code frozen} trains on R itself, and any other training set differs from R by one draw.
   */
  public boolean isTrained() {
    return subject == Subject.TRAINING || subject == Subject.MODEL;
  }

  /** The same quantity under its first name. */
  public Quantity firstName() {
    return isSecondName()
        ? new Quantity(CountMetric.VOCABULARY_RETENTION.id(), subject, scope)
        : this;
  }

  /** The key of this quantity in a cell and generation. */
  public SeriesKey at(String cell, int generation) {
    return new SeriesKey(cell, generation, metric, subject, scope);
  }

  @Override
  public int compareTo(Quantity other) {
    return ORDER.compare(this, other);
  }
}
