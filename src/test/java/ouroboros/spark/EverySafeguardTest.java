package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.safeguard.GateCounts;

/**
 * Every kind of safeguard of text in one table: it does what it claims and nothing else; at
 * strength zero it leaves every row of a run without it; its bits are the same on other cores,
 * partitions and shards, and after a run that ended inside guarded generations. Seed 7; no claim
 * depends on luck. The entropy floor needs models without smoothing: {@link DrawingRunTest} has it.
 */
@Tag("spark")
class EverySafeguardTest {
  private static final int LAST = 2;

  /**
   * A gate.
   *
   * @param off the same at strength zero
   * @param claim what it did to S_1, by its counts
   */
  private record GateRow(String on, String off, Predicate<GateCounts> claim) {}

  private static final List<GateRow> GATES =
      List.of(
          new GateRow(
              "{kind: thin, share: 0.3}",
              "{kind: thin, share: 0}",
              c -> c.dropped() > 0 && c.changed() == 0),
          new GateRow(
              "{kind: detector, recall: 0.4, false-alarm: 0}",
              "{kind: detector, recall: 0, false-alarm: 0}",
              c -> c.syntheticDropped() > 0 && c.realDropped() == 0),
          new GateRow(
              "{kind: detector, train: likelihood-ratio, false-alarm: 0.1}",
              "{kind: detector, train: likelihood-ratio, false-alarm: 0}",
              c -> c.dropped() > 0),
          new GateRow(
              "{kind: detector, train: logistic, false-alarm: 0.05}",
              "{kind: detector, train: logistic, false-alarm: 0}",
              c -> c.dropped() > 0),
          new GateRow(
              "{kind: detector, train: logistic, action: resample, power: 2}",
              "{kind: detector, train: logistic, action: resample, power: 0}",
              c -> c.dropped() > 0),
          new GateRow(
              "{kind: detector, train: likelihood-ratio, action: weight, power: 0.1, at-most: 2}",
              "{kind: detector, train: likelihood-ratio, action: weight, power: 0}",
              c -> c.kept() > 0),
          new GateRow(
              "{kind: critic, keep: [0.2, 0.8]}",
              "{kind: critic, keep: [0, 1]}",
              c -> c.dropped() > 0 && c.changed() == 0),
          new GateRow(
              "{kind: critic, order: 2, keep: [0.2, 0.8], limits: moving, noise: 0.1}",
              "{kind: critic, order: 2, keep: [0, 1], limits: moving}",
              c -> c.dropped() > 0 && c.changed() == 0),
          new GateRow(
              "{kind: revise, when: unlikely, threshold: 0.05, top-k: 4}",
              "{kind: revise, when: unlikely, threshold: 0}",
              c -> c.dropped() == 0 && c.changed() > 0),
          new GateRow(
              "{kind: best-of, candidates: 3, reward: length}",
              "{kind: best-of, candidates: 1, reward: length}",
              c -> c.offered() == 3 * c.kept()),
          new GateRow(
              "{kind: packed-critic, pack: 3, margin: 0.95}",
              "{kind: packed-critic, margin: 0}",
              c -> c.dropped() > 0 && c.dropped() % 3 == 0),
          new GateRow(
              "{kind: review, budget: {share: 0.5}, by: {critic: {keep: [0.2, 1]}, error: 0.1},"
                  + " rest: pass}",
              "{kind: review, budget: 0, by: {critic: {keep: [0.2, 1]}}, rest: pass}",
              c -> c.reviewed() > 0 && c.dropped() > 0 && c.dropped() < c.reviewed()));

  /**
   * What changes how M_g draws.
   *
   * @param metric that it moves in S_1, up or down
   */
  private record DrawingRow(String on, String off, String metric, boolean up) {}

  private static final List<DrawingRow> DRAWING =
      List.of(
          new DrawingRow(
              "{kind: retrieval, rate: 0.6, store: R}",
              "{kind: retrieval, rate: 0, store: R}",
              "novel-2",
              false),
          new DrawingRow(
              "{kind: ensemble, combine: mixture, members: [{order: 1}, {order: 2, smoothing:"
                  + " witten-bell}]}",
              "{kind: ensemble, combine: vote, members: [{order: 2, smoothing: witten-bell}]}",
              "novel-2",
              true),
          new DrawingRow(
              "{kind: diversity, repetition-penalty: 3}",
              "{kind: diversity, repetition-penalty: 1}",
              "repetition",
              false));

