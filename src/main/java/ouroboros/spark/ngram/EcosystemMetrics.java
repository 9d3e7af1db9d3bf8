package ouroboros.spark.ngram;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import ouroboros.experiment.members.MemberRecords;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.CountMetric;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Subject;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.RangeCounts;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.count.WeightedSum;

/** What is measured of all members of an ecosystem together, and how far they are apart. */
final class EcosystemMetrics {
  private static final String ALL = "all";

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
    MemberRecords records =
        new MemberRecords(members, member -> member.tables().training().tokens());
    MeasuredTable passed = g > 0 && records.areJudged() ? passed(g, members) : null;
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
            .with(
                drawn == null ? List.of() : drawn.measured().survival(),
                drawn == null ? trained.measured().ranks() : drawn.measured().ranks());
    return records.manifest(
        g, passed == null ? files : files.withGuarded(passed.table()), measured);
  }

  /** What passed of all pools, together. */
  private MeasuredTable passed(int g, List<Manifest> members) {
    return union(
        g,
        members.stream().map(m -> m.tables().guarded()).filter(Objects::nonNull).toList(),
        "/P",
        Subject.GUARDED);
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
}
