package ouroboros.report.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.expect.AlarmControls;
import ouroboros.inference.Moments;
import ouroboros.inference.Quantity;
import ouroboros.inference.StudentInterval;
import ouroboros.metric.Subject;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.safeguard.watch.AlarmRule;
import ouroboros.safeguard.watch.AlarmTrial;
import ouroboros.safeguard.watch.ChartCenter;

/**
 * Lets the rules for alarms race over the lineages of a run. Each is set by the control's draws so
 * that it rings in a given share of lineages without feedback; then the generation of its first
 * alarm is the delay. The published limits of each rule run too.
 *
 * <p>Generation 1 of the control is left out: it is generation 1 of the watched lineages too. A
 * lineage without an alarm counts with the generation after the last, so a mean delay is at most
 * that, and means of rules that ring in most lineages can be compared.
 */
public final class AlarmRace {
  private static final String METRICS = "metrics.csv";

  private final Map<String, Cell> cells;
  private final int generations;
  private final double share;

  /** [cell, quantity, replicate] the values of generations 1, 2, ... */
  private final Map<String, TreeMap<Quantity, TreeMap<Integer, double[]>>> values = new HashMap<>();

  /**
   * @param cells of the run by their names, in the order of the sweep
   * @param generations of the run
   * @param share of lineages without change in which a rule may ring, in (0, 1)
   */
  public AlarmRace(Map<String, Cell> cells, int generations, double share) {
    this.cells = new LinkedHashMap<>(cells);
    this.generations = generations;
    this.share = share;
  }

  /**
   * Reads the table of metrics of a run.
   *
   * @return false where the run has no such table
   */
  public boolean read(ReportSource run) throws IOException {
    try (ReportCsv table =
        ReportCsv.open(
            run, METRICS, "cell", "replicate", "generation", "metric", "subject", "scope")) {
      if (table == null) {
        return false;
      }
      for (ReportRow row = table.next(); row != null; row = table.next()) {
        int g = row.index("generation");
        if (g > 0) {
          Quantity quantity = new Quantity(row.text("metric"), subject(row), row.text("scope"));
          values
                  .computeIfAbsent(row.text("cell"), c -> new TreeMap<>())
                  .computeIfAbsent(quantity, q -> new TreeMap<>())
                  .computeIfAbsent(row.index("replicate"), r -> none())[g - 1] =
              row.number("value");
        }
      }
      return true;
    }
  }

  private static Subject subject(ReportRow row) throws IOException {
    String word = row.text("subject");
    return Arrays.stream(Subject.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IOException(row.place() + ": no subject is called " + word));
  }

