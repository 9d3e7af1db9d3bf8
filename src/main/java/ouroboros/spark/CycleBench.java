package ouroboros.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Names;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.CountMetric;
import ouroboros.metric.Measurement;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.RarefiedMetric;
import ouroboros.metric.SafeguardMetric;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SizeMetric;
import ouroboros.spark.cluster.JobTotals;
import ouroboros.spark.cluster.StepClock;

/**
 * The benchmark of whole generations: a complete run of one lineage on a file with one sentence per
 * line. Its folder is deleted at the end.
 */
public final class CycleBench {
  /** Longer than a benchmark, in seconds. */
  private static final double EVERYTHING = 1e9;

  private CycleBench() {}

  /**
   * Runs generations and returns their cost. The wall seconds contain drawing, counting, measuring,
   * sealing and fitting, but not the preparation of the corpus and the counting of R. For the stage
   * {@code measure} they are the task seconds of measuring. The task CPU seconds are those of the
   * tasks of the same generations.
   *
   * @param metrics which of the metrics that the stage measures
   * @param settings overrides of the run's spec, as for {@code --set}
   */
  public static Map<String, Object> run(
      Session session,
      String stage,
      String corpus,
      int order,
      String smoothing,
      int generations,
      Asked metrics,
      List<String> settings,
      PrintStream console)
      throws IOException {
    boolean evaluated = stage.equals("evaluate");
    boolean tested = evaluated || metrics == Asked.ALL;
    String spec =
        String.format(
            Locale.ROOT,
            """
            name: bench
            seed: 42
            corpus:
              source: "%s"
              tokenizer: whitespace
              sentences: lines
              documents: line
              lower-case: false
              split: {real: %s, reserve: 0.0, guard: 0.0, test: %s}
            family: {kind: ngram, order: %d, smoothing: {kind: %s}}
            policy: {kind: replace}
            sampling: {backend: sentences}
            generations: %d
            keep: last
            metric-order: %d
            metrics: %s
            evaluation: {order: %d}
            """,
            corpus,
            tested ? "0.9" : "1.0",
            tested ? "0.1" : "0.0",
            order,
            smoothing,
            generations,
            Math.min(order, 3),
            evaluated ? "default" : measured(stage, metrics),
            order);
    Path folder = OwnFiles.local(Files.createTempDirectory("ouroboros-bench"));
    try (JobTotals totals = JobTotals.listen(session.spark().sparkContext())) {
      Experiment experiment = SpecFile.parse("bench", spec, settings);
      OutFolder out = ExperimentRun.folder(folder.resolve("out").toString());
      out.claim(experiment);
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      Map<StepClock.Step, Double> before = StepClock.seconds(spark);
      double begun = processSeconds();
      RunFacts facts = ExperimentRun.run(experiment, session, out, console, false);
      double seconds = facts.seconds().getOrDefault("generations", 0.0);
      JobTotals.Sums ofGenerations = totals.inTheLast(seconds);
      double driver = processSeconds() - begun - totals.inTheLast(EVERYTHING).cpuSeconds();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("stage", stage);
      line.put("order", order);
      line.put("smoothing", smoothing);
      line.put("generations", generations);
      line.put("tokens", facts.tokens());
      Map<String, Double> steps = new LinkedHashMap<>();
      StepClock.seconds(spark)
          .forEach(
              (step, until) ->
                  steps.put(
                      step.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                      until - before.getOrDefault(step, 0.0)));
      double taken = stage.equals("measure") ? steps.getOrDefault(stage, 0.0) : seconds;
      line.put("seconds", taken);
      line.put("tokensPerSecond", facts.tokens() / taken);
      line.put("taskSeconds", steps);
      line.putAll(new TreeMap<>(ofGenerations.named()));
      line.put("otherCpuSeconds", driver);
      line.put("generationSeconds", facts.generationSeconds());
      line.put("peakMemoryBytes", peakMemory());
      line.putAll(disk(folder.resolve("out")));
      candidates(StoredRun.open(out))
          .ifPresent(each -> line.put(SafeguardMetric.CANDIDATES.id(), each));
      return line;
    } finally {
      OwnFiles.remove(folder);
    }
  }

  /** Candidates a unit, the mean of all generations; empty where no gate judges any. */
  private static OptionalDouble candidates(StoredRun run) {
    return IntStream.rangeClosed(1, run.generations())
        .mapToObj(g -> run.manifest(run.cells().get(0), 0, g))
        .flatMap(Optional::stream)
        .flatMap(manifest -> manifest.record().measured().measurements().stream())
        .filter(row -> row.metric().equals(SafeguardMetric.CANDIDATES.id()))
        .mapToDouble(Measurement::value)
        .average();
  }

  /** CPU seconds of this process, of the driver and of tasks. */
  static double processSeconds() {
    return java.lang.management.ManagementFactory.getPlatformMXBean(
                com.sun.management.OperatingSystemMXBean.class)
            .getProcessCpuTime()
        / 1e9;
  }

  /** What a run left on disk: key ranges of R, files and bytes, and the largest manifest. */
  static Map<String, Object> disk(Path out) throws IOException {
    long files = 0;
    long bytes = 0;
    long manifest = 0;
    long ranges = 0;
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        long size = Files.size(file);
        files++;
        bytes += size;
        String name = String.valueOf(file.getFileName());
        manifest = name.startsWith("manifest-") ? Math.max(manifest, size) : manifest;
        String place = out.relativize(file).toString();
        ranges += place.startsWith("real/order-") && name.matches("R-[0-9].*") ? 1 : 0;
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("keyRanges", ranges);
    facts.put("files", files);
    facts.put("diskBytes", bytes);
    facts.put("manifestBytes", manifest);
    return facts;
  }

  /** Which of the metrics without an evaluation model are measured. */
  public enum Asked {
    /** Those of {@code metrics: default}. */
    DEFAULT,
    /** All of them; a tenth of the corpus becomes the test text, which some of them need. */
    ALL;

    @Override
    public String toString() {
      return Names.of(this);
    }
  }

  /**
   * The metrics of a stage, as the spec lists them: {@code cycle} has those that are computed from
   * counts, {@code measure} also those of whole sentences.
   */
  private static String measured(String stage, Asked metrics) {
    return MetricCatalogue.all().stream()
        .filter(metric -> metrics == Asked.ALL || metric.isDefault())
        .filter(metric -> metric != SentenceMetric.PLANTED_SHARE)
        .filter(
            metric ->
                metric instanceof SizeMetric
                    || metric == SafeguardMetric.CANDIDATES
                    || metric instanceof CountMetric
                    || metric instanceof RarefiedMetric
                    || (metric instanceof SentenceMetric && stage.equals("measure")))
        .map(metric -> "'" + metric.id() + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Greatest heap use, in bytes: the sum of the peaks of all heap pools. */
  static long peakMemory() {
    return java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
