package ouroboros.experiment.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.ContrastRow;
import ouroboros.inference.Moments;
import ouroboros.inference.OverReplicates;
import ouroboros.inference.PooledSpread;
import ouroboros.inference.Quantity;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.Trajectory;
import ouroboros.law.TruthLaws;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.Expectation;
import ouroboros.metric.MetricRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.policy.Ecosystem;
import ouroboros.safeguard.AlarmEvent;
import ouroboros.safeguard.AlarmSeen;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Safeguard;
import ouroboros.truth.GuardedMeasures;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;

/**
 * The rows of the tables of a run with a known truth. Their subject is {@code model}, and {@code
 * guarded} for what is measured of safeguards.
 */
public final class TruthResult {
  private final List<NamedCell> cells;
  private final List<TruthState> states;
  private final long computed;

  public TruthResult(List<NamedCell> cells, List<TruthState> states, long computed) {
    this.cells = cells;
    this.states = states;
    this.computed = computed;
  }

  /** The number of lineages that were run for this result; the others were sealed before. */
  public long computed() {
    return computed;
  }

  private interface Row {
    void of(int cell, int generation, int measure, SeriesKey key);
  }

  private void each(Row row) {
    for (int c = 0; c < cells.size(); c++) {
      List<Measure> measures = shown(c);
      for (int g = 0; g <= cells.get(c).cell().generations(); g++) {
        for (int m = 0; m < measures.size(); m++) {
          Measure measure = measures.get(m);
          row.of(
              c,
              g,
              m,
              new SeriesKey(
                  cells.get(c).name(), g, measure.metric(), subject(c, m), measure.scope()));
        }
      }
    }
  }

  /** The columns of a cell that are metrics, in order. */
  private List<Measure> shown(int c) {
    TruthCell cell = cells.get(c).cell();
    return cell.columns().subList(0, cell.measures().size() + cell.guarded().size());
  }

  private Subject subject(int c, int m) {
    return m < cells.get(c).cell().measures().size() ? Subject.MODEL : Subject.GUARDED;
  }

  /** The rows of every table. Cost: computing the laws. */
  public TruthRows rows() {
    TreeMap<String, SortedSet<String>> withoutLaw = new TreeMap<>(CodePointOrder.INSTANCE);
    List<SummaryRow> summaries = summaries(withoutLaw);
    return new TruthRows(
        metrics(),
        gates(),
        alarms(),
        summaries,
        contrasts(),
        this::trajectory,
        undefined(),
        withoutLaw);
  }

  /** The values of every replicate, sorted; empty where they are not kept. */
  public Iterable<MetricRow> metrics() {
    return () ->
        IntStream.range(0, cells.size())
            .boxed()
            .sorted(Comparator.comparing(c -> cells.get(c).name(), CodePointOrder.INSTANCE))
            .flatMap(this::metrics)
            .iterator();
  }

