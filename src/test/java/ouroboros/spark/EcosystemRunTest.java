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
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.StoredRun;

/** Several models that feed one pool, in whole runs on one core. */
@Tag("spark")
class EcosystemRunTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 1, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metric-order: 2
      evaluation: {order: 2}
      metrics: [tokens, types-n, retention-n, heterozygosity-n, lost-mass-n, perplexity, between-js-n, f-st, pool-retention-n]
      """;

  private static final String CELLS =
      LINES.replace("policy: {kind: replace}\n", "")
          + """
          sweep:
            policy: [{kind: replace}, {kind: anchor, real: {share: 0.5}}]
            ecosystem:
              - {members: 3, real: disjoint, mixing: {own: 0.8}}
              - {members: 2, real: shared, mixing: recut}
              - {members: [{sampling: {temperature: 0.9}}, {family: {kind: ngram, order: 2, smoothing: {kind: none}}}], mixing: [[1, 0], [0.5, 0.5]]}
              - {members: 2, real: stratum, mixing: uniform}
            exclude:
              - {policy.kind: anchor, ecosystem.real: disjoint}
              - {policy.kind: anchor, ecosystem.mixing: recut}
          """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;
  private static Map<String, String> expected;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("members", CELLS);
    out = runs.out("members");
    Runs.run(Runs.session("local[1]", Map.of()), spec, out);
    expected = Runs.hashes(out);
  }

  @Test
  void coresAndPartitionsChangeNoBit() throws IOException {
    Path seven = runs.out("seven");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "7")), spec, seven);
    assertThat(Runs.hashes(seven)).isEqualTo(expected);
  }

  /** A run that ended when one member of two had sealed its generation. */
  @Test
  void aRunGoesOnWithAMemberHalfDone() throws IOException {
    Path resumed = runs.out("resumed");
    Runs.run(Runs.session("local[1]", Map.of()), spec, resumed, "generations=1");
    Runs.run(Runs.session("local[1]", Map.of()), spec, resumed);
    assertThat(Runs.hashes(resumed)).isEqualTo(expected);
    int deleted = 0;
    try (Stream<Path> cells = Files.list(resumed.resolve("cells"))) {
      for (Path cell : cells.toList()) {
        String name = cell.getFileName().toString();
        if (name.endsWith("-m001") || !name.matches(".*-m[0-9]{3}")) {
          delete(cell.resolve("r0000/g00002"));
          deleted++;
        }
      }
    }
    assertThat(deleted).isEqualTo(12);
    Runs.run(Runs.session("local[1]", Map.of()), spec, resumed);
    assertThat(Runs.hashes(resumed)).isEqualTo(expected);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void oneMemberIsARunWithoutAnEcosystem() throws IOException {
    Path one = runs.out("one");
    Path plain = runs.out("plain");
    String metrics = LINES.replace(", between-js-n, f-st, pool-retention-n", "");
    Runs.run(
        Runs.session("local[1]", Map.of()),
        runs.spec("one", metrics + "ecosystem: {members: 1, real: disjoint, mixing: recut}\n"),
        one);
    Runs.run(Runs.session("local[1]", Map.of()), runs.spec("plain", metrics), plain);
    for (String table : List.of("metrics.csv", "survival.csv", "ranks.csv", "ledger.csv")) {
      assertThat(Files.readString(one.resolve(table)))
          .isEqualTo(Files.readString(plain.resolve(table)));
    }
  }

  private static List<Map<String, String>> rows(String cell, String metric, String scope)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> row : Runs.rows(out.resolve("summary.csv"))) {
      if (Objects.requireNonNull(row.get("cell")).contains(cell)
          && row.get("metric").equals(metric)
          && row.get("scope").equals(scope)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * The measured retention of members and of all, against the recursion. Seed 7, one replicate; a
   * share of about 1,000 types has a standard error below 0.016, so 0.05 are more than 3 of them.
   */
  @Test
  void whatIsLeftAgreesWithTheLaw() throws IOException {
    int compared = 0;
    for (String cell : List.of("recut", "own=0.8", "members[0]", "stratum")) {
      for (String scope : List.of("all", "member=0", "member=1")) {
        for (String metric : List.of("retention-1", "lost-mass-1", "pool-retention-1")) {
          for (Map<String, String> row : rows(cell, metric, scope)) {
            if (!row.get("expected").isEmpty()) {
              assertThat(Double.parseDouble(row.get("mean")))
                  .as(row.toString())
                  .isCloseTo(Double.parseDouble(row.get("expected")), within(.05));
              compared++;
            }
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(90);
  }

  /** Members that share R are not apart in T_0; members with parts of it are. */
  @Test
  void membersThatStartAlikeAreNotApart() throws IOException {
    for (Map<String, String> row : rows("recut", "between-js-1", "all")) {
      boolean isFirst = row.get("generation").equals("0");
      assertThat(Double.parseDouble(row.get("mean")) == 0).isEqualTo(isFirst);
    }
    assertThat(rows("own=0.8", "between-js-1", "all")).isNotEmpty();
    for (Map<String, String> row : rows("own=0.8", "f-st", "all")) {
      assertThat(Double.parseDouble(row.get("mean"))).isPositive();
    }
    assertThat(rows("own=0.8", "pool-retention-1", "member=2")).isNotEmpty();
  }

  /**
   * Every unit of a training set that a model wrote has its writer. A member that reads 80 % of its
   * own has about so many units of its own: 400 units and more, so 5 standard deviations are .1.
   */
  @Test
  void theLedgerSaysWhichMemberWroteWhat() throws IOException {
    Map<String, Long> written = new TreeMap<>();
    Map<String, Long> own = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("writers.csv"))) {
      String place = row.get("cell") + " " + row.get("generation");
      long units = Long.parseLong(row.get("units"));
      written.merge(place, units, Long::sum);
      if (row.get("reader").equals(row.get("writer"))) {
        own.merge(place, units, Long::sum);
      }
    }
    Map<String, Long> known = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("ledger.csv"))) {
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
        assertThat(share).as(place).isCloseTo(.8, within(.1));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(2);
    List<String> lines = new ArrayList<>();
    StoredRun stored = StoredRun.open(ExperimentRun.folder(out.toString()));
    assertThat(LedgerCheck.of(stored, lines::add).problems()).isEmpty();
    assertThat(lines).anyMatch(line -> line.contains("by member 1,"));
  }

  /** Commands that would draw from one model what several wrote. */
  @Test
  void textOfAMemberIsNotDrawnAgain() throws IOException {
    String cell = Objects.requireNonNull(Runs.rows(out.resolve("cells.csv")).get(0).get("cell"));
    assertThatThrownBy(() -> SentenceReplay.open(ExperimentRun.folder(out.toString()), cell, 0, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("several models");
  }

  @Test
  void strataThatDoNotExistAreRefused() throws IOException {
    for (String members : List.of("50", "[{real: {stratum: nobody}}, {real: {stratum: none}}]")) {
      String section = "ecosystem: {members: " + members + ", real: stratum}\n";
      Path wrong = runs.spec("wrong" + members.length(), LINES + section);
      assertThatThrownBy(
              () ->
                  Runs.run(
                      Runs.session("local[1]", Map.of()),
                      wrong,
                      runs.out("wrong" + members.length())))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("strat");
    }
  }
}
