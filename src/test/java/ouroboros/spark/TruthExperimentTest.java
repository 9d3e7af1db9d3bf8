package ouroboros.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.ChecksummedFile;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.report.ReportSource;
import ouroboros.report.console.ConsoleFindings;
import ouroboros.report.table.TruthTables;

/**
 * Whole experiments with a known truth: one answer, for any number of cores and any kills and
 * extensions.
 */
@Tag("spark")
class TruthExperimentTest {
  private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());
  private static final String SPEC =
      """
      name: truth
      seed: 9
      real: 8
      size: 8
      generations: 3
      replicates: 5000
      sweep:
        family.dimension: [1, 2]
        policy: [{kind: replace}, {kind: frozen}, {kind: mixture, real-share: 0.5}]
      family: {kind: gaussian}
      """;

  private static final String GUARDED =
      """
      name: guarded
      seed: 9
      real: 20
      size: 20
      generations: 3
      replicates: 1100
      keep-replicates: true
      family: {kind: categorical, types: 3}
      sweep:
        policy: [{kind: replace}, {kind: mixture, real-share: 0.5}]
        safeguards:
          - []
          - [{kind: thin, share: 0.3}, {kind: critic, keep-rates: [0.9, 0.5, 0.7]}]
          - [{kind: best-of, candidates: 3, reward: {values: [1, 0, 2]}}, {kind: detector, recall: 0.5, false-alarm: 0.2}]
          - [{kind: review, budget: 9, by: {critic: {keep-rates: [1, 0, 1]}, error: 0.1}, rest: pass}]
        refill: [shrink, real]
      """;

  @TempDir static Path folder;

  @Tag("slow")
  @Test
  void gatesGiveTheSameOnAnyNumberOfCoresAndAfterAKill() throws IOException {
    Map<String, String> expected =
        run(Runs.session("local[1]", Map.of()), GUARDED, folder.resolve("guarded"));
    assertThat(expected).containsKey("gates.csv");
    Path out = folder.resolve("guarded-resumed");
    Session session = Runs.session("local[7]", Map.of());
    run(session, GUARDED, out, "replicates=1024");
    assertThat(run(session, GUARDED, out)).isEqualTo(expected);
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      Path seal = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      Files.writeString(seal, Files.readString(seal).substring(0, 500));
    }
    assertThat(run(session, GUARDED, out)).isEqualTo(expected);
  }

  /**
   * The synthetic points of a pool in which nothing is real: no further candidate passes either.
   */
  @Test
  void whatPassesNothingIsFoundBeforeTheRun() {
    String spec =
        SPEC.substring(0, SPEC.indexOf("sweep"))
            + """
            family: {kind: gaussian}
            policy: {kind: mixture, real-share: 0}
            safeguards: [{kind: detector, recall: 1, false-alarm: 0}]
            """;
    assertThatThrownBy(
            () -> outcome(Runs.session(), spec, folder.resolve("nothing"), "replicates=2"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("gate 1 (detector) passes none of 10,000 units of a pool");
    assertThat(folder.resolve("nothing")).doesNotExist();
  }

  @Test
  void whatGatesDidIsInTheTables() throws IOException {
    Path out = folder.resolve("gates");
    outcome(Runs.session(), GUARDED, out, "replicates=3");
    List<Map<String, String>> rows = Runs.rows(out.resolve("gates.csv"));
    assertThat(rows).hasSize(3 * 3 * 2 * 2 * (2 + 2 + 1));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(Long.parseLong(row.get("offered")))
                    .isEqualTo(
                        Long.parseLong(row.get("kept")) + Long.parseLong(row.get("dropped"))));
    assertThat(Runs.rows(out.resolve("metrics.csv")).stream().map(row -> row.get("subject")))
        .contains("guarded", "model");
    assertThat(Runs.rows(out.resolve("summary.csv")))
        .filteredOn(row -> row.get("metric").equals("gate-kept"))
        .allMatch(row -> row.get("subject").equals("guarded") && !row.get("generation").equals("0"))
        .isNotEmpty();
    outcome(Runs.session(), SPEC, folder.resolve("no-gates"), "replicates=3");
    assertThat(folder.resolve("no-gates").resolve("gates.csv")).doesNotExist();
  }

  @Test
  void isTheSameOnAnyNumberOfCores() throws IOException {
    Map<String, String> expected = null;
    for (int cores : List.of(1, 2, 7, 64)) {
      Session session = Runs.session("local[" + cores + "]", Map.of());
      Map<String, String> tables = run(session, SPEC, folder.resolve("cores-" + cores));
      Map<String, String> kept =
          run(session, SPEC, folder.resolve("kept-" + cores), "replicates=50");
      kept.forEach((name, text) -> tables.put("kept " + name, text));
      assertThat(tables).containsKey("kept metrics.csv").doesNotContainKey("metrics.csv");
      if (expected == null) {
        expected = tables;
      }
      assertThat(tables).isEqualTo(expected);
    }
  }

  @Test
  void everyFamilyRunsUnderEveryPolicy() throws IOException {
    String all =
        """
        name: all
        seed: 9
        real: 30
        size: 20
        generations: 3
        replicates: 2
        sweep:
          family:
            - {kind: gaussian, dimension: 2, divisor: n-1, spread: 0.9}
            - {kind: gaussian-mixture, truth: {weights: [1], means: [[0]], covariances: [[[1]]]}}
            - {kind: categorical, types: 5}
            - {kind: categorical, probabilities: [0.2, 0.8]}
            - {kind: zipf, types: 1000, cut: 100}
            - {kind: poisson}
            - {kind: linear-regression, features: 2}
            - {kind: kernel-density}
          policy:
            - {kind: replace}
            - {kind: accumulate}
            - {kind: accumulate-subsample, size: {share: 0.5}}
            - {kind: anchor, real: {share: 0.5}}
            - {kind: fresh, real: 7}
            - {kind: mixture, real-share: 0.5}
            - {kind: weighted, real: {units: 10}, real-weight: 0.3}
            - {kind: window, last: 2, keep-real: true}
            - {kind: decay, half-life: 2}
            - {kind: partial, share: 0.5}
            - {kind: growing, factor: 1.5}
            - {kind: growing, power: 1}
            - {kind: contaminated, schedule: [0.2, 0.5], source: fresh}
            - {kind: frozen}
            - {kind: bootstrap}
            - {kind: fresh-disjoint}
        """;
    Session session = Runs.session();
    var rows = outcome(session, all, folder.resolve("all")).rows();
    assertThat(rows.summaries().stream().map(row -> row.key().cell()).distinct()).hasSize(128);
    assertThat(rows.withoutLaw().keySet()).contains("family=poisson;policy=bootstrap");
  }

  @Test
  void isDoneOnceAndGrows() throws IOException {
    Session session = Runs.session("local[1]", Map.of());
    Path out = folder.resolve("grows");
    assertThat(computed(session, out, "replicates=2048")).isEqualTo(6 * 2048);
    assertThat(computed(session, out, "replicates=2048")).isZero();
    assertThat(computed(session, out)).isEqualTo(6 * (5000 - 2048));
    assertThat(tables(out)).isEqualTo(run(session, SPEC, folder.resolve("at-once")));
    String more = SPEC.replace("{kind: replace},", "{kind: replace}, {kind: accumulate},");
    assertThat(run(session, more, out)).isEqualTo(run(session, more, folder.resolve("wide")));
    assertThat(run(session, more, out, "generations=4"))
        .isEqualTo(run(session, more, folder.resolve("long"), "generations=4"));
  }

  /** Each cell is then compared with another one than before. */
  @Test
  void aControlCanBeAddedLater() throws IOException {
    Session session = Runs.session();
    Path out = folder.resolve("control");
    String without = SPEC.replace("{kind: frozen}, ", "");
    run(session, without, out, "replicates=50");
    assertThat(run(session, SPEC, out, "replicates=50"))
        .isEqualTo(run(session, SPEC, folder.resolve("control-at-once"), "replicates=50"));
  }

  @Test
  void whatWasCutIsRunAgain() throws IOException {
    Session session = Runs.session();
    Path out = folder.resolve("cut");
    final Map<String, String> expected = run(session, SPEC, out);
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      Path seal = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      Files.writeString(seal, Files.readString(seal).substring(0, 500));
    }
    assertThat(computed(session, out)).isEqualTo(5000);
    assertThat(tables(out)).isEqualTo(expected);
  }

  /** Seals of version 0.1.0 are read, and it is said that they do not say whose they are. */
  @Test
  void sealsWithoutAnOwnerAreNamed() throws IOException {
    Session session = Runs.session();
    Path out = folder.resolve("nameless");
    Map<String, String> expected = run(session, SPEC, out, "replicates=5");
    OutFolder to = ExperimentRun.folder(out.toString());
    assertThat(SealedFiles.check(to).nameless()).isEmpty();
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path seal : files.filter(Files::isRegularFile).toList()) {
        String json = Files.readString(seal).split("\n", 2)[1];
        ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(json);
        tree.put("format", 1).remove("owner");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(seal.toUri());
        ChecksummedFile.write(to.files(), path, new ObjectMapper().writeValueAsBytes(tree));
      }
    }
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    OutFolder again = ExperimentRun.folder(out.toString());
    Experiment experiment =
        again.claim(SpecFile.parse("x.yaml", SPEC, List.of("replicates=5"))).experiment();
    TruthExperiment.Outcome outcome =
        TruthExperiment.run(experiment, session, again, new PrintStream(console, true, UTF_8));
    assertThat(outcome.facts().computed()).isZero();
    assertThat(console.toString(UTF_8)).contains("which do not say whose they are", ": 6");
    assertThat(tables(out)).isEqualTo(expected);
    assertThat(SealedFiles.check(again).nameless()).hasSize(6);
  }

  /** Looks: 5 replicates, again, 9 replicates, 2 (none), 9 in another folder at once. */
  @Test
  void looksAreCountedAndOutliveTheTables() throws IOException {
    Session session = Runs.session();
    Path out = folder.resolve("looks");
    assertThat(look(session, out, "replicates=2")).isEqualTo("0 []");
    String first = "{\"replicates\":5,\"generations\":3,\"cells\":6}";
    assertThat(look(session, out, "replicates=5")).isEqualTo("1 [" + first + "]");
    String verdicts = Files.readString(out.resolve("verdicts.csv"));
    Files.delete(out.resolve("run.json"));
    Files.delete(out.resolve("verdicts.csv"));
    assertThat(look(session, out, "replicates=5")).isEqualTo("1 [" + first + "]");
    assertThat(Files.readString(out.resolve("verdicts.csv"))).isEqualTo(verdicts);
    String second = first.replace(":5", ":9");
    assertThat(ConsoleFindings.text(ReportSource.folder(out))).doesNotContain("last look");
    assertThat(look(session, out, "replicates=9")).isEqualTo("2 [" + first + "," + second + "]");
    assertThat(ConsoleFindings.text(ReportSource.folder(out)))
        .contains(" since the last look (5 replicates, 3 generations, 6 cells)");
    Path once = folder.resolve("looked-once");
    assertThat(look(session, once, "replicates=9")).isEqualTo("1 [" + second + "]");
    List<Double> twice = adjusted(out);
    List<Double> atOnce = adjusted(once);
    for (int i = 0; i < twice.size(); i++) {
      assertThat(twice.get(i)).isCloseTo(Math.min(1, 8 * atOnce.get(i)), within(1e-12));
    }
    assertThat(twice).hasSizeGreaterThan(10);
  }

  private static String look(Session session, Path out, String replicates) throws IOException {
    outcome(session, SPEC, out, replicates);
    JsonNode run = new ObjectMapper().readTree(out.resolve("run.json").toFile());
    return run.get("look") + " " + run.get("looks");
  }

  /** Both tables have the same tests, so values that are cut at 1 are cut in both. */
  private static List<Double> adjusted(Path out) throws IOException {
    return Runs.rows(out.resolve("verdicts.csv")).stream()
        .map(row -> row.get("p-adjusted"))
        .filter(p -> !p.isEmpty())
        .map(Double::valueOf)
        .toList();
  }

  private static long computed(Session session, Path out, String... overrides) throws IOException {
    return outcome(session, SPEC, out, overrides).facts().computed();
  }

  private static TruthExperiment.Outcome outcome(
      Session session, String spec, Path out, String... overrides) throws IOException {
    OutFolder to = ExperimentRun.folder(out.toString());
    Experiment experiment =
        to.claim(SpecFile.parse("x.yaml", spec, List.of(overrides))).experiment();
    TruthExperiment.Outcome outcome = TruthExperiment.run(experiment, session, to, QUIET);
    TruthTables.write(experiment, to, outcome.rows(), outcome.facts());
    return outcome;
  }

  private static Map<String, String> run(
      Session session, String spec, Path out, String... overrides) throws IOException {
    outcome(session, spec, out, overrides);
    return tables(out);
  }

  /** The tables that depend only on the experiment, without the numbers of folders. */
  private static Map<String, String> tables(Path out) throws IOException {
    Map<String, String> tables = new TreeMap<>();
    for (String name : List.of("metrics.csv", "summary.csv", "contrasts.csv", "gates.csv")) {
      if (Files.exists(out.resolve(name))) {
        tables.put(name, Files.readString(out.resolve(name)));
      }
    }
    return tables;
  }
}