  private static final String WARN =
      "{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: warn}";
  private static final String NEVER =
      "{kind: alarm, metric: types-1, chart: {threshold: {below: 0}}, action: {refresh: {real:"
          + " 5}}}";
  private static final String REFRESH =
      "{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: {refresh: {real:"
          + " 5}}}";
  private static final String STOP =
      "{kind: alarm, metric: types-1, chart: {threshold: {above: 0}}, action: stop}";
  private static final List<String> ALARMS = List.of(WARN, NEVER, REFRESH, STOP);
  private static final String NONE = "";

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: witten-bell}}
      policy: {kind: replace}
      generations: 2
      keep: all
      metric-order: 2
      evaluation: {order: 2, every: 2}
      metrics: [tokens, sentences, types-n, retention-n, novel-n, entropy-n, duplicate-sentences, repetition, perplexity, perplexity-generator, gate-kept, candidates, real-units-used, reviewed-units, contamination]
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;

  private static List<String> onSynthetic() {
    List<String> lists = new ArrayList<>(List.of(NONE));
    GATES.forEach(row -> lists.addAll(List.of(row.on, row.off)));
    lists.addAll(ALARMS);
    return lists;
  }

  private static List<String> all() {
    List<String> lists = new ArrayList<>(onSynthetic());
    DRAWING.forEach(row -> lists.addAll(List.of(row.on, row.off)));
    return lists;
  }

  private static Path spec(String name, List<String> lists) throws IOException {
    Path file =
        runs.spec(
            name, LINES + "sweep:\n  safeguards: [[%s]]\n".formatted(String.join("], [", lists)));
    return Files.writeString(
        file,
        Files.readString(file).replace("reserve: 0.68, guard: 0.02", "reserve: 0.6, guard: 0.1"));
  }

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = spec("every", all());
    out = runs.out("every");
    Runs.run(Runs.session(), spec, out);
  }

  /** The name of each cell, by its safeguard. */
  private static Map<String, String> names(Path file, List<String> lists) {
    Map<String, String> names = new HashMap<>();
    List<Cell> cells = SpecFile.read(file.toString(), List.of()).cells();
    assertThat(cells).hasSameSizeAs(lists);
    for (int i = 0; i < lists.size(); i++) {
      names.put(lists.get(i), cells.get(i).name());
    }
    return names;
  }

  private static String folder(Path run, String cell) throws IOException {
    return Runs.rows(run.resolve("cells.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")))
        .map(row -> Objects.requireNonNull(row.get("folder")))
        .findFirst()
        .orElseThrow();
  }

  private static Manifest manifest(String safeguard, int g) throws IOException {
    String cell = Objects.requireNonNull(names(spec, all()).get(safeguard));
    return Runs.manifest(out, folder(out, cell), 0, g);
  }

  private static List<String> contents(@Nullable CountTable table) {
    return Objects.requireNonNull(table).ranges().stream().map(SealedFile::sha256).toList();
  }

  private static List<Measurement> of(Manifest sealed, Subject... subjects) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> List.of(subjects).contains(each.subject()))
        .toList();
  }

  private static double value(Manifest sealed, String metric) {
    return of(sealed, Subject.SYNTHETIC).stream()
        .filter(each -> each.metric().equals(metric) && each.scope().equals("all"))
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  /** R, M_0 and S_1 are those of the run without it, with all that is measured; T_1 is S'_1. */
  @Test
  void aGateChangesWhatPassesAndNothingElse() throws IOException {
    Manifest first = manifest(NONE, 1);
    for (GateRow row : GATES) {
      Manifest sealed = manifest(row.on, 1);
      GateRecord gates = Objects.requireNonNull(sealed.record().gates(), row.on);
      assertThat(gates.counts()).as(row.on).hasSize(1).allMatch(row.claim);
      assertThat(manifest(row.on, 0).record().measured().measurements())
          .as(row.on)
          .isEqualTo(manifest(NONE, 0).record().measured().measurements());
      assertThat(contents(sealed.tables().synthetic()))
          .as(row.on)
          .isEqualTo(contents(first.tables().synthetic()));
      assertThat(of(sealed, Subject.SYNTHETIC)).as(row.on).isEqualTo(of(first, Subject.SYNTHETIC));
      assertThat(contents(sealed.tables().training()))
          .as(row.on)
          .isEqualTo(contents(sealed.tables().guarded()))
          .isNotEqualTo(contents(first.tables().training()));
    }
  }

  /** R and M_0 are those of the run without it; S_1 is another text, and all of it is T_1. */
  @Test
  void whatDrawsChangesS1AndNothingBefore() throws IOException {
    Manifest first = manifest(NONE, 1);
    for (DrawingRow row : DRAWING) {
      Manifest sealed = manifest(row.on, 1);
      assertThat(of(manifest(row.on, 0), Subject.TRAINING))
          .as(row.on)
          .isEqualTo(of(manifest(NONE, 0), Subject.TRAINING));
      assertThat(sealed.record().gates()).as(row.on).isNull();
      assertThat(sealed.record().units()).isEqualTo(first.record().units());
      assertThat(contents(sealed.tables().training()))
          .as(row.on)
          .isEqualTo(contents(sealed.tables().synthetic()))
          .isNotEqualTo(contents(first.tables().training()));
      double moved = value(sealed, row.metric) - value(first, row.metric);
      assertThat(row.up ? moved : -moved).as("%s: %s", row.on, row.metric).isPositive();
    }
  }

  /** An alarm that fires in generation 1: its action meets generation 2. */
  @Test
  void anAlarmChangesNothingUntilItFires() throws IOException {
    for (String alarm : ALARMS) {
      for (int g = 0; g < LAST; g++) {
        assertThat(contents(manifest(alarm, g).tables().training()))
            .as("%s %d", alarm, g)
            .isEqualTo(contents(manifest(NONE, g).tables().training()));
      }
    }
    assertThat(manifest(REFRESH, 2).record().ledger().get(0).author()).isZero();
    assertThat(manifest(REFRESH, 2).record().ledger().get(0).units()).isEqualTo(5);
    assertThat(contents(manifest(REFRESH, 2).tables().synthetic()))
        .isEqualTo(contents(manifest(NONE, 2).tables().synthetic()));
    assertThat(rows(out, "metrics.csv", name(STOP)))
        .isNotEmpty()
        .noneMatch(row -> "2".equals(row.get("generation")));
    Map<String, Long> fired = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("alarms.csv"))) {
      fired.merge(
          Objects.requireNonNull(row.get("cell")),
          "true".equals(row.get("fired")) ? 1L : 0,
          Long::sum);
    }
    assertThat(fired)
        .containsOnlyKeys(ALARMS.stream().map(EverySafeguardTest::name).toList())
        .containsEntry(name(NEVER), 0L)
        .containsEntry(name(STOP), 1L)
        .containsEntry(name(WARN), 2L);
  }

  private static String name(String safeguard) {
    return Objects.requireNonNull(names(spec, all()).get(safeguard));
  }

  /** The rows of a cell, without its name. */
  private static List<Map<String, String>> rows(Path run, String table, String cell)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : Runs.rows(run.resolve(table))) {
      if (cell.equals(row.remove("cell"))) {
        // With gates no forecast is made.
        row.remove("expected");
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> samples(String cell) throws IOException {
    List<String> samples = new ArrayList<>();
    JsonMapper json = JsonMapper.builder().build();
    for (String line : Files.readAllLines(out.resolve("samples.jsonl"))) {
      ObjectNode sample = (ObjectNode) json.readTree(line);
      if (sample.remove("cell").asText().equals(cell)) {
        samples.add(sample.toString());
      }
    }
    return samples;
  }

  @Test
  void atStrengthZeroEveryRowIsThatOfTheRunWithoutIt() throws IOException {
    List<String> off = new ArrayList<>(List.of(WARN, NEVER));
    GATES.forEach(row -> off.add(row.off));
    DRAWING.forEach(row -> off.add(row.off));
    for (String safeguard : off) {
      String cell = name(safeguard);
      for (String table : List.of("metrics.csv", "survival.csv", "ranks.csv", "ledger.csv")) {
        List<Map<String, String>> own = rows(out, table, cell);
        own.removeIf(row -> "guarded".equals(row.get("subject")));
        assertThat(own)
            .as("%s of %s", table, safeguard)
            .isNotEmpty()
            .isEqualTo(rows(out, table, name(NONE)));
      }
      assertThat(samples(cell)).as(safeguard).isNotEmpty().isEqualTo(samples(name(NONE)));
    }
  }

  /** Everything of S'_1 and S'_2 is written, and nothing is sealed. */
  @Test
  void aRunThatEndedInsideGuardedGenerationsGoesOnWithTheSameBits() throws IOException {
    Path cut = runs.out("cut");
    Runs.run(Runs.session(), spec, cut);
    int deleted = 0;
    try (Stream<Path> files = Files.walk(cut.resolve("cells"))) {
      for (Path file : files.toList()) {
        if (file.toString().matches(".*/g0000[12]/manifest-.*")) {
          Files.delete(file);
          deleted++;
        }
      }
    }
    assertThat(deleted).isEqualTo(LAST * all().size() - 1);
    assertThat(Runs.run(Runs.session(), spec, cut).computed()).isEqualTo(deleted);
    assertThat(Runs.hashesWithGates(cut)).isEqualTo(Runs.hashesWithGates(out));
  }

  @Test
  void oneCoreAndSevenPartitionsGiveTheSameBits() throws IOException {
    Path other = runs.out("other");
    Runs.run(Runs.session("local[1]", Map.of("spark.default.parallelism", "7")), spec, other);
    assertThat(Runs.hashesWithGates(other)).isEqualTo(Runs.hashesWithGates(out));
    assertThat(other.resolve("alarms.csv")).hasSameTextualContentAs(out.resolve("alarms.csv"));
  }

  /** Ensembles and retrieval need whole models; all others draw from models in shards too. */
  @Tag("slow")
  @Test
  void modelsInShardsGiveTheSameBits() throws IOException {
    List<String> lists = new ArrayList<>(onSynthetic());
    DRAWING.stream().map(DrawingRow::on).filter(on -> on.contains("penalty")).forEach(lists::add);
    Path file = spec("shards", lists);
    Path sharded = runs.out("shards");
    Runs.run(Runs.session(), file, sharded, "sampling.model=sharded");
    for (String safeguard : lists) {
      String cell = Objects.requireNonNull(names(file, lists).get(safeguard));
      assertThat(rows(sharded, "metrics.csv", cell))
          .as(safeguard)
          .isEqualTo(rows(out, "metrics.csv", name(safeguard)));
      assertThat(contents(Runs.manifest(sharded, folder(sharded, cell), 0, 1).tables().training()))
          .as(safeguard)
          .isEqualTo(contents(manifest(safeguard, 1).tables().training()));
    }
  }

  /** "Retrain every quarter": real units join in generation 2 only. */
  @Test
  void realTextJoinsEveryKthGenerationOnly() throws IOException {
    List<String> policies =
        List.of(
            "{kind: replace}",
            "{kind: fresh, real: 10, every: 2}",
            "{kind: anchor, real: 10, every: 2}");
    Path file =
        runs.spec(
            "fresh", LINES + "sweep:\n  policy: [%s]\n".formatted(String.join(", ", policies)));
    Path fresh = runs.out("fresh");
    Runs.run(Runs.session(), file, fresh);
    List<Cell> cells = SpecFile.read(file.toString(), List.of()).cells();
    for (int i = 0; i < policies.size(); i++) {
      String own = folder(fresh, cells.get(i).name());
      Manifest plain = Runs.manifest(fresh, folder(fresh, cells.get(0).name()), 0, 1);
      assertThat(contents(Runs.manifest(fresh, own, 0, 1).tables().training()))
          .as(policies.get(i))
          .isEqualTo(contents(plain.tables().training()));
      long real =
          Runs.manifest(fresh, own, 0, 2).record().ledger().stream()
              .filter(share -> share.author() == 0)
              .mapToLong(Manifest.Share::units)
              .sum();
      assertThat(real).as(policies.get(i)).isEqualTo(i == 0 ? 0 : 10);
    }
  }
}
