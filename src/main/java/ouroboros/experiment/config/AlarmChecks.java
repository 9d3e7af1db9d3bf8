package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.yaml.Section;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Subject;
import ouroboros.policy.Ecosystem;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.Safeguard;
import ouroboros.truth.Measure;

/** The checks of alarms that need the whole experiment. */
public final class AlarmChecks {
  private static final double MOST_FALSE = 0.05;

  private AlarmChecks() {}

  /** Refuses alarms that could never see a value. */
  static void check(Section top, Experiment experiment) {
    Set<String> problems = new TreeSet<>();
    for (Cell cell : experiment.cells()) {
      for (Safeguard.Alarm alarm : cell.safeguards().alarms()) {
        check(experiment, cell, alarm, problems);
      }
    }
    problems.forEach(problem -> top.problem("safeguards", problem));
  }

  private static void check(
      Experiment experiment, Cell cell, Safeguard.Alarm alarm, Set<String> problems) {
    boolean truth = cell.family() instanceof FamilySpec.Truth;
    if (truth && !experiment.keepsReplicates()) {
      problems.add(
          "an alarm needs the values of every replicate; with more than 1,000 give keep-replicates:"
              + " true");
    }
    if (truth && !isMeasured(experiment, cell, alarm)) {
      problems.add(
          say(
              "alarm on %s (%s), which family %s does not have; metrics.md has the metrics and"
                  + " scopes of each",
              alarm.metric(), alarm.scope(), cell.family().kind()));
    }
    if (!truth && isOfHigherOrder(alarm.metric(), experiment.metricOrder())) {
      problems.add(
          say(
              "alarm on %s, which counts n-grams of more than metric-order %d tokens; raise"
                  + " metric-order",
              alarm.metric(), experiment.metricOrder()));
    }
    if (alarm.chart().needsReference()) {
      if (alarm.reference() instanceof AlarmReference.First first
          && first.values() >= experiment.generations()) {
        problems.add(
            say(
                "reference first: %d leaves no generation of %d for the chart; it must be less",
                first.values(), experiment.generations()));
      }
      if (alarm.reference() instanceof AlarmReference.Frozen
          && experiment.corpus() != null
          && experiment.corpus().resample()) {
        problems.add(
            "reference frozen needs one R, but corpus.resample draws R again for each replicate;"
                + " give reference: {first: m}");
      }
    }
  }

  private static boolean isOfHigherOrder(String metric, int metricOrder) {
    return !MetricSelection.problems(List.of(metric), metricOrder).isEmpty();
  }

  /**
   * The metrics of an experiment: those that it names, and behind them those that an alarm watches
   * and that would not be measured otherwise.
   *
   * @param resolved where the metrics of the experiment are, which get these too
   */
  static MetricChoice withWatched(
      MetricChoice metrics, int metricOrder, List<Cell> cells, ObjectNode resolved) {
    List<String> names =
        metrics instanceof MetricChoice.Listed listed
            ? listed.names()
            : List.of(metrics instanceof MetricChoice.All ? "all" : "default");
    Set<String> measured = MetricSelection.of(names, metricOrder).names();
    Set<String> all = new LinkedHashSet<>(names);
    for (Cell cell : cells) {
      boolean isWhole =
          cell.family() instanceof FamilySpec.Truth
              && (names.contains("default") || names.contains("all"));
      cell.safeguards().alarms().stream()
          .map(Safeguard.Alarm::metric)
          .filter(name -> !isWhole && !measured.contains(name))
          .filter(name -> !isOfHigherOrder(name, metricOrder))
          .forEach(all::add);
    }
    if (all.size() == names.size()) {
      return metrics;
    }
    ArrayNode array = resolved.putArray("metrics");
    all.forEach(array::add);
    return new MetricChoice.Listed(List.copyOf(all));
  }

  private static boolean isMeasured(Experiment experiment, Cell cell, Safeguard.Alarm alarm) {
    String scope = cell.ecosystem() == null ? alarm.scope() : Ecosystem.scope(0);
    Measure measure = new Measure(alarm.metric(), scope);
    boolean guarded = alarm.subject() == Subject.GUARDED;
    return TruthCells.of(experiment, cell).column(measure, guarded) >= 0;
  }

  /**
   * One line for each chart that is likely to fire although nothing changes: where the probability
   * over the whole run is above 0.05.
   */
  public static List<String> warnings(Experiment experiment) {
    TreeMap<Safeguard.Alarm, Integer> cells =
        new TreeMap<>(Comparator.comparing(Safeguard.Alarm::toString));
    for (Cell cell : experiment.cells()) {
      cell.safeguards().alarms().forEach(alarm -> cells.merge(alarm, cell.models(), Integer::sum));
    }
    return cells.entrySet().stream()
        .map(each -> warning(experiment, each.getKey(), each.getValue()))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String warning(Experiment experiment, Safeguard.Alarm alarm, int cells) {
    boolean waits =
        alarm.chart().needsReference() && alarm.reference() instanceof AlarmReference.First;
    int skipped = waits ? ((AlarmReference.First) alarm.reference()).values() : 0;
    long values = (long) experiment.generations() - skipped;
    double one = alarm.chart().falseAlarm(Math.max(0, values));
    double lineages = (double) cells * experiment.replicates();
    double all = -StrictMath.expm1(lineages * StrictMath.log1p(-Math.min(one, 1 - 1e-12)));
    Double runLength = alarm.chart().meanRunLength();
    return all <= MOST_FALSE || runLength == null
        ? ""
        : say(
            "warning: alarm on %s, chart %s: without any change it fires with probability %.3f in a"
                + " lineage (%,d values, mean run length %.1f) and %.3f in one of the run's %,.0f"
                + " lineages; above %.2f a false alarm is likely. Give a wider limit or arl0",
            alarm.metric(),
            alarm.chart().kind(),
            one,
            values,
            runLength,
            all,
            lineages,
            MOST_FALSE);
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
