package ouroboros.experiment.loop;

import java.util.List;
import java.util.Map;
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
  /** A note: how many units refreshes asked for and the reserve no longer had. */
  public static final String RESERVE_USED_UP = "real units that a refresh found used up";

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
    Refreshed refreshed = refreshed(past, available);
    long used = refreshed.used();
    long joining = refreshed.joining();
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

  @Override
  public Map<String, Long> notes(List<R> past, AvailableUnits available) {
    long missing = watch.isEmpty() ? 0 : refreshed(past, available).missing();
    return missing == 0 ? Map.of() : Map.of(RESERVE_USED_UP, missing);
  }

  /**
   * What refreshes took.
   *
   * @param used units of the reserve, at all generations
   * @param joining how many of them join T_g
   * @param missing how many more the alarms asked for at T_g
   */
  private record Refreshed(long used, long joining, long missing) {}

  private Refreshed refreshed(List<R> past, AvailableUnits available) {
    long used = 0;
    long joining = 0;
    long missing = 0;
    for (AlarmWatch.Fired<AlarmAction.Refresh> each :
        watch.fired(seen(past), AlarmAction.Refresh.class)) {
      long wanted = each.action().real().of(available.real());
      long units = Math.min(wanted, room(each.generation() + 1, available, used));
      used += units;
      if (each.generation() == past.size() - 1) {
        joining += units;
        missing += wanted - units;
      }
    }
    return new Refreshed(used, joining, missing);
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
    return last(past, AlarmAction.Set.class);
  }

  @Override
  public Optional<AlarmAction.Switch> family(List<R> past) {
    return last(past, AlarmAction.Switch.class);
  }

  private <A extends AlarmAction> Optional<A> last(List<R> past, Class<A> kind) {
    List<AlarmWatch.Fired<A>> all = watch.isEmpty() ? List.of() : watch.fired(seen(past), kind);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).action());
  }

  /** The model that the policy names; the earliest one, if several alarms roll back at once. */
  @Override
  public int drawnFrom(List<R> past) {
    int last = past.size() - 1;
    int from = policy.drawnFrom(past.size());
    if (!watch.isEmpty()) {
      for (AlarmWatch.Fired<AlarmAction.Rollback> each :
          watch.fired(seen(past), AlarmAction.Rollback.class)) {
        from = each.generation() == last ? Math.min(from, last - each.action().k()) : from;
      }
    }
    return Math.max(0, from);
  }
}
