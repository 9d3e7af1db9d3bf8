package ouroboros.experiment.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.Subject;
import ouroboros.policy.Ecosystem;
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

  private KnownTruthLineage(
      TruthCell cell, @Nullable TruthFamily<?, ?> family, List<AlarmWatch> watches) {
    AlarmWatch watch = watches.isEmpty() ? AlarmWatch.NONE : watches.get(0);
    this.cell = cell;
    this.family = family;
    this.members = family == null ? new MemberLineages(cell, watches) : null;
    this.afterSeal = family == null ? AfterSeal.none() : alarms(cell, family, watch);
    this.schedule = new Schedule(cell.policy(), cell.stock());
  }

  /** What the alarms of a model decide; its family is told what they change. */
  static AfterSeal<double[]> alarms(TruthCell cell, TruthFamily<?, ?> family, AlarmWatch watch) {
    AfterSeal<double[]> afterSeal =
        new AlarmsAfterSeal<>(watch, values -> watched(cell, 0, values), cell.policy());
    SafeguardList alarms = new SafeguardList(List.of(), List.of(), watch.alarms(), Refill.REDRAW);
    if (alarms.mayIntervene()) {
      family.intervene(afterSeal::drawnFrom, alarms.longestRollback());
    }
    if (alarms.alarms().stream().anyMatch(KnownTruthLineage::changes)) {
      family.change(past -> changed(cell, afterSeal, past));
    }
    return afterSeal;
  }

  private static boolean changes(Safeguard.Alarm alarm) {
    return alarm.action() instanceof AlarmAction.Set
        || alarm.action() instanceof AlarmAction.Switch;
  }

  /** The cell with what alarms have changed before S_g is drawn. */
  private static TruthCell changed(
      TruthCell own, AfterSeal<double[]> afterSeal, List<double[]> past) {
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
    return of(cell, List.of());
  }

  /**
   * The lineages of a cell with its alarms.
   *
   * @param watches of each of its models; empty where there are none
   */
  public static KnownTruthLineage of(TruthCell cell, List<AlarmWatch> watches) {
    boolean isOne = cell.drawing().members() == null;
    return new KnownTruthLineage(cell, isOne ? TruthFamily.of(cell) : null, watches);
  }

  /** The lineages of a cell that has one model, with its alarms. */
  public static KnownTruthLineage of(TruthCell cell, AlarmWatch watch) {
    return of(cell, List.of(watch));
  }

  /** The lineages of a cell, with a family that was built before. */
  public static KnownTruthLineage of(TruthCell cell, TruthFamily<?, ?> family) {
    return new KnownTruthLineage(cell, family, List.of());
  }

  /**
   * What the alarms of a model need to know of the values of a generation.
   *
   * @param model its number, where the cell has several
   */
  public static AlarmWatch.Values watched(TruthCell cell, int model, double[] values) {
    boolean isOne = cell.drawing().members() == null;
    return alarm -> {
      Measure measure = new Measure(alarm.metric(), isOne ? alarm.scope() : Ecosystem.scope(model));
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
    return filled(values.all);
  }

  /** The same with NaN after the last generation. */
  static double[][] filled(double[][] values) {
    for (int g = 0; g < values.length; g++) {
      if (values[g] == null) {
        values[g] = new double[values[0].length];
        Arrays.fill(values[g], Double.NaN);
      }
    }
    return values;
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
