package ouroboros.spark.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.experiment.store.StoredRun;
import ouroboros.metric.Measurement;
import ouroboros.metric.Subject;
import ouroboros.mixture.GaussianMixture;
import ouroboros.mixture.VectorBlock;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Gates;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Runs;
import ouroboros.spark.cluster.Storage;

/** Gates and alarms of families that draw documents. Seed 7; no claim can fail by chance. */
@Tag("spark")
class DocumentGatesRunTest {
  private static final List<String> REFILLS = List.of("redraw", "shrink", "real");
  private static final List<String> FAMILIES =
      List.of(
          "{kind: gaussian-mixture, components: 2, features: {dimension: 3}}",
          "{kind: multinomial-mixture, components: 2}",
          "{kind: gaussian-mixture, components: 2, features: {dimension: 3}}");
  private static final String ACCUMULATE = "{kind: accumulate}";
  private static final String SOME = "{kind: accumulate-subsample, size: {share: 0.7}}";
  private static final String POOL = "{kind: mixture, real-share: 0.3}";
  private static final String FRESH = "{kind: contaminated, schedule: [0.6], source: fresh}";
  private static final List<String> POLICIES = List.of(ACCUMULATE, SOME, POOL, FRESH);
  private static final String HALF = "[{kind: thin, share: 0.5}]";
  private static final String DETECTOR = "[{kind: detector, recall: 0.5, false-alarm: 0.2}]";
  private static final String BOTH =
      "[{kind: thin, share: 0.2}, {kind: detector, recall: 0.5, false-alarm: 0.2}]";
  private static final List<String> OFF =
      List.of("[{kind: thin, share: 0}]", "[{kind: detector, recall: 0, false-alarm: 0}]");
  private static final int LAST = 2;

  @TempDir static Path folder;
  private static Runs runs;
  private static final Map<String, String> FOLDERS = new HashMap<>();
  private static final Map<String, Cell> CELLS = new HashMap<>();

  private static List<String> lists() {
    List<String> lists = new ArrayList<>(List.of("[]", HALF, DETECTOR, BOTH));
    lists.addAll(OFF);
    return lists;
  }

