package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.experiment.store.StoredRun;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/** Members of an ecosystem that draw documents, in whole runs. Seed 7. */
@Tag("spark")
class EcosystemDocumentsRunTest {

  /** Bags of words; the third ecosystem has a member of another family. */
  private static final String WORDS =
      """
      family: {kind: multinomial-mixture, components: 2}
      policy: {kind: replace}
      generations: 2
      size: 40
      metrics: [tokens, types-n, retention-n, heterozygosity-n, log-likelihood, effective-components, between-js-n, f-st, pool-retention-n]
      sweep:
        policy: [{kind: replace}, {kind: accumulate}]
        ecosystem:
          - {members: 3, real: disjoint, mixing: {own: 0.8}}
          - {members: 2, real: stratum, mixing: recut}
          - {members: [{}, {family: {kind: lda, topics: 2, rounds: 3}}], mixing: uniform}
      """;

  private static final String VECTORS =
      """
      family: {kind: gaussian-mixture, components: 2, features: {dimension: 3}}
      policy: {kind: replace}
      generations: 2
      size: 40
      sweep:
        policy: [{kind: replace}, {kind: fresh, real: {units: 5}}, {kind: anchor, real: {share: 0.2}}]
        ecosystem:
          - {members: [{}, {family: {kind: gaussian-mixture, components: 3, covariance: diagonal, features: {dimension: 3}}}], real: disjoint, mixing: [[0.5, 0.5], [0, 1]]}
          - {members: 3, mixing: recut}
      """;

  private static final List<String> NAMES = List.of("words", "vectors");

  @TempDir static Path folder;
  private static Runs runs;

