package ouroboros.safeguard;

import java.util.Comparator;
import java.util.Locale;
import ouroboros.metric.CodePointOrder;

/**
 * What an alarm of a lineage saw in a generation.
 *
 * @param cell the cell's name
 * @param replicate from 0
 * @param alarm what watches
 * @param event what it saw
 */
public record AlarmSeen(String cell, int replicate, Safeguard.Alarm alarm, AlarmEvent event)
    implements Comparable<AlarmSeen> {
  private static final Comparator<AlarmSeen> ORDER =
      Comparator.comparing(AlarmSeen::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(AlarmSeen::replicate)
          .thenComparingInt(seen -> seen.event.generation())
          .thenComparingInt(seen -> seen.event.alarm());

  /** The note on an alarm that saw nothing in a lineage. */
  public static String nothing(Safeguard.Alarm alarm) {
    return "lineages in which an alarm on "
        + alarm.metric()
        + " (subject "
        + alarm.subject().toString().toLowerCase(Locale.ROOT)
        + ", scope "
        + alarm.scope()
        + ") had no value to look at";
  }

  /** Whether it ended its lineage. */
  public boolean isStop() {
    return event.point().fired() && alarm.action() instanceof AlarmAction.Stop;
  }

  @Override
  public int compareTo(AlarmSeen other) {
    return ORDER.compare(this, other);
  }
}
