package ouroboros.safeguard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.safeguard.watch.Chart;
import ouroboros.safeguard.watch.ChartCenter;

/**
 * The alarms of a cell and what their charts compare with. What it says is a pure function of the
 * values of a lineage, so a resumed run and the tables say the same.
 *
 * @param alarms in the order of the list
 * @param centers of each alarm; {@link ChartCenter#UNKNOWN} where its chart needs none, or where it
 *     comes from the lineage itself
 */
public record AlarmWatch(List<Safeguard.Alarm> alarms, List<ChartCenter> centers)
    implements Serializable {
  /** No alarms. */
  public static final AlarmWatch NONE = new AlarmWatch(List.of(), List.of());

  public AlarmWatch {
    alarms = List.copyOf(alarms);
    centers = List.copyOf(centers);
  }

  /** Whether there are no alarms. */
  public boolean isEmpty() {
    return alarms.isEmpty();
  }

  /** Whether an alarm may do more than warn. */
  public boolean mayAct() {
    return new SafeguardList(List.of(), List.of(), alarms, Refill.REDRAW).mayAct();
  }

  /** What the alarms need to know of a generation. */
  @FunctionalInterface
  public interface Values {
    /** The value of the metric of an alarm; NaN where the generation has none. */
    double of(Safeguard.Alarm alarm);
  }

  /**
   * What the alarms saw, by generation, then by their order.
   *
   * @param generations the values of generations 1, 2, ..
   */
  public List<AlarmEvent> events(List<? extends Values> generations) {
    List<AlarmEvent> events = new ArrayList<>();
    List<Course> courses = new ArrayList<>();
    for (int a = 0; a < alarms.size(); a++) {
      courses.add(new Course(alarms.get(a), centers.get(a)));
    }
    for (int g = 1; g <= generations.size(); g++) {
      for (int a = 0; a < alarms.size(); a++) {
        double value = generations.get(g - 1).of(alarms.get(a));
        AlarmEvent event = courses.get(a).next(g, a + 1, value);
        if (event != null) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /** The alarms whose metric has no value in any of these generations: they saw nothing. */
  public List<Safeguard.Alarm> blind(List<? extends Values> generations) {
    return alarms.stream()
        .filter(alarm -> generations.stream().allMatch(of -> Double.isNaN(of.of(alarm))))
        .toList();
  }

  /** Whether an alarm with action {@code stop} fired in the last of these generations. */
  public boolean stops(List<? extends Values> generations) {
    return !isEmpty()
        && fired(generations, AlarmAction.Stop.class).stream()
            .anyMatch(each -> each.generation() == generations.size());
  }

  /**
   * An action of an alarm that fired.
   *
   * @param generation whose seal decided
   */
  public record Fired<A>(int generation, A action) {}

  /** The actions of one kind of the alarms that fired, in order. */
  public <A extends AlarmAction> List<Fired<A>> fired(
      List<? extends Values> generations, Class<A> kind) {
    return events(generations).stream()
        .filter(event -> event.point().fired())
        .filter(event -> kind.isInstance(alarms.get(event.alarm() - 1).action()))
        .map(
            event ->
                new Fired<>(event.generation(), kind.cast(alarms.get(event.alarm() - 1).action())))
        .toList();
  }

  /** One alarm along a lineage. */
  private static final class Course {
    private final Safeguard.Alarm alarm;
    private final List<Double> first = new ArrayList<>();
    private ChartCenter center;
    private Chart.@Nullable Running running;

    Course(Safeguard.Alarm alarm, ChartCenter center) {
      this.alarm = alarm;
      this.center = center;
      if (!waits()) {
        running = alarm.chart().start(center);
      }
    }

    private boolean waits() {
      return alarm.reference() instanceof AlarmReference.First && alarm.chart().needsReference();
    }

    /** Null while the chart has not begun, and where there is no value. */
    @Nullable AlarmEvent next(int generation, int number, double value) {
      if (Double.isNaN(value)) {
        return null;
      }
      Chart.Running chart = running;
      if (chart == null) {
        first.add(value);
        if (first.size() == ((AlarmReference.First) alarm.reference()).values()) {
          center = ChartCenter.of(first);
          running = alarm.chart().start(center);
        }
        return null;
      }
      return new AlarmEvent(generation, number, value, center, chart.next(value));
    }
  }
}
