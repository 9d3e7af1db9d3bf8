package ouroboros.report.table;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ouroboros.inference.Quantity;
import ouroboros.inference.StudentInterval;
import ouroboros.metric.CodePointOrder;
import ouroboros.safeguard.watch.AlarmRule;

/**
 * What a rule with one limit did in a cell.
 *
 * @param cell the cell that was watched
 * @param control the cell without feedback
 * @param quantity the number that was watched
 * @param rule that rang
 * @param limit of the rule's statistic
 * @param delays mean generation of the first alarm; the one after the last where there was none
 * @param lead by how many generations it comes before another number's alarm of the same rule
 */
public record RaceRow(
    String cell,
    String control,
    Quantity quantity,
    AlarmRule rule,
    Limit limit,
    Delays delays,
    Mean lead)
    implements Comparable<RaceRow> {

  private static final Comparator<RaceRow> ORDER =
      Comparator.comparing(RaceRow::cell, CodePointOrder.INSTANCE)
          .thenComparing(RaceRow::quantity)
          .thenComparing(RaceRow::rule)
          .thenComparing(row -> row.limit.setting)
          .thenComparing(row -> row.limit.value);

  /** Where a limit comes from. */
  public enum Setting {
    /** The limit at which the rule has the wanted share of false alarms. */
    EQUAL,

    /** A limit that is in use. */
    PUBLISHED
  }

  /**
   * A limit, and how often the rule rings above it without change.
   *
   * @param setting where it comes from
   * @param value of the rule's statistic
   * @param falseAlarms share of lineages made of the control's draws in which the rule rings
   * @param heldOut how many of the control's lineages it rings in where the others set it
   */
  public record Limit(Setting setting, double value, double falseAlarms, OptionalInt heldOut) {}

  /**
   * When the rule rang.
   *
   * @param lineages that were watched
   * @param rung in how many of them the rule rang
   * @param mean generation of the first alarm
   */
  public record Delays(int lineages, int rung, Mean mean) {}

  /**
   * A mean over lineages; empty without any.
   *
   * @param interval of 95 %
   */
  public record Mean(OptionalDouble value, StudentInterval interval) {}

  @Override
  public int compareTo(RaceRow other) {
    return ORDER.compare(this, other);
  }
}