  private static Path spec(String refill) throws IOException {
    return runs.spec(
        refill,
        """
        family: %s
        policy: {kind: replace}
        size: 40
        generations: 2
        keep: needed
        refill: %s
        sweep:
          policy: [%s]
          safeguards: [%s]
        """
            .formatted(
                FAMILIES.get(REFILLS.indexOf(refill)),
                refill,
                String.join(", ", POLICIES),
                String.join(", ", lists())));
  }

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    for (String refill : REFILLS) {
      Path spec = spec(refill);
      Runs.run(Runs.session(), spec, runs.out(refill));
      Map<String, String> folders = new HashMap<>();
      for (Map<String, String> row : Runs.rows(runs.out(refill).resolve("cells.csv"))) {
        folders.put(row.get("cell"), row.get("folder"));
      }
      List<Cell> cells = SpecFile.read(spec.toString(), List.of()).cells();
      for (int i = 0; i < cells.size(); i++) {
        String name = refill + POLICIES.get(i / lists().size()) + lists().get(i % lists().size());
        FOLDERS.put(name, Objects.requireNonNull(folders.get(cells.get(i).name())));
        CELLS.put(name, cells.get(i));
      }
    }
  }

  private static Manifest manifest(String refill, String policy, String list, int g) {
    String name = refill + policy + list;
    return Runs.manifest(runs.out(refill), Objects.requireNonNull(FOLDERS.get(name)), 0, g);
  }

  private static GateRecord gates(Manifest sealed) {
    return Objects.requireNonNull(sealed.record().gates());
  }

  private static double value(Manifest sealed, String metric, Subject subject) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.metric().equals(metric) && each.subject() == subject)
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  /** S_g is the same; at strength zero M_g and all measurements but those of S'_g are, too. */
  @Test
  void atStrengthZeroNothingChanges() {
    for (String refill : REFILLS) {
      for (String policy : POLICIES) {
        for (String list : OFF) {
          for (int g = 0; g <= LAST; g++) {
            Manifest with = manifest(refill, policy, list, g);
            Manifest without = manifest(refill, policy, "[]", g);
            String name = refill + policy + list + g;
            assertThat(Objects.requireNonNull(with.tables().model()).sha256())
                .as(name)
                .isEqualTo(Objects.requireNonNull(without.tables().model()).sha256());
            assertThat(with.record().ledger()).as(name).isEqualTo(without.record().ledger());
            assertThat(unguarded(with)).as(name).isEqualTo(unguarded(without));
          }
        }
      }
    }
  }

  private static List<Measurement> unguarded(Manifest sealed) {
    return sealed.record().measured().measurements().stream()
        .filter(each -> each.subject() != Subject.GUARDED)
        .toList();
  }

  /** What T_1 has of each author, by what gates say that they did. */
  @Test
  void theLedgerSaysWhatPassed() {
    for (String refill : REFILLS) {
      for (String list : List.of(HALF, DETECTOR, BOTH)) {
        Manifest sealed = manifest(refill, ACCUMULATE, list, 1);
        List<GateCounts> counts = gates(sealed).counts();
        long kept = counts.get(counts.size() - 1).kept();
        assertThat(kept).isPositive();
        assertThat(counts.get(0).dropped()).as(refill + list).isPositive();
        long real = manifest(refill, ACCUMULATE, list, 0).tables().training().sentences();
        long synthetic = units(sealed, 1);
        long people = units(sealed, 0) - real;
        assertThat(synthetic).isEqualTo(kept);
        assertThat(people).isEqualTo(refill.equals("real") ? 40 - kept : 0);
        assertThat(kept).isLessThan(refill.equals("redraw") ? 41 : 40);
        assertThat(counts.get(0).offered())
            .isGreaterThanOrEqualTo(40)
            .isLessThan(refill.equals("redraw") ? 400 : 41);
        assertThat(value(sealed, "contamination", Subject.GUARDED))
            .isCloseTo((double) kept / (units(sealed, 0) + kept), within(1e-12));
        assertThat(sealed.tables().training().sentences()).isEqualTo(units(sealed, 0) + kept);
      }
    }
  }

  private static long units(Manifest sealed, int author) {
    return sealed.record().ledger().stream()
        .filter(share -> share.author() == author)
        .mapToLong(Manifest.Share::units)
        .sum();
  }

  /** On a pool, real and synthetic documents are judged, and R's share is what the ledger says. */
  @Test
  void gatesOnAPoolJudgeEveryUnit() {
    for (String refill : REFILLS) {
      for (String policy : List.of(POOL, FRESH)) {
        for (String list : List.of(DETECTOR, BOTH)) {
          Manifest sealed = manifest(refill, policy, list, 1);
          List<GateCounts> counts = gates(sealed).counts();
          GateCounts pool = counts.get(counts.size() - 1);
          long all = units(sealed, 0) + units(sealed, 1);
          if (refill.equals("shrink")) {
            assertThat(pool.kept()).isEqualTo(all);
          }
          assertThat(pool.dropped()).as(refill + policy + list).isPositive();
          assertThat(pool.syntheticDropped()).isPositive();
          assertThat(value(sealed, "contamination", Subject.GUARDED))
              .isCloseTo((double) units(sealed, 1) / all, within(1e-12));
          assertThat(sealed.tables().training().sentences()).isEqualTo(all);
        }
      }
    }
  }

  /** S'_1 under redraw, drawn here candidate by candidate: its variance next to that of S_1. */
  @Test
  void candidatesAreDrawnByTheirCounterWords() {
    Manifest sealed = manifest("redraw", ACCUMULATE, HALF, 1);
    Storage storage = new Storage(ExperimentRun.folder(runs.out("redraw").toString()).root());
    GaussianMixture model =
        storage.read(
            Objects.requireNonNull(manifest("redraw", ACCUMULATE, HALF, 0).tables().model()),
            GaussianMixture::read);
    Cell cell = Objects.requireNonNull(CELLS.get("redraw" + ACCUMULATE + HALF));
    Key key = new Key(7, 0);
    long generation = new Source.Synthetic(1).word();
    LongUnaryOperator words = new Gates(cell.safeguards(), key, generation).words();
    double first = variance(model.draw(key, generation, 0, 40));
    double passed = variance(model.draw(key, generation, words, 40));
    assertThat(passed).isNotEqualTo(first);
    assertThat(
            value(sealed, "variance-ratio", Subject.GUARDED)
                / value(sealed, "variance-ratio", Subject.SYNTHETIC))
        .isCloseTo(passed / first, within(1e-9));
  }

  /** A shown document says which of its candidates were dropped, and what came out. */
  @Test
  void samplesSayWhatWasDropped() {
    for (String refill : REFILLS) {
      List<Manifest.Sample> told =
          manifest(refill, ACCUMULATE, BOTH, 1).record().samples().stream()
              .filter(sample -> sample.gates() != null)
              .toList();
      assertThat(told).as(refill).isNotEmpty();
      for (Manifest.Sample sample : told) {
        Manifest.Judged judged = Objects.requireNonNull(sample.gates());
        assertThat(judged.decisions()).isNotEmpty();
        // The first candidate is the unit itself, and was dropped.
        assertThat(judged.decisions().get(0).text()).isEqualTo(sample.text());
        assertThat(judged.decisions())
            .extracting(Manifest.Decision::kind)
            .isSubsetOf("thin", "detector");
        assertThat(judged.passed() != null).isEqualTo(refill.equals("redraw"));
      }
    }
  }

  private static double variance(VectorBlock block) {
    double sum = 0;
    for (int a = 0; a < block.d(); a++) {
      double mean = 0;
      for (int i = 0; i < block.size(); i++) {
        mean += block.rows()[i * block.d() + a] / block.size();
      }
      for (int i = 0; i < block.size(); i++) {
        double gap = block.rows()[i * block.d() + a] - mean;
        sum += gap * gap;
      }
    }
    return sum;
  }

  @Test
  void oneCoreAndSevenPartitionsGiveTheSameBitsAndAResumeToo() throws IOException {
    for (String refill : REFILLS) {
      Path other = runs.out("other-" + refill);
      var session = Runs.session("local[1]", Map.of("spark.default.parallelism", "7"));
      Runs.run(session, spec(refill), other, "generations=1");
      Runs.run(session, spec(refill), other);
      assertThat(Runs.hashes(other)).isEqualTo(Runs.hashes(runs.out(refill)));
      var out = ExperimentRun.folder(other.toString());
      assertThat(SealedFiles.check(out).damage()).isEmpty();
      assertThat(LedgerCheck.of(StoredRun.open(out), line -> {}).problems()).isEmpty();
    }
  }

  /** What a preset decides about a document is the same, whatever takes the place of it. */
  @Test
  void aPresetJudgesTheWordsOfDocuments() throws IOException {
    String split = "corpus.split={real: 0.3, reserve: 0.4, guard: 0.2, test: 0.1}";
    Path out = runs.out("preset");
    Path spec =
        runs.spec(
            "preset",
            """
            family: {kind: multinomial-mixture, components: 2}
            policy: {kind: replace}
            size: 40
            generations: 2
            safeguards: [{kind: critic, preset: ccnet}]
            sweep: {refill: [redraw, shrink, real]}
            """);
    RunFacts facts = Runs.run(Runs.session(), spec, out, split);
    assertThat(facts.counted())
        .containsEntry(
            "rules of preset ccnet on lines, order, copies or language, not applied", 2L);
    List<Map<String, String>> cells = Runs.rows(out.resolve("cells.csv"));
    List<Manifest> first = new ArrayList<>();
    for (String refill : REFILLS) {
      String cell =
          cells.stream()
              .filter(row -> Objects.requireNonNull(row.get("cell")).endsWith(refill))
              .map(row -> Objects.requireNonNull(row.get("folder")))
              .findFirst()
              .orElseThrow();
      first.add(Runs.manifest(out, cell, 0, 1));
    }
    GateCounts shrink = gates(first.get(1)).counts().get(0);
    assertThat(shrink.offered()).isEqualTo(40);
    assertThat(shrink.kept()).isBetween(1L, 39L);
    assertThat(units(first.get(1), 1)).isEqualTo(shrink.kept());
    assertThat(gates(first.get(2)).counts().get(0).kept()).isEqualTo(shrink.kept());
    assertThat(units(first.get(2), 0)).isEqualTo(40 - shrink.kept());
    assertThat(units(first.get(0), 1)).isEqualTo(40);
    assertThat(gates(first.get(0)).counts().get(0).dropped())
        .isGreaterThanOrEqualTo(40 - shrink.kept());
    assertThat(first.get(0).record().samples())
        .filteredOn(sample -> sample.gates() != null)
        .isNotEmpty()
        .allSatisfy(
            sample ->
                assertThat(Objects.requireNonNull(sample.gates()).decisions())
                    .extracting(Manifest.Decision::kind)
                    .containsOnly("critic"));
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    spec,
                    runs.out("preset-short"),
                    split,
                    // words of one character
                    "corpus.tokenizer=characters",
                    "safeguards=[{kind: critic, preset: gopher}]"))
        .hasMessageContaining("preset gopher passes none of the first");
  }

  @Test
  void aGateThatPassesNothingIsFoundBeforeTheRun() {
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    spec("redraw"),
                    runs.out("nothing"),
                    "sweep={safeguards: [[{kind: detector, recall: 1, false-alarm: 0}]]}"))
        .hasMessageContaining("(detector) passed none of 10000 units of a pilot");
  }

  /**
   * Half of R is letters and half is digits, so a preset passes half of R; what one component draws
   * is both. A document of 200 words has 160 with a letter with probability below 1e-16.
   */
  @Test
  void aPresetThatPassesPagesOfRButNoneOfM0IsFoundBeforeS1Passes() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int d = 0; d < 100; d++) {
      String words = d % 2 == 0 ? "the house of that and " : "101 202 303 404 505 ";
      lines
          .append("{\"id\": \"d%d\", \"text\": \"".formatted(d))
          .append(words.repeat(40))
          .append("\"}\n");
    }
    Path corpus = Files.writeString(runs.out("pages.jsonl"), lines);
    Path spec =
        runs.spec(
            "pages",
            """
            family: {kind: multinomial-mixture, components: 1}
            policy: {kind: replace}
            generations: 2
            safeguards: [{kind: thin, share: 0.1}, {kind: critic, preset: gopher}]
            """);
    Path out = runs.out("pages");
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    spec,
                    out,
                    "corpus.source=" + corpus,
                    "corpus.split.real=0.5",
                    "corpus.split.reserve=0.38"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("safeguards: cell base: gate 2 (critic) passed none of ")
        .hasMessageContaining(" units of a pilot; make it less strict");
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      assertThat(files.filter(Files::isDirectory).map(each -> each.getFileName().toString()))
          .contains("g00000")
          .doesNotContain("g00001");
    }
  }

  /** Alarms that fire in every generation: S_2 is drawn from M_0, and T_2 has 3 new documents. */
  @Test
  void rollbackAndRefreshOnDocuments() throws IOException {
    Path out = runs.out("alarms");
    Path spec =
        runs.spec(
            "alarms",
            """
            family: {kind: gaussian-mixture, components: 2, features: {dimension: 3}}
            policy: {kind: replace}
            generations: 3
            keep: needed
            sweep:
              safeguards:
                - []
                - [{kind: alarm, metric: effective-components, chart: {threshold: {below: 0}}, action: {rollback: 1}}]
                - [{kind: alarm, metric: effective-components, chart: {threshold: {below: 0}}, action: {refresh: {real: 3}}}]
                - [{kind: alarm, metric: effective-components, chart: {threshold: {above: 0}}, action: {rollback: 1}}]
                - [{kind: alarm, metric: effective-components, chart: {threshold: {above: 0}}, action: {refresh: {real: 3}}}]
            """);
    Runs.run(Runs.session(), spec, out);
    Map<String, String> folders = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(row.get("cell"), row.get("folder"));
    }
    List<String> cells =
        SpecFile.read(spec.toString(), List.of()).cells().stream()
            .map(cell -> Objects.requireNonNull(folders.get(cell.name())))
            .toList();
    for (int g = 0; g <= 3; g++) {
      String plain = model(out, cells.get(0), g);
      assertThat(model(out, cells.get(1), g)).isEqualTo(plain);
      assertThat(model(out, cells.get(2), g)).isEqualTo(plain);
      assertThat(model(out, cells.get(3), g).equals(plain)).isEqualTo(g < 2);
      assertThat(model(out, cells.get(4), g).equals(plain)).isEqualTo(g < 2);
    }
    assertThat(depth(out, cells.get(0))).containsExactly(1, 2, 3);
    assertThat(depth(out, cells.get(3))).containsExactly(1, 1, 2);
    for (int g = 1; g <= 3; g++) {
      assertThat(units(Runs.manifest(out, cells.get(4), 0, g), 0)).isEqualTo(g == 1 ? 0 : 3);
    }
  }

  private static String model(Path out, String cell, int g) {
    return Objects.requireNonNull(Runs.manifest(out, cell, 0, g).tables().model()).sha256();
  }

  private static List<Integer> depth(Path out, String cell) {
    return List.of(1, 2, 3).stream()
        .map(g -> Manifest.depth(Runs.manifest(out, cell, 0, g)) - 1)
        .toList();
  }
}