  private static Path spec(String name) throws IOException {
    return runs.spec(name, name.equals("words") ? WORDS : VECTORS);
  }

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    for (String name : NAMES) {
      Runs.run(Runs.session("local[1]", Map.of()), spec(name), runs.out(name));
    }
  }

  private static Map<String, String> hashes(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>(Runs.hashes(out));
    for (String table : List.of("writers.csv", "components.csv")) {
      hashes.put(table, Files.readString(out.resolve(table)));
    }
    return hashes;
  }

  /** The other run also does all work on units in Spark jobs; this one in its threads. */
  @Tag("slow")
  @Test
  void coresPartitionsAndJobsChangeNoBit() throws IOException {
    Map<String, String> inJobs =
        Map.of("spark.default.parallelism", "7", "spark.ouroboros.unitsInThread", "8");
    for (String name : NAMES) {
      Path other = runs.out(name + "-seven");
      Runs.run(Runs.session("local[2]", inJobs), spec(name), other);
      assertThat(hashes(other)).isEqualTo(hashes(runs.out(name)));
    }
  }

  /** A run that ended when some members had sealed their generation. */
  @Test
  void aRunGoesOnWithAMemberHalfDone() throws IOException {
    for (String name : NAMES) {
      Path resumed = runs.out(name + "-resumed");
      Runs.run(Runs.session("local[1]", Map.of()), spec(name), resumed, "generations=1");
      Runs.run(Runs.session("local[1]", Map.of()), spec(name), resumed);
      int deleted = 0;
      try (Stream<Path> cells = Files.list(resumed.resolve("cells"))) {
        for (Path cell : cells.toList()) {
          String file = cell.getFileName().toString();
          if (file.endsWith("-m001") || !file.matches(".*-m[0-9]{3}")) {
            delete(cell.resolve("r0000/g00002"));
            deleted++;
          }
        }
      }
      assertThat(deleted).isEqualTo(12);
      Runs.run(Runs.session("local[1]", Map.of()), spec(name), resumed);
      assertThat(hashes(resumed)).isEqualTo(hashes(runs.out(name)));
      var out = ExperimentRun.folder(resumed.toString());
      assertThat(SealedFiles.check(out).damage()).isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** metric, subject, generation and scope to value, of the cells whose names contain a text. */
  private static Map<String, Double> values(String name, String... parts) throws IOException {
    Map<String, Double> values = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(runs.out(name).resolve("metrics.csv"))) {
      String cell = Objects.requireNonNull(row.get("cell"));
      if (Stream.of(parts).allMatch(cell::contains)) {
        values.put(
            String.join(
                " ",
                row.get("metric"),
                row.get("subject"),
                row.get("scope"),
                row.get("generation")),
            Double.valueOf(Objects.requireNonNull(row.get("value"))));
      }
    }
    return values;
  }

  /** Parts of R have all of it together; a stratum has all of its documents. */
  @Test
  void membersStartFromTheirPartOfR() throws IOException {
    Path out = runs.out("words");
    PreparedCorpus.PartEntry real =
        CorpusReader.open(ExperimentRun.folder(out.toString()).root() + "/corpus")
            .corpus()
            .part(Part.REAL);
    List<PreparedCorpus.Amounts> strata =
        real.strata().stream().filter(each -> each.sentences() > 0).toList();
    for (Map<String, String> cell : Runs.rows(out.resolve("cells.csv"))) {
      String name = Objects.requireNonNull(cell.get("cell"));
      List<CountTable> each = new ArrayList<>();
      for (int k = 0; k < (name.contains("disjoint") ? 3 : 2); k++) {
        String member = Cell.folderOfMember(Objects.requireNonNull(cell.get("folder")), k);
        each.add(Runs.manifest(out, member, 0, 0).tables().training());
      }
      if (name.contains("disjoint")) {
        assertThat(each.stream().mapToLong(CountTable::sentences).sum())
            .isEqualTo(real.documents());
        assertThat(each.stream().mapToLong(CountTable::tokens).sum()).isEqualTo(real.tokens());
      } else if (name.contains("stratum")) {
        for (int k = 0; k < 2; k++) {
          assertThat(each.get(k).sentences()).isEqualTo(strata.get(k).documents());
          assertThat(each.get(k).tokens()).isEqualTo(strata.get(k).tokens());
        }
      } else {
        assertThat(each).extracting(CountTable::sentences).containsOnly(real.documents());
      }
    }
  }

  @Test
  void membersAreMeasuredAloneAndTogether() throws IOException {
    Map<String, Double> words = values("words", "policy=replace", "disjoint");
    double tokens = 0;
    for (int k = 0; k < 3; k++) {
      tokens += Objects.requireNonNull(words.get("tokens synthetic member=" + k + " 1"));
      assertThat(words).containsKey("retention-1 training member=" + k + " 2");
      assertThat(words).containsKey("log-likelihood model member=" + k + " 0");
      assertThat(words.get("pool-retention-1 synthetic member=" + k + " 2")).isBetween(.01, 1.0);
    }
    assertThat(words).containsEntry("tokens synthetic all 1", tokens);
    assertThat(words.get("retention-1 synthetic all 1"))
        .isGreaterThan(Objects.requireNonNull(words.get("retention-1 synthetic member=0 1")));
    assertThat(words.get("between-js-1 synthetic all 1")).isBetween(.01, 1.0);
    assertThat(words.get("f-st synthetic all 1")).isBetween(0.0, 1.0);
    assertThat(words.get("log-likelihood model all 2")).isNegative();
    Map<String, Double> mixed = values("words", "policy=replace", "lda");
    assertThat(mixed).doesNotContainKey("log-likelihood model all 1");
    assertThat(mixed).containsKey("log-likelihood model member=1 1");
    assertThat(mixed.get("effective-components model all 1")).isBetween(1.0, 4.0);
    Map<String, Double> vectors = values("vectors", "policy=replace", "disjoint");
    assertThat(vectors).containsKey("coverage synthetic member=1 2");
    assertThat(vectors).containsKey("coverage synthetic all 2");
    assertThat(vectors.get("effective-components model all 0")).isBetween(1.0, 5.0);
    assertThat(vectors.keySet()).noneMatch(key -> key.contains("between-js"));
  }

  /**
   * Every unit of a training set that a model wrote has its writer. A member that reads 80 % of its
   * own has about so many units of its own: 120 lots, so .8 +- .2 are more than 5 standard
   * deviations.
   */
  @Test
  void theLedgerSaysWhichMemberWroteWhat() throws IOException {
    for (String name : NAMES) {
      Map<String, Long> written = new TreeMap<>();
      Map<String, Long> own = new TreeMap<>();
      for (Map<String, String> row : Runs.rows(runs.out(name).resolve("writers.csv"))) {
        String place = row.get("cell") + " " + row.get("generation");
        long units = Long.parseLong(row.get("units"));
        written.merge(place, units, Long::sum);
        if (Objects.equals(row.get("reader"), row.get("writer"))) {
          own.merge(place, units, Long::sum);
        }
        assertThat(Long.parseLong(Objects.requireNonNull(row.get("tokens"))) > 0)
            .isEqualTo(name.equals("words"));
      }
      Map<String, Long> known = new TreeMap<>();
      for (Map<String, String> row : Runs.rows(runs.out(name).resolve("ledger.csv"))) {
        if (!row.get("author-generation").equals("0")) {
          long units = Long.parseLong(row.get("units"));
          known.merge(row.get("cell") + " " + row.get("generation"), units, Long::sum);
        }
      }
      assertThat(written).isNotEmpty().isEqualTo(known);
      int compared = 0;
      for (String place : own.keySet()) {
        if (place.contains("own=0.8")) {
          double share = (double) own.get(place) / written.get(place);
          assertThat(share).as(place).isCloseTo(.8, within(.2));
          compared++;
        }
      }
      assertThat(compared).isEqualTo(name.equals("words") ? 4 : 0);
      List<String> lines = new ArrayList<>();
      StoredRun stored = StoredRun.open(ExperimentRun.folder(runs.out(name).toString()));
      assertThat(LedgerCheck.of(stored, lines::add).problems()).isEmpty();
      assertThat(lines).anyMatch(line -> line.contains("by member 1,"));
    }
  }

  /** One model, and two models of which each reads only itself, with gates and alarms. */
  private static final String APART =
      """
      size: 40
      generations: 2
      refill: %s
      sweep:
        safeguards:
          - []
          - [{kind: thin, share: 0.3}, {kind: detector, recall: 0.5, false-alarm: 0.1}]
          - [{kind: alarm, metric: effective-components, chart: {kind: shewhart, sd: 0.001}, calibrate: 2, action: {rollback: 1}}]
        ecosystem:
          - {members: 1}
          - {members: 2, mixing: {own: 1}}
      """;

  @Test
  void aMemberThatReadsItselfHasTheBitsOfOneModel() throws IOException {
    Map<String, String> heads =
        Map.of(
            "redraw",
            """
            family: {kind: gaussian-mixture, components: 2, features: {dimension: 3}}
            policy: {kind: accumulate-subsample, size: {share: 0.7}}
            """,
            "real",
            """
            family: {kind: multinomial-mixture, components: 2}
            policy: {kind: mixture, real-share: 0.3}
            """,
            "shrink",
            """
            family: {kind: multinomial-mixture, components: 2}
            policy: {kind: accumulate}
            """);
    for (Map.Entry<String, String> each : heads.entrySet()) {
      String refill = each.getKey();
      Path out = runs.out("apart-" + refill);
      Path file = runs.spec("apart-" + refill, each.getValue() + APART.formatted(refill));
      Runs.run(Runs.session("local[1]", Map.of()), file, out);
      assertThat(EcosystemSafeguardRunTest.compare(out)).isEqualTo(3);
    }
  }

  /** Gates of pools that others wrote: what passed is what the ledger has, and bits stay. */
  @Test
  void gatesJudgeThePool() throws IOException {
    for (String refill : List.of("redraw", "shrink", "real")) {
      Path file =
          runs.spec(
              "gates-" + refill,
              """
              family: {kind: multinomial-mixture, components: 2}
              policy: {kind: replace}
              size: 40
              generations: 2
              refill: %s
              ecosystem: {members: 2, real: disjoint, mixing: recut}
              sweep:
                policy: [{kind: accumulate}, {kind: mixture, real-share: 0.3}]
                safeguards:
                  - [{kind: thin, share: 0.3}, {kind: critic, preset: ccnet}]
                  - [{kind: detector, recall: 0.5, false-alarm: 0.1}]
              """
                  .formatted(refill));
      String split = "corpus.split={real: 0.3, reserve: 0.4, guard: 0.2, test: 0.1}";
      Path out = runs.out("gates-" + refill);
      Runs.run(Runs.session("local[1]", Map.of()), file, out, split);
      Path other = runs.out("gates-again-" + refill);
      Runs.run(Runs.session(), file, other, split, "generations=1");
      Runs.run(Runs.session(), file, other, split);
      assertThat(hashes(other)).isEqualTo(hashes(out));
      assertThat(Files.readString(other.resolve("gates.csv")))
          .isEqualTo(Files.readString(out.resolve("gates.csv")));
      StoredRun stored = StoredRun.open(ExperimentRun.folder(out.toString()));
      assertThat(LedgerCheck.of(stored, line -> {}).problems()).isEmpty();
      assertThat(Runs.rows(out.resolve("metrics.csv")))
          .anyMatch(
              row ->
                  "gate-kept".equals(row.get("metric"))
                      && "gate=1".equals(row.get("scope"))
                      && "guarded".equals(row.get("subject")));
    }
  }

  @Test
  void oneMemberIsARunWithoutAnEcosystem() throws IOException {
    String lines =
        """
        family: {kind: gaussian-mixture, components: 2, features: {dimension: 3}}
        policy: {kind: accumulate}
        generations: 2
        """;
    Path one = runs.out("one");
    Path plain = runs.out("plain");
    Runs.run(
        Runs.session("local[1]", Map.of()),
        runs.spec("one", lines + "ecosystem: {members: 1, real: disjoint, mixing: recut}\n"),
        one);
    Runs.run(Runs.session("local[1]", Map.of()), runs.spec("plain", lines), plain);
    for (String table : List.of("metrics.csv", "ledger.csv", "components.csv")) {
      assertThat(Files.readString(one.resolve(table)))
          .isEqualTo(Files.readString(plain.resolve(table)));
    }
  }

  @Test
  void membersWithoutEnoughOfRAreRefused() throws IOException {
    Path many =
        runs.spec(
            "many",
            """
            family: {kind: multinomial-mixture, components: 50}
            policy: {kind: replace}
            generations: 1
            ecosystem: {members: 20, real: disjoint}
            """);
    assertThatThrownBy(() -> Runs.run(Runs.session("local[1]", Map.of()), many, runs.out("many")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("50 components need as many documents; R has ");
    Path strata =
        runs.spec(
            "strata",
            """
            family: {kind: multinomial-mixture, components: 2}
            policy: {kind: replace}
            generations: 1
            ecosystem: {members: 50, real: stratum}
            """);
    assertThatThrownBy(
            () -> Runs.run(Runs.session("local[1]", Map.of()), strata, runs.out("strata")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("50 members start from one stratum each");
  }
}
