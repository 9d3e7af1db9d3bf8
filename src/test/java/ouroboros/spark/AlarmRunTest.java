package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.config.AlarmChecks;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.report.OutSource;
import ouroboros.report.console.ConsoleAlarms;
import ouroboros.report.table.TruthTables;

/** Alarms from the experiment file to {@code alarms.csv}, on text and on a known truth. */
@Tag("spark")
class AlarmRunTest {
  private static final String TEXT =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 5
      replicates: 2
      metric-order: 2
      evaluation: {order: 2, every: 5}
      metrics: [types-1, retention-1]
      """;

  @TempDir private Path folder;

  private static List<String> generations(Path out, String table) throws IOException {
    return Runs.rows(out.resolve(table)).stream()
        .filter(row -> row.get("metric").equals("retention-1"))
        .map(row -> row.get("replicate") + " " + row.get("generation"))
        .distinct()
        .sorted()
        .toList();
  }

  /** Words that died stay dead, so retention falls in every generation until the alarm fires. */
  @Test
  void stopEndsALineageAndItsTables() throws IOException {
    Runs runs = new Runs(folder);
    Path plain = runs.out("plain");
    Runs.run(Runs.session(), runs.spec("plain", TEXT), plain);
    double limit =
        Runs.rows(plain.resolve("metrics.csv")).stream()
            .filter(row -> row.get("metric").equals("retention-1"))
            .filter(row -> row.get("subject").equals("synthetic"))
            .filter(row -> row.get("generation").equals("3") && row.get("replicate").equals("1"))
            .mapToDouble(row -> Double.parseDouble(Objects.requireNonNull(row.get("value"))))
            .findFirst()
            .orElseThrow();
    String alarm =
        "safeguards: [{kind: alarm, metric: retention-1, chart: {threshold: {below: "
            + Math.nextUp(limit)
            + "}}, action: stop}]\n";
    Path out = runs.out("stop");
    Path spec = runs.spec("stop", TEXT + alarm);
    Runs.run(Runs.session(), spec, out);

    List<Map<String, String>> fired =
        Runs.rows(out.resolve("alarms.csv")).stream()
            .filter(row -> row.get("fired").equals("true"))
            .toList();
    assertThat(fired).hasSize(2).allMatch(row -> row.get("action").equals("stop"));
    assertThat(fired.get(1)).containsEntry("generation", "3").containsEntry("replicate", "1");
    List<String> expected = new ArrayList<>();
    for (Map<String, String> row : fired) {
      for (int g = 0; g <= Integer.parseInt(Objects.requireNonNull(row.get("generation"))); g++) {
        expected.add(row.get("replicate") + " " + g);
      }
    }
    assertThat(generations(out, "metrics.csv")).isEqualTo(expected);
    assertThat(lines(plain, "metrics.csv")).containsAll(lines(out, "metrics.csv"));
    assertThat(out.resolve("alarms.parquet")).exists();
    ConsoleAlarms said = ConsoleAlarms.of(new OutSource(ExperimentRun.folder(out.toString())));
    assertThat(said.stopped()).isEqualTo(2);
    assertThat(said.text()).contains("alarm: base replicate 1 generation 3: retention-1 is ");

    assertThat(SealedFiles.check(ExperimentRun.folder(out.toString())).damage()).isEmpty();
    String before = Files.readString(out.resolve("alarms.csv"));
    Runs.run(Runs.session(), spec, out, "generations=6");
    assertThat(Files.readString(out.resolve("alarms.csv"))).isEqualTo(before);
  }

  private static List<String> lines(Path out, String table) throws IOException {
    return Files.readAllLines(out.resolve(table));
  }

  /**
   * The reference of the first cell serves the second, because they draw the same S_1; a warning
   * changes no value. The reference is the mean of draws that no replicate has.
   */
  @Test
  void aFrozenReferenceIsSharedAndAWarningChangesNothing() throws IOException {
    Runs runs = new Runs(folder);
    String sweep = "sweep:\n  policy: [{kind: frozen}, {kind: accumulate}]\n";
    String alarms =
        "safeguards:\n"
            + "  - {kind: alarm, metric: types-1, chart: {ewma: {arl0: 200}}, calibrate: 4}\n"
            + "  - {kind: alarm, metric: retention-1, chart: shewhart, subject: training,"
            + " reference: {frozen: {calibrate: 3}}}\n"
            + "  - {kind: alarm, metric: retention-1, scope: stratum=no, chart: {threshold: {below:"
            + " 1}}}\n";
    Path plain = runs.out("plain");
    Path out = runs.out("watched");
    Runs.run(Runs.session(), runs.spec("plain", TEXT + sweep), plain, "generations=2");
    Runs.run(Runs.session(), runs.spec("watched", TEXT + sweep + alarms), out, "generations=2");
    assertThat(Files.readString(out.resolve("metrics.csv")))
        .isEqualTo(Files.readString(plain.resolve("metrics.csv")));
    List<Map<String, String>> rows = Runs.rows(out.resolve("alarms.csv"));
    assertThat(rows).hasSize(2 * 2 * 2 * 2);
    assertThat(rows.stream().filter(row -> row.get("metric").equals("types-1")))
        .extracting(row -> row.get("center"))
        .hasSize(8)
        .containsOnly(rows.get(0).get("center"));
    assertThat(Files.readString(out.resolve("run.json")))
        .containsPattern(
            "\"lineages in which an alarm on retention-1 \\(subject synthetic, scope stratum=no\\)"
                + " had no value to look at\" : 4");
    try (var sealed = Files.list(out.resolve("alarms"))) {
      assertThat(sealed).hasSize(3);
    }
    assertThat(SealedFiles.check(ExperimentRun.folder(out.toString())).damage()).isEmpty();
    String before = Files.readString(out.resolve("alarms.csv"));
    Runs.run(Runs.session(), runs.spec("watched", TEXT + sweep + alarms), out, "generations=2");
    assertThat(Files.readString(out.resolve("alarms.csv"))).isEqualTo(before);
    try (var sealed = Files.walk(out.resolve("alarms"))) {
      assertThat(sealed.filter(Files::isRegularFile)).hasSize(3);
    }
    try (var cells = Files.walk(out.resolve("cells"))) {
      assertThat(cells.filter(Files::isRegularFile))
          .noneMatch(file -> file.toString().contains("calibration"));
    }
    Path other = runs.out("one-core");
    Runs.run(
        Runs.session("local[1]", Map.of()),
        runs.spec("one-core", TEXT + sweep + alarms),
        other,
        "generations=2",
        "name=watched");
    assertThat(Files.readString(other.resolve("alarms.csv")))
        .isEqualTo(Files.readString(out.resolve("alarms.csv")));
  }

  /**
   * Cells: no alarm; alarms that never fire; alarms that fire in every generation. The ledger says
   * which model drew S_g (its depth) and how many real units T_g has.
   */
  @Test
  void rollbackAndRefreshOnText() throws IOException {
    Runs runs = new Runs(folder);
    String sweep =
        """
        sweep:
          policy: [{kind: replace}, {kind: accumulate}]
          safeguards:
            - []
            - [{kind: alarm, metric: types-1, chart: {threshold: {below: 0}}, action: {rollback: 1}}]
            - [{kind: alarm, metric: types-1, chart: {threshold: {below: 0}}, action: {refresh: {real: 9}}}]
            - [{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {rollback: 1}}]
            - [{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {refresh: {real: 9}}}]
        """;
    Path out = runs.out("actions");
    Path spec = runs.spec("actions", TEXT + sweep);
    Runs.run(Runs.session(), spec, out, "generations=3", "replicates=1");
    for (String policy : List.of("replace", "accumulate")) {
      List<String> cells =
          Runs.rows(out.resolve("cells.csv")).stream()
              .map(row -> row.get("cell"))
              .filter(cell -> cell.startsWith("policy=" + policy))
              .toList();
      assertThat(cells).hasSize(5);
      String plain = cell(cells, "safeguards=[]");
      for (String action : List.of("rollback", "refresh")) {
        assertThat(values(out, cell(cells, "below", action))).isEqualTo(values(out, plain));
      }
      String back = cell(cells, "above", "rollback");
      assertThat(depths(out, plain, policy)).containsExactly(1, 2, 3);
      // S_2 is drawn from M_0 and S_3 from M_1, the model of S_1.
      assertThat(depths(out, back, policy)).containsExactly(1, 1, 2);
      String fresh = cell(cells, "above", "refresh");
      long before = "accumulate".equals(policy) ? units(out, plain, 2) : 0;
      assertThat(units(out, fresh, 1)).isEqualTo("accumulate".equals(policy) ? before : 0);
      assertThat(units(out, fresh, 2)).isEqualTo(before + 9);
      assertThat(units(out, fresh, 3)).isEqualTo(before + 9);
      assertThat(SentenceReplay.open(ExperimentRun.folder(out.toString()), back, 0, 3)).isNotNull();
    }
  }

  /** What a refresh adds is judged by no gate on the pool: it is there in addition. */
  @Test
  void refreshJoinsWhatPassesAPool() throws IOException {
    Runs runs = new Runs(folder);
    String gate = "{kind: detector, recall: 0.5, false-alarm: 0.5}";
    String alarm =
        "{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {refresh: {real:"
            + " 9}}}";
    String sweep =
        """
        refill: shrink
        sweep:
          policy: [{kind: mixture, real-share: 0.5}]
          safeguards: [[%s], [%s, %s]]
        """
            .formatted(gate, gate, alarm);
    for (String family :
        List.of(
            "{kind: ngram, order: 2, smoothing: {kind: none}}",
            "{kind: multinomial-mixture, components: 2}")) {
      Path out = runs.out(family.contains("ngram") ? "text" : "words");
      String metrics = family.contains("ngram") ? "[types-1]" : "default";
      String lines =
          TEXT.replaceFirst("family: .*", "family: " + family)
                  .replace("[types-1, retention-1]", metrics)
              + sweep;
      Runs.run(Runs.session(), runs.spec("pool", lines), out, "generations=2", "replicates=1");
      List<String> cells =
          Runs.rows(out.resolve("cells.csv")).stream().map(row -> row.get("cell")).toList();
      String with = cell(cells, "alarm");
      String without = cells.get(1 - cells.indexOf(with));
      assertThat(units(out, with, 1)).isEqualTo(units(out, without, 1));
      assertThat(units(out, with, 2)).isEqualTo(units(out, without, 2) + 9);
      assertThat(SealedFiles.check(ExperimentRun.folder(out.toString())).damage()).isEmpty();
    }
  }

  /**
   * Temperature 0.01 leaves hardly more than the most probable successor of each word; it meets
   * S_2, after the seal of S_1. The same cell without the alarm is the same up to S_1.
   */
  @Test
  void setChangesTheSamplingFromTheNextGenerationOn() throws IOException {
    Runs runs = new Runs(folder);
    String sweep =
        """
        sweep:
          safeguards:
            - []
            - [{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {set: {sampling: {temperature: 0.01}}}}]
        """;
    Path out = runs.out("set");
    Runs.run(Runs.session(), runs.spec("set", TEXT + sweep), out, "generations=2", "replicates=1");
    List<Map<String, String>> types =
        Runs.rows(out.resolve("metrics.csv")).stream()
            .filter(row -> "types-1".equals(row.get("metric")))
            .filter(row -> "synthetic".equals(row.get("subject")))
            .toList();
    assertThat(types).hasSize(4);
    assertThat(types.get(0).get("value")).isEqualTo(types.get(2).get("value"));
    assertThat(number(types.get(3))).isLessThan(number(types.get(1)) / 2);
  }

  /**
   * From S_2 on the switched cell is that of the other family: its S_1 and T_1 are its own, so S_2
   * is drawn from a bigram model of T_1, a text without any trigram of its own. A replay of S_2
   * gives the sentences that were counted.
   */
  @Test
  void switchChangesTheFamilyFromTheNextGenerationOn() throws IOException {
    Runs runs = new Runs(folder);
    String sweep =
        """
        sweep:
          safeguards:
            - []
            - [{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {switch: {family: {kind: ngram, order: 1, smoothing: none}}}}]
            - [{kind: alarm, metric: types-1, chart: {threshold: {below: 0}}, action: {switch: {family: {kind: ngram, order: 1, smoothing: none}}}}]
            - [{kind: alarm, metric: types-1, chart: {threshold: {below: 0}}, action: {switch: {family: {kind: ngram, order: 3, smoothing: none}}}}]
        """;
    Path out = runs.out("switch");
    Runs.run(
        Runs.session(),
        runs.spec("switch", TEXT.replace("[types-1, retention-1]", "[types-1, types-2]") + sweep),
        out,
        "generations=3",
        "replicates=1");
    List<String> cells =
        Runs.rows(out.resolve("cells.csv")).stream().map(row -> row.get("cell")).toList();
    List<String> plain = values(out, cells.get(0));
    assertThat(values(out, cells.get(2))).isEqualTo(plain);
    assertThat(values(out, cells.get(3))).isEqualTo(plain);
    List<String> switched = values(out, cells.get(1));
    assertThat(switched.stream().filter(row -> row.charAt(0) < '2').toList())
        .isEqualTo(plain.stream().filter(row -> row.charAt(0) < '2').toList());
    // Words drawn one by one: nearly every pair of words is new, many more than in the bigrams.
    for (int g = 2; g <= 3; g++) {
      assertThat(number(row(out, cells.get(1), g, "types-2")))
          .isGreaterThan(1.3 * number(row(out, cells.get(0), g, "types-2")));
    }
    long[] tokens = new long[1];
    SentenceReplay replay =
        SentenceReplay.open(ExperimentRun.folder(out.toString()), cells.get(1), 0, 2);
    Set<String> pairs = new HashSet<>();
    replay.sentences(
        0,
        replay.units(),
        line -> {
          List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
          tokens[0] += words.size();
          for (int i = 1; i < words.size(); i++) {
            pairs.add(words.get(i - 1) + " " + words.get(i));
          }
        });
    assertThat(pairs.size()).isBetween(1, (int) number(row(out, cells.get(1), 2, "types-2")));
    assertThat(tokens[0]).isGreaterThan(100);
  }

  private static Map<String, String> row(Path out, String cell, int generation, String metric)
      throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")) && metric.equals(row.get("metric")))
        .filter(row -> "synthetic".equals(row.get("subject")))
        .filter(row -> String.valueOf(generation).equals(row.get("generation")))
        .findFirst()
        .orElseThrow();
  }

  private static double number(Map<String, String> row) {
    return Double.parseDouble(Objects.requireNonNull(row.get("value")));
  }

  private static String cell(List<String> cells, String... parts) {
    return cells.stream()
        .filter(cell -> List.of(parts).stream().allMatch(cell::contains))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> values(Path out, String cell) throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")))
        .map(
            row ->
                row.get("generation") + row.get("metric") + row.get("subject") + row.get("value"))
        .toList();
  }

  /** The depths of S_1, S_2, S_3 in T_3, or in T_1, T_2, T_3 where each T_g has only S_g. */
  private static List<Integer> depths(Path out, String cell, String policy) throws IOException {
    return Runs.rows(out.resolve("ledger.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")) && !"0".equals(row.get("author-generation")))
        .filter(row -> policy.equals("replace") || "3".equals(row.get("generation")))
        .map(row -> Integer.valueOf(Objects.requireNonNull(row.get("depth"))))
        .toList();
  }

  private static long units(Path out, String cell, int generation) throws IOException {
    return Runs.rows(out.resolve("ledger.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")) && "0".equals(row.get("author-generation")))
        .filter(row -> String.valueOf(generation).equals(row.get("generation")))
        .mapToLong(row -> Long.parseLong(Objects.requireNonNull(row.get("units"))))
        .sum();
  }

  /**
   * 400 lineages without change (every M_g is fitted to new points of the truth), a chart with a
   * mean run length of 50, 20 generations. Of values that are nearly normal, 1 - .98^20 = 33 %
   * fire; the reference, a mean of 2,000 draws, is nearly exact. Seed 7; within 5 standard
   * deviations (.12), once in about 1.7 million.
   */
  @Test
  void aKnownTruthWithoutChangeFiresAsOftenAsItsRunLengthSays() throws IOException {
    String spec =
        """
        name: truth
        seed: 7
        family: {kind: gaussian, dimension: 1}
        policy: {kind: fresh-disjoint}
        size: 400
        generations: 20
        replicates: 400
        safeguards:
          - {kind: alarm, metric: variance, chart: {shewhart: {arl0: 50}}, calibrate: 2000, action: stop}
        """;
    Experiment experiment = SpecFile.parse("x.yaml", spec, List.of());
    assertThat(AlarmChecks.warnings(experiment)).hasSize(1);
    List<Map<String, String>> rows = truth(spec);
    long fired = rows.stream().filter(row -> row.get("fired").equals("true")).count();
    assertThat(fired / 400.).isBetween(.332 - .12, .332 + .12);
    long after =
        rows.stream()
            .filter(row -> row.get("generation").equals("20"))
            .map(row -> row.get("replicate"))
            .count();
    assertThat(after).isGreaterThanOrEqualTo(400 - fired);
    assertThat(truth(spec)).isEqualTo(rows);
  }

  /** A lineage that an alarm on its gate ends has no rows after that, in any table. */
  /**
   * The file of the published run lengths, with a fifth of its replicates: 20,000 generations a
   * cell. The number of alarms of a cell is about Poisson; a right program is beyond five standard
   * deviations in one of the three with probability 2e-6 under another seed.
   */
  @Tag("slow")
  @Test
  void theChartsOfThePaperRunAsLongAsPublished() throws IOException {
    String spec = Files.readString(Path.of("conf/papers/lucas-1990-charts.yaml"));
    Map<String, Double> lengths = Map.of("cusum", 167.684, "ewma", 499.58, "shewhart", 370.398);
    List<Map<String, String>> rows = truth(spec, "replicates=40");
    assertThat(rows).hasSize(3 * 40 * 500);
    lengths.forEach(
        (chart, length) -> {
          double expected = 40 * 500 / length;
          long fired =
              rows.stream()
                  .filter(row -> Objects.requireNonNull(row.get("cell")).contains(chart))
                  .filter(row -> "true".equals(row.get("fired")))
                  .count();
          assertThat((double) fired)
              .as(chart)
              .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        });
  }

  @Test
  void aKnownTruthWithGatesStops() throws IOException {
    String spec =
        """
        name: truth
        seed: 7
        family: {kind: gaussian, dimension: 1}
        policy: {kind: replace}
        size: 40
        generations: 6
        replicates: 20
        safeguards:
          - {kind: thin, share: 0.5}
          - {kind: alarm, metric: candidates, chart: {threshold: {above: 2.2}}, action: stop}
        """;
    List<Map<String, String>> fired =
        truth(spec).stream().filter(row -> row.get("fired").equals("true")).toList();
    assertThat(fired).isNotEmpty().hasSizeLessThan(20);
    for (String table : List.of("gates.csv", "metrics.csv")) {
      List<Map<String, String>> rows = Runs.rows(folder.resolve("truth").resolve(table));
      for (int r = 0; r < 20; r++) {
        String replicate = String.valueOf(r);
        int last =
            fired.stream()
                .filter(row -> row.get("replicate").equals(replicate))
                .mapToInt(row -> Integer.parseInt(row.get("generation")))
                .findFirst()
                .orElse(6);
        assertThat(rows.stream().filter(row -> row.get("replicate").equals(replicate)))
            .extracting(row -> Integer.parseInt(row.get("generation")))
            .contains(last)
            .allMatch(g -> g <= last);
      }
    }
  }

  private List<Map<String, String>> truth(String spec, String... overrides) throws IOException {
    Path out = folder.resolve("truth");
    OutFolder to = ExperimentRun.folder(out.toString());
    Experiment experiment =
        to.claim(SpecFile.parse("x.yaml", spec, List.of(overrides))).experiment();
    TruthExperiment.Outcome outcome =
        TruthExperiment.run(
            experiment, Runs.session(), to, new PrintStream(OutputStream.nullOutputStream()));
    TruthTables.write(experiment, to, outcome.rows(), outcome.facts());
    return Runs.rows(out.resolve("alarms.csv"));
  }
}