  private Stream<MetricRow> metrics(int c) {
    List<double[][]> kept = states.get(c).kept();
    List<Measure> measures = shown(c);
    int[] order =
        IntStream.range(0, measures.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer m) -> measures.get(m).metric())
                    .thenComparing(m -> measures.get(m).scope()))
            .mapToInt(Integer::intValue)
            .toArray();
    return IntStream.range(0, kept.size()).boxed().flatMap(r -> metrics(c, r, order));
  }

  private Stream<MetricRow> metrics(int c, int r, int[] order) {
    double[][] values = states.get(c).kept().get(r);
    List<MetricRow> rows = new ArrayList<>();
    for (int g = 0; g < values.length; g++) {
      for (int m : order) {
        Measure measure = shown(c).get(m);
        if (!Double.isNaN(values[g][m])) {
          rows.add(
              new MetricRow(
                  cells.get(c).name(),
                  r,
                  g,
                  measure.metric(),
                  subject(c, m),
                  measure.scope(),
                  values[g][m]));
        }
      }
    }
    return rows.stream();
  }

  /** What each gate did in each replicate, sorted; empty where values are not kept. */
  public Iterable<GateDecisions> gates() {
    return () ->
        IntStream.range(0, cells.size())
            .boxed()
            .sorted(Comparator.comparing(c -> cells.get(c).name(), CodePointOrder.INSTANCE))
            .flatMap(this::gates)
            .iterator();
  }

  private Stream<GateDecisions> gates(int c) {
    List<double[][]> kept = states.get(c).kept();
    TruthCell cell = cells.get(c).cell();
    int gates = cell.safeguards().gates().size();
    int from = cell.columns().size() - gates * GuardedMeasures.COUNTS;
    return IntStream.range(0, gates == 0 ? 0 : kept.size())
        .boxed()
        .flatMap(
            r ->
                IntStream.rangeClosed(1, cell.generations())
                    .filter(g -> !Double.isNaN(kept.get(r)[g][from]))
                    .boxed()
                    .map(g -> decisions(c, r, g, from)));
  }

  private GateDecisions decisions(int c, int r, int g, int from) {
    List<Safeguard.Gate> gates = cells.get(c).cell().safeguards().gates();
    double[] values = states.get(c).kept().get(r)[g];
    List<GateCounts> counts = new ArrayList<>();
    for (int k = 0; k < gates.size(); k++) {
      int at = from + k * GuardedMeasures.COUNTS;
      counts.add(
          new GateCounts(
              k + 1,
              gates.get(k).kind(),
              (long) values[at],
              (long) values[at + 1],
              0,
              (long) values[at + 2]));
    }
    return new GateDecisions(cells.get(c).name(), r, g, counts);
  }

  /** What the alarms saw, sorted; empty where values are not kept. */
  private List<AlarmSeen> alarms() {
    List<AlarmSeen> seen = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      NamedCell cell = cells.get(c);
      List<double[][]> kept = cell.hasAlarms() ? states.get(c).kept() : List.of();
      for (int r = 0; r < kept.size(); r++) {
        for (int k = 0; k < cell.watches().size(); k++) {
          AlarmWatch watch = cell.watches().get(k);
          String of = cell.watches().size() == 1 ? "" : " " + Ecosystem.scope(k);
          for (AlarmEvent event : watch.events(values(cell, k, kept.get(r)))) {
            Safeguard.Alarm alarm = watch.alarms().get(event.alarm() - 1);
            seen.add(new AlarmSeen(cell.name() + of, r, alarm, event));
          }
        }
      }
    }
    seen.sort(null);
    return seen;
  }

  /** What the alarms of a model know of generations 1, 2, .. of a replicate. */
  private static List<AlarmWatch.Values> values(NamedCell cell, int model, double[][] replicate) {
    return Stream.of(replicate)
        .skip(1)
        .map(each -> KnownTruthLineage.watched(cell.cell(), model, each))
        .toList();
  }

  /** Means over replicates with their laws, sorted. */
  public List<SummaryRow> summaries() {
    return summaries(new TreeMap<>());
  }

  private List<SummaryRow> summaries(SortedMap<String, SortedSet<String>> withoutLaw) {
    TreeMap<SeriesKey, Moments> values = new TreeMap<>();
    Map<SeriesKey, Expectation> expected = new HashMap<>();
    List<TruthLaws> laws = cells.stream().map(cell -> TruthLaws.of(cell.cell())).toList();
    TreeMap<String, SortedSet<String>> withLaw = new TreeMap<>();
    each(
        (c, g, m, key) -> {
          Moments here = states.get(c).values().at(g, m);
          if (here.count() > 0) {
            Measure measure = shown(c).get(m);
            Optional<Expectation> law =
                cells.get(c).mayAct() ? Optional.empty() : laws.get(c).expected(g, measure);
            (law.isPresent() ? withLaw : withoutLaw)
                .computeIfAbsent(key.cell(), cell -> new TreeSet<>())
                .add(measure.metric());
            values.put(key, here);
            law.ifPresent(l -> expected.put(key, l));
          }
        });
    withLaw.forEach(
        (cell, metrics) -> withoutLaw.getOrDefault(cell, new TreeSet<>()).removeAll(metrics));
    withoutLaw.values().removeIf(metrics -> metrics.isEmpty());
    return PooledSpread.summaries(
        List.copyOf(values.entrySet()), key -> Optional.ofNullable(expected.get(key)));
  }

  /** Differences of each cell from its baseline, paired by replicate, sorted. */
  public List<ContrastRow> contrasts() {
    List<ContrastRow> rows = new ArrayList<>();
    each(
        (c, g, m, key) -> {
          int baseline = cells.get(c).baseline();
          if (baseline != c) {
            OverReplicates.contrast(
                    key, cells.get(baseline).name(), states.get(c).differences().at(g, m))
                .ifPresent(rows::add);
          }
        });
    rows.sort(null);
    return PooledSpread.contrasts(rows);
  }

  /**
   * One measure of a cell through the generations: values where they are kept, otherwise moments.
   */
  private Optional<Trajectory> trajectory(String cell, Quantity quantity) {
    for (int c = 0; c < cells.size(); c++) {
      int measure = shown(c).indexOf(new Measure(quantity.metric(), quantity.scope()));
      if (cells.get(c).name().equals(cell)
          && measure >= 0
          && quantity.subject() == subject(c, measure)) {
        return states.get(c).trajectory(measure);
      }
    }
    return Optional.empty();
  }

  private SortedMap<String, Long> undefined() {
    TreeMap<String, Long> undefined = new TreeMap<>();
    each(
        (c, g, m, key) -> {
          long missing = states.get(c).replicates() - states.get(c).values().at(g, m).count();
          if (missing > 0 && (g > 0 || subject(c, m) != Subject.GUARDED)) {
            undefined.merge(key.metric(), missing, Long::sum);
          }
        });
    return undefined;
  }
}
