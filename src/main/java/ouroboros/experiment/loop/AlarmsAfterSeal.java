package ouroboros.experiment.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmWatch;

/**
 * The alarms of a lineage, which decide from what is sealed.
 *
 * @param watch the alarms
 * @param values of a record
 * @param policy of the lineage
 * @param <R> the record of a generation
 */
public record AlarmsAfterSeal<R>(
    AlarmWatch watch, Function<R, AlarmWatch.Values> values, Policy policy)
    implements AfterSeal<R> {
  private List<AlarmWatch.Values> seen(List<R> past) {
    return past.stream().skip(1).map(values).toList();
  }

  @Override
  public Decision decide(List<R> past) {
    return !watch.isEmpty() && watch.stops(seen(past)) ? Decision.STOP : Decision.CONTINUE;
  }

  /**
   * What refreshes take. The policy takes the reserve from its beginning, refreshes from its end,
   * so that no unit is used twice. A known truth has points without end; there refreshes begin in
   * the middle.
   */
  @Override
  public List<RecipeLine> joins(List<R> past, AvailableUnits available) {
    if (watch.isEmpty()) {
      return List.of();
    }
    long used = 0;
    long joining = 0;
    for (AlarmWatch.Fired<AlarmAction.Refresh> each :
        watch.fired(seen(past), AlarmAction.Refresh.class)) {
      long wanted = each.action().real().of(available.real());
      long units = Math.min(wanted, room(each.generation() + 1, available, used));
      used += units;
      joining += each.generation() == past.size() - 1 ? units : 0;
    }
    if (policy.reserveUnits(past.size(), available) + used > available.reserve()) {
      throw new IllegalStateException(
          "generation "
              + past.size()
              + ": policy "
              + policy.kind()
              + " needs real units that refreshes of alarms have used; the reserve has "
              + available.reserve()
              + ". Give a larger reserve, or a smaller real of refresh");
    }
    return joining == 0
        ? List.of()
        : List.of(
            new RecipeLine(
                new Source.Reserve(policy.orderBy()),
                new Choice.Slice(from(available, used)),
                joining,
                RecipeLine.ONE));
  }

  /** Units of the reserve that are left when T_g is made. */
  private long room(int g, AvailableUnits available, long used) {
    return Math.max(0, available.reserve() - policy.reserveUnits(g, available) - used);
  }

  private static long from(AvailableUnits available, long used) {
    return available.reserve() == AvailableUnits.ENDLESS
        ? AvailableUnits.ENDLESS / 2 - used
        : available.reserve() - used;
  }

  @Override
  public Optional<AlarmAction.Set> sampling(List<R> past) {
    List<AlarmWatch.Fired<AlarmAction.Set>> all =
        watch.isEmpty() ? List.of() : watch.fired(seen(past), AlarmAction.Set.class);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).action());
  }

  /** The earliest model, if several alarms roll back at once. */
  @Override
  public int drawnFrom(List<R> past) {
    int last = past.size() - 1;
    int from = last;
    if (!watch.isEmpty()) {
      for (AlarmWatch.Fired<AlarmAction.Rollback> each :
          watch.fired(seen(past), AlarmAction.Rollback.class)) {
        from = each.generation() == last ? Math.min(from, last - each.action().k()) : from;
      }
    }
    return Math.max(0, from);
  }
}