  private double[] none() {
    double[] none = new double[generations];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** The numbers that were measured in every generation of every lineage of a cell and control. */
  public List<Quantity> quantities() {
    return cells.keySet().stream()
        .flatMap(cell -> values.getOrDefault(cell, new TreeMap<>()).keySet().stream())
        .filter(
            quantity -> cells.keySet().stream().anyMatch(cell -> field(cell, quantity).isPresent()))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What all rules did, sorted.
   *
   * @param watched the numbers that are watched
   * @param before the number whose alarms leads are measured against; null for none
   */
  public List<RaceRow> rows(Collection<Quantity> watched, @Nullable Quantity before) {
    List<RaceRow> rows = new ArrayList<>();
    for (String cell : cells.keySet()) {
      for (Quantity quantity : watched) {
        Optional<Field> field = field(cell, quantity);
        if (field.isPresent()) {
          Optional<Field> other = before == null ? Optional.empty() : field(cell, before);
          for (AlarmRule rule : AlarmRule.values()) {
            if (rule.metric().isEmpty() || rule.metric().equals(quantity.metric())) {
              rows.add(equal(cell, quantity, rule, field.get(), other));
              for (double limit : rule.published()) {
                rows.add(
                    row(cell, quantity, rule, RaceRow.Setting.PUBLISHED, limit, field.get(), null));
              }
            }
          }
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  /**
   * The lineages of a cell and of its control.
   *
   * @param control name of the cell without feedback
   * @param trial of the control's draws
   * @param lineages of the control
   * @param watched the values of each replicate
   */
  private record Field(
      String control, AlarmTrial trial, int lineages, Map<Integer, double[]> watched) {}

  private Optional<Field> field(String cell, Quantity quantity) {
    Optional<String> control = AlarmControls.of(cell, cells, generations, quantity.isTrained());
    if (control.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, double[]> own = of(cell, quantity);
    List<double[]> unchanged =
        of(control.get(), quantity).values().stream()
            .map(lineage -> Arrays.copyOfRange(lineage, 1, generations))
            .toList();
    boolean isWhole =
        !own.isEmpty()
            && own.values().stream().allMatch(AlarmRace::isWhole)
            && unchanged.stream().allMatch(AlarmRace::isWhole)
            && (long) unchanged.size() * (generations - 1) > generations + 1;
    return isWhole
        ? Optional.of(
            new Field(control.get(), new AlarmTrial(unchanged, generations), unchanged.size(), own))
        : Optional.empty();
  }

  private static boolean isWhole(double[] lineage) {
    return Arrays.stream(lineage).allMatch(Double::isFinite);
  }

  private Map<Integer, double[]> of(String cell, Quantity quantity) {
    return values.getOrDefault(cell, new TreeMap<>()).getOrDefault(quantity, new TreeMap<>());
  }

  private RaceRow equal(
      String cell, Quantity quantity, AlarmRule rule, Field field, Optional<Field> other) {
    double limit = field.trial.limit(rule, share);
    double[] leads = null;
    if (other.isPresent() && other.get().watched.keySet().equals(field.watched.keySet())) {
      double theirs = other.get().trial.limit(rule, share);
      double[] first = delays(rule, limit, field);
      double[] second = delays(rule, theirs, other.get());
      leads = new double[first.length];
      for (int i = 0; i < leads.length; i++) {
        leads[i] = second[i] - first[i];
      }
    }
    return row(cell, quantity, rule, RaceRow.Setting.EQUAL, limit, field, leads);
  }

  private RaceRow row(
      String cell,
      Quantity quantity,
      AlarmRule rule,
      RaceRow.Setting setting,
      double limit,
      Field field,
      double @Nullable [] leads) {
    double[] delays = delays(rule, limit, field);
    Moments of = moments(delays);
    Moments lead = moments(leads == null ? new double[0] : leads);
    int heldOut = setting == RaceRow.Setting.EQUAL ? field.trial.heldOut(rule, share) : -1;
    return new RaceRow(
        cell,
        field.control,
        quantity,
        rule,
        new RaceRow.Limit(
            setting,
            limit,
            field.trial.falseAlarms(rule, limit),
            heldOut < 0 ? OptionalInt.empty() : OptionalInt.of(heldOut)),
        new RaceRow.Delays(
            delays.length,
            (int) Arrays.stream(delays).filter(d -> d <= generations).count(),
            new RaceRow.Mean(of.mean(), cut(StudentInterval.of(of)))),
        new RaceRow.Mean(lead.mean(), StudentInterval.of(lead)));
  }

  /** No delay is below 1 or above the generation after the last. */
  private StudentInterval cut(StudentInterval interval) {
    return interval.low().isEmpty() || interval.high().isEmpty()
        ? interval
        : new StudentInterval(
            OptionalDouble.of(Math.max(1, interval.low().getAsDouble())),
            OptionalDouble.of(Math.min(generations + 1, interval.high().getAsDouble())));
  }

  private double[] delays(AlarmRule rule, double limit, Field field) {
    ChartCenter center = field.trial.center();
    return field.watched.values().stream()
        .mapToDouble(
            lineage -> {
              int rings = rule.rings(limit, lineage, center);
              return rings == 0 ? generations + 1 : rings;
            })
        .toArray();
  }

  private static Moments moments(double[] values) {
    Moments moments = Moments.EMPTY;
    for (double value : values) {
      moments = moments.plus(value);
    }
    return moments;
  }

  /**
   * The number that a name stands for, in scope {@code all}: of S_g, else of T_g, else of S'_g or
   * M_g; empty where it cannot be watched.
   */
  public Optional<Quantity> named(String metric) {
    return quantities().stream()
        .filter(quantity -> quantity.metric().equals(metric) && isWholeScope(quantity))
        .min(
            Comparator.comparing(
                quantity ->
                    List.of(Subject.SYNTHETIC, Subject.TRAINING, Subject.GUARDED, Subject.MODEL)
                        .indexOf(quantity.subject())));
  }

  private static boolean isWholeScope(Quantity quantity) {
    return Objects.equals(quantity.scope(), "all") || quantity.scope().startsWith("gate=");
  }
}
