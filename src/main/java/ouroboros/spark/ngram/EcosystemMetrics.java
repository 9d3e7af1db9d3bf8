package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.CountMetric;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.Subject;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.RangeCounts;
import ouroboros.policy.Ecosystem;
import ouroboros.safeguard.GateCounts;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.count.WeightedSum;

/** What is measured of all members of an ecosystem together, and how far they are apart. */
final class EcosystemMetrics {
  private static final String ALL = "all";

  private static final Set<String> OF_GATES =
      Arrays.stream(SafeguardMetric.values()).map(Metric::id).collect(Collectors.toSet());

  /** Those of them that are numbers of units. */
  private static final Set<String> AMOUNTS =
      Set.of(SafeguardMetric.REAL_UNITS_USED.id(), SafeguardMetric.REVIEWED_UNITS.id());

  private final NgramContext context;
  private final Lineage lineage;
  private final GenerationMetrics metrics;

  EcosystemMetrics(NgramContext context, Lineage lineage) {
    this.context = context;
    this.lineage = lineage;
    this.metrics = new GenerationMetrics(context, lineage.cell());
  }

  /**
   * The record of a generation: scope {@code all} is the union of the members' units; what the
   * members measured of all of theirs has their scope.
   *
   * @param members the sealed generation of each
   */
  Manifest manifest(int g, List<Manifest> members) {
    List<CountTable> synthetic =
        members.stream().map(m -> m.tables().synthetic()).filter(Objects::nonNull).toList();
    List<CountTable> training = members.stream().map(m -> m.tables().training()).toList();
    MeasuredTable drawn = g == 0 ? null : union(g, synthetic, "/S", Subject.SYNTHETIC);
    MeasuredTable trained = union(g, training, "/T", Subject.TRAINING);
    boolean isJudged = g > 0 && members.stream().allMatch(m -> m.record().gates() != null);
    MeasuredTable passed = isJudged ? passed(g, members) : null;
    GenerationFiles files =
        GenerationFiles.ofCounts(drawn == null ? null : drawn.table(), trained.table(), null);
    Measured measured =
        drawn == null
            ? trained.measured()
            : drawn.measured().and(apart(synthetic, drawn, Subject.SYNTHETIC));
    measured =
        (drawn == null ? measured : measured.and(trained.measured()))
            .and(apart(training, trained, Subject.TRAINING))
            .and(passed == null ? Measured.EMPTY : passed.measured())
            .and(isJudged ? gates(members) : List.of(), Map.of())
            .and(ofMembers(members), Map.of())
            .with(
                drawn == null ? List.of() : drawn.measured().survival(),
                drawn == null ? trained.measured().ranks() : drawn.measured().ranks());
    List<String> recipe = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      for (String line : members.get(k).record().recipe()) {
        recipe.add(Ecosystem.scope(k) + ": " + line);
      }
    }
    return Manifest.of(
        g,
        passed == null ? files : files.withGuarded(passed.table()),
        new GenerationRecord(
            members.stream().mapToLong(m -> m.record().units()).sum(),
            recipe,
            measured,
            ledger(members),
            members.get(0).record().samples(),
            List.of(),
            isJudged ? record(members) : null));
  }

  /** What passed of all pools, together. */
  private MeasuredTable passed(int g, List<Manifest> members) {
    return union(
        g,
        members.stream().map(m -> m.tables().guarded()).filter(Objects::nonNull).toList(),
        "/P",
        Subject.GUARDED);
  }

  /** What the gates of all members did: amounts are sums, other numbers are means. */
  private static List<Measurement> gates(List<Manifest> members) {
    List<Measurement> rows = new ArrayList<>();
    Map<Place, List<Double>> all = new LinkedHashMap<>();
    for (Manifest member : members) {
      for (Measurement row : member.record().measured().measurements()) {
        if (OF_GATES.contains(row.metric())) {
          all.computeIfAbsent(
                  new Place(row.metric(), row.subject(), row.scope()), p -> new ArrayList<>())
              .add(row.value());
        }
      }
    }
    all.forEach(
        (place, values) -> {
          double sum = values.stream().mapToDouble(x -> x).sum();
          boolean isSum = AMOUNTS.contains(place.metric);
          rows.add(
              new Measurement(
                  place.metric, place.subject, place.scope, isSum ? sum : sum / values.size()));
        });
    return rows;
  }

  private record Place(String metric, Subject subject, String scope) {}

  /** What the gates of all members counted together. */
  private static GateRecord record(List<Manifest> members) {
    List<GateRecord> each =
        members.stream().map(m -> m.record().gates()).filter(Objects::nonNull).toList();
    return new GateRecord(
        each.stream().mapToLong(GateRecord::units).sum(),
        List.of(),
        each.stream().map(GateRecord::counts).reduce(GateCounts::sum).orElse(List.of()),
        each.stream().mapToLong(GateRecord::realUnits).sum(),
        each.stream().mapToLong(GateRecord::realTokens).sum());
  }

  private MeasuredTable union(int g, List<CountTable> tables, String prefix, Subject subject) {
    ScanRequest request =
        ScanRequest.NOTHING
            .against(context.reference().real(), context.experiment().metricOrder())
            .with(context.reference().scan());
    ScannedTable counted =
        context.jobs().merge(WeightedSum.of(tables), lineage.folder(g) + prefix, request);
    return metrics.counted(counted, subject);
  }

  /** The rows of the members for all of their units, under their scope. */
  private static List<Measurement> ofMembers(List<Manifest> members) {
    List<Measurement> rows = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      for (Measurement row : members.get(k).record().measured().measurements()) {
        if (row.scope().equals(ALL)) {
          rows.add(new Measurement(row.metric(), row.subject(), Ecosystem.scope(k), row.value()));
        }
      }
    }
    return rows;
  }

  /** The distance between members, and the share of diversity between them. */
  private Measured apart(List<CountTable> tables, MeasuredTable union, Subject subject) {
    int orders = context.experiment().metricOrder();
    double[] distance = new double[orders + 1];
    double within = 0;
    for (int i = 0; i < tables.size(); i++) {
      List<ScannedTable> others = against(tables.get(i), tables.subList(0, i + 1));
      for (int j = 0; j < i; j++) {
        for (int n = 1; n <= orders; n++) {
          CountState pairs = CountState.of(n, others.get(j).counts().pairs(n));
          distance[n] += CountMetric.JS.of(pairs);
        }
      }
      within += CountMetric.HETEROZYGOSITY.of(CountState.of(1, others.get(i).counts().pairs(1)));
    }
    double pairs = tables.size() * (tables.size() - 1) / 2.0;
    MetricSelection wanted = context.reference().wanted();
    Measurements into = new Measurements();
    for (int n = 1; n <= orders; n++) {
      if (wanted.includes(EcosystemMetric.BETWEEN_JS, n)) {
        into.add(EcosystemMetric.BETWEEN_JS, n, subject, ALL, distance[n] / pairs);
      }
    }
    if (wanted.includes(EcosystemMetric.FST)) {
      RangeCounts counts = Objects.requireNonNull(union.counts());
      double all = CountMetric.HETEROZYGOSITY.of(CountState.of(1, counts.pairs(1)));
      into.add(EcosystemMetric.FST, subject, ALL, 1 - within / tables.size() / all);
    }
    return Measured.of(into, new TreeMap<>());
  }

  /** Compares tables with one of them. */
  private List<ScannedTable> against(CountTable table, List<CountTable> others) {
    return context
        .jobs()
        .merge(
            others.stream().map(other -> WeightedSum.of(List.of(other))).toList(),
            others.stream().map(other -> lineage.folder() + "unused").toList(),
            ScanRequest.NOTHING.against(table, context.experiment().metricOrder()));
  }

  /** What people and each generation gave to the training sets of all members together. */
  private static List<Manifest.Share> ledger(List<Manifest> members) {
    TreeMap<Integer, Manifest.Share> all = new TreeMap<>();
    double mass = members.stream().mapToDouble(m -> m.tables().training().tokens()).sum();
    for (Manifest member : members) {
      double weight = mass > 0 ? member.tables().training().tokens() / mass : 0;
      for (Manifest.Share own : member.record().ledger()) {
        Manifest.Share of =
            new Manifest.Share(
                own.author(),
                own.depth(),
                own.units(),
                own.tokens(),
                own.share() * weight,
                own.writers());
        all.merge(
            own.author(),
            of,
            (a, b) ->
                new Manifest.Share(
                    a.author(),
                    Math.max(a.depth(), b.depth()),
                    a.units() + b.units(),
                    a.tokens() + b.tokens(),
                    a.share() + b.share(),
                    Manifest.Written.sum(List.of(a.writers(), b.writers()))));
      }
    }
    return List.copyOf(all.values());
  }
}
