package ouroboros.experiment.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.Subject;
import ouroboros.random.Key;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthFamily;
import ouroboros.truth.TruthSpec;

/**
 * The lineages of a cell with a known truth, one replicate after the other. Values are a pure
 * function of cell, seed and replicate, so they do not depend on which machine computes which
 * replicate. Not thread-safe; one object serves many replicates.
 */
public final class KnownTruthLineage {
  private final TruthCell cell;
  private final @Nullable TruthFamily<?, ?> family;
  private final @Nullable MemberLineages members;
  private final Schedule schedule;

  private final AfterSeal<double[]> afterSeal;

  private KnownTruthLineage(TruthCell cell, @Nullable TruthFamily<?, ?> family, AlarmWatch watch) {
    this.cell = cell;
    this.family = family;
    this.members = family == null ? new MemberLineages(cell) : null;
    this.afterSeal = new AlarmsAfterSeal<>(watch, values -> watched(cell, values), cell.policy());
    SafeguardList alarms = new SafeguardList(List.of(), List.of(), watch.alarms(), Refill.REDRAW);
    if (family != null && alarms.mayIntervene()) {
      family.intervene(afterSeal::drawnFrom, alarms.longestRollback());
    }
    if (family != null && alarms.alarms().stream().anyMatch(KnownTruthLineage::changes)) {
      family.change(past -> changed(cell, past));
    }
    this.schedule = new Schedule(cell.policy(), cell.stock());
  }

  private static boolean changes(Safeguard.Alarm alarm) {
    return alarm.action() instanceof AlarmAction.Set
        || alarm.action() instanceof AlarmAction.Switch;
  }

  /** The cell with what alarms have changed before S_g is drawn. */
  private TruthCell changed(TruthCell own, List<double[]> past) {
    double temperature =
        afterSeal.sampling(past).map(set -> set.decoding().temperature()).orElse(own.temperature());
    TruthSpec points =
        afterSeal
            .family(past)
            .map(to -> ((FamilySpec.Truth) to.family()).truth())
            .orElse(own.family());
    return own.with(points, temperature);
  }

  /** The lineages of a cell. Cost: building the tables of the truth. */
  public static KnownTruthLineage of(TruthCell cell) {
    return of(cell, AlarmWatch.NONE);
  }

  /** The lineages of a cell with its alarms. */
  public static KnownTruthLineage of(TruthCell cell, AlarmWatch watch) {
    boolean isOne = cell.drawing().members() == null;
    return new KnownTruthLineage(cell, isOne ? TruthFamily.of(cell) : null, watch);
  }

  /** The lineages of a cell, with a family that was built before. */
  public static KnownTruthLineage of(TruthCell cell, TruthFamily<?, ?> family) {
    return new KnownTruthLineage(cell, family, AlarmWatch.NONE);
  }

  /** What alarms need to know of the values of a generation. */
  public static AlarmWatch.Values watched(TruthCell cell, double[] values) {
    return alarm -> {
      Measure measure = new Measure(alarm.metric(), alarm.scope());
      int column = cell.column(measure, alarm.subject() == Subject.GUARDED);
      return column < 0 ? Double.NaN : values[column];
    };
  }

  /**
   * All values of a replicate: [generation, measure] in the order of {@link TruthCell#columns()},
   * NaN where undefined, and after an alarm has ended the lineage.
   */
  public double[][] values(long seed, long replicate) {
    Key key = new Key(seed, replicate);
    return members == null ? values(Objects.requireNonNull(family), key) : members.values(key);
  }

  private <D, L> double[][] values(TruthFamily<D, L> points, Key key) {
    Values values = new Values(new double[cell.generations() + 1][]);
    points.start(key);
    new GenerationLoop<>(points, schedule, key, values, afterSeal).run(cell.generations());
    for (int g = 0; g < values.all.length; g++) {
      if (values.all[g] == null) {
        values.all[g] = new double[values.all[0].length];
        Arrays.fill(values.all[g], Double.NaN);
      }
    }
    return values.all;
  }

  /** Computes the values of {@code count} replicates from {@code replicateFrom} on, in order. */
  public static void run(
      TruthCell cell, long seed, long replicateFrom, int count, Consumer<double[][]> each) {
    KnownTruthLineage lineage = of(cell);
    for (int i = 0; i < count; i++) {
      each.accept(lineage.values(seed, replicateFrom + i));
    }
  }

  /**
   * Keeps the values of all generations: a known truth seals whole cells, not single generations.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Values(double[][] all) implements GenerationStore<double[]> {
    @Override
    public Optional<double[]> read(int g) {
      return Optional.empty();
    }

    @Override
    public double[] seal(int g, double[] made) {
      all[g] = made;
      return made;
    }
  }
}
