package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.SealedFiles;

/**
 * With safeguards a run still has one answer, and a gate of strength zero leaves that of a run
 * without it.
 */
@Tag("spark")
class SafeguardBitsTest {
  /** Training sets that take part of S'_1 .. S'_g, so that old ones are drawn again. */
  private static final String HALF =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: accumulate-subsample, size: {share: 0.7}}
      generations: 3
      sampling: {max-length: 9}
      metric-order: 2
      evaluation: {order: 2, every: 3}
      metrics: [tokens, types-n, self-bleu-4, perplexity, gate-kept, candidates, real-units-used, contamination]
      safeguards: [{kind: thin, share: 0.5}]
      sweep:
        refill: [redraw, shrink, real]
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Map<String, String> expected;
  private static long real;

  @BeforeAll
  static void runOnTwoCores() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("half", HALF);
    RunFacts facts = Runs.run(Runs.session(), spec, runs.out("two"));
    real = Objects.requireNonNull(facts.parts().all().get(FamilySpec.Unit.SENTENCE)).real();
    expected = Runs.hashesWithGates(runs.out("two"));
  }

  private static Map<String, String> hashes(Session session, String name, String... overrides)
      throws IOException {
    Runs.run(session, spec, runs.out(name), overrides);
    return Runs.hashesWithGates(runs.out(name));
  }

  @Test
  void aRunThatWasCutAfterTheFirstGenerationGoesOnWithTheSameBits() throws IOException {
    Path out = runs.out("cut");
    Runs.run(Runs.session(), spec, out);
    int cut = 0;
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.toList()) {
        if (file.toString().matches(".*/g0000[23]/manifest-.*")) {
          Files.delete(file);
          cut++;
        }
      }
    }
    assertThat(cut).isEqualTo(6);

    assertThat(Runs.run(Runs.session(), spec, out).computed()).isEqualTo(6);

    assertThat(Runs.hashesWithGates(out)).isEqualTo(expected);
  }

  /** What is kept is enough to draw S'_1 and S'_2 again. */
  @Test
  void aRunThatKeepsOnlyTheLastCanBeExtended() throws IOException {
    Path last = runs.spec("last", HALF + "keep: last\n");
    Path out = runs.out("last");
    Runs.run(Runs.session(), last, out, "generations=2");
    Runs.run(Runs.session(), last, out);

    assertThat(Runs.hashesWithGates(out)).isEqualTo(expected);
    SealedFiles.Findings findings = SealedFiles.check(ExperimentRun.folder(out.toString()));
    assertThat(findings.damage()).isEmpty();
    assertThat(findings.released()).isPositive();
  }

  @Test
  void oneCoreSevenPartitionsAndShardsGiveTheSameBits() throws IOException {
    Session one = Runs.session("local[1]", Map.of());
    assertThat(hashes(one, "one")).isEqualTo(expected);
    Session seven = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"));
    assertThat(hashes(seven, "seven", "sampling.model=sharded")).isEqualTo(expected);
  }

  @Test
  void whereTooFewPassTheErrorNamesCellGenerationAndWayOut() {
    // More than R and half of S_1, not more than both.
    long most = Math.round(1.9 * real);
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    spec,
                    runs.out("few"),
                    "policy={kind: accumulate-subsample, size: {units: %d}}".formatted(most),
                    "sweep.refill=[shrink]"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "refill=shrink replicate 0: generation 1: policy accumulate-subsample needs [\\d,]+"
                + " units; R and what passed of S_1 .. S_1 have [\\d,]+; ask for fewer units, draw"
                + " more \\(size\\), or set refill: redraw or real");
  }

  /** A gate that lets one candidate in 10^9 pass: found before the run. */
  @Test
  void whereNothingPassesThePilotNamesCellAndGate() {
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    spec,
                    runs.out("none"),
                    "safeguards=[{kind: thin, share: 0}, {kind: thin, share: 0.999999999}]",
                    "sweep.refill=[redraw, real]"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "safeguards: cell refill=redraw: gate 2 (thin) passed none of 10000 units of a pilot; make it"
                + " less strict")
        .hasMessageContaining("safeguards: cell refill=real: gate 2 (thin) passed none");
    assertThat(runs.out("none").resolve("cells")).doesNotExist();
  }

  private static final String ZERO =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 3
      size: 120
      metric-order: 2
      evaluation: {order: 2, every: 3}
      sweep:
        family:
          - {kind: ngram, order: 2, smoothing: {kind: none}}
          - {kind: ngram-mixture, by: stratum, order: 2}
        safeguards: [[], [{kind: thin, share: 0}]]
        refill: [redraw, shrink, real]
        exclude:
          - {safeguards: [], refill: shrink}
          - {safeguards: [], refill: real}
      """;

  @Test
  void strengthZeroLeavesTheRowsOfARunWithoutIt() throws IOException {
    Path out = runs.out("zero");
    Runs.run(Runs.session(), runs.spec("zero", ZERO), out);
    List<Map<String, String>> cells = Runs.rows(out.resolve("cells.csv"));
    assertThat(cells).hasSize(8);
    List<String> gates = List.of("gate-kept", "candidates", "real-units-used", "contamination");
    int compared = 0;
    for (Map<String, String> cell : cells) {
      String guarded = Objects.requireNonNull(cell.get("cell"));
      if (guarded.contains("safeguards=[];")) {
        continue;
      }
      String plain =
          guarded.replaceAll(
              "safeguards=\\[thin.*?\\)\\];refill=\\w+", "safeguards=[];refill=redraw");
      assertThat(withoutForecasts(rows(out, "survival.csv", guarded)))
          .isNotEmpty()
          .isEqualTo(withoutForecasts(rows(out, "survival.csv", plain)));
      for (String table : List.of("ranks.csv", "ledger.csv", "components.csv")) {
        List<String> rows = rows(out, table, guarded);
        assertThat(rows).as(table).isEqualTo(rows(out, table, plain));
        assertThat(rows.isEmpty())
            .as(table)
            .isEqualTo(table.equals("components.csv") && !guarded.contains("by=stratum"));
      }
      assertThat(samples(out, guarded)).isNotEmpty().isEqualTo(samples(out, plain));
      assertThat(metrics(out, guarded, row -> !row.get("subject").equals("guarded")))
          .isEqualTo(metrics(out, plain, row -> true));
      List<String> passed =
          metrics(
              out,
              guarded,
              row -> row.get("subject").equals("guarded") && !gates.contains(row.get("metric")));
      assertThat(passed)
          .hasSizeGreaterThan(60)
          .isEqualTo(metrics(out, guarded, row -> row.get("subject").equals("synthetic")));
      compared++;
    }
    assertThat(compared).isEqualTo(6);
  }

  /** Rows of a cell without their first column. */
  private static List<String> rows(Path out, String table, String cell) throws IOException {
    String quoted = cell.contains(",") ? "\"" + cell + "\"" : cell;
    return Files.readAllLines(out.resolve(table)).stream()
        .filter(line -> line.startsWith(quoted + ","))
        .map(line -> line.substring(quoted.length()))
        .toList();
  }

  /** No forecast is made with safeguards: the last column. */
  private static List<String> withoutForecasts(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.lastIndexOf(','))).toList();
  }

  private static List<String> samples(Path out, String cell) throws IOException {
    return Files.readAllLines(out.resolve("samples.jsonl")).stream()
        .filter(line -> line.startsWith("{\"cell\":\"" + cell + "\","))
        .map(line -> line.substring(line.indexOf("\"replicate\"")))
        .toList();
  }

  /** Generation, metric, scope and value, in order. */
  private static List<String> metrics(Path out, String cell, Predicate<Map<String, String>> which)
      throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> cell.equals(row.get("cell")))
        .filter(which)
        .map(
            row ->
                String.join(
                    " ",
                    row.get("generation"),
                    row.get("subject").replace("guarded", "synthetic"),
                    row.get("metric"),
                    row.get("scope"),
                    row.get("value")))
        .toList();
  }
}
