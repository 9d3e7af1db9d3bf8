package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.SentenceMetric;

/** Runs whose generations are drawn as populations. */
@Tag("spark")
class PopulationRunTest {
  private static final String CELLS =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      size: 500
      generations: 2
      metric-order: 3
      sampling: {backend: population}
      sweep:
        policy:
          - {kind: replace}
          - {kind: accumulate}
          - {kind: mixture, real-share: 0.3}
          - {kind: fresh, real: {share: 0.1}, total: fixed}
          - {kind: anchor, real: {share: 0.2}}
          - {kind: weighted, real: {share: 0.5}, real-weight: 0.3}
          - {kind: contaminated, schedule: [0.3, 0.6]}
          - {kind: partial, share: 0.4}
        family:
          - {kind: ngram, order: 2, smoothing: {kind: none}}
          - {kind: ngram, order: 3, smoothing: {kind: none}}
          - {kind: ngram, order: 2, smoothing: {kind: additive}}
        exclude:
          - {policy.kind: replace, family.smoothing.kind: additive}
          - {policy.kind: accumulate, family.smoothing.kind: additive}
          - {policy.kind: mixture, family.smoothing.kind: additive}
          - {policy.kind: fresh, family.smoothing.kind: additive}
          - {policy.kind: anchor, family.smoothing.kind: additive}
          - {policy.kind: weighted, family.smoothing.kind: additive}
          - {policy.kind: contaminated, family.smoothing.kind: additive}
          - {policy.kind: partial, family.smoothing.kind: none}
          - {policy.kind: fresh, family.order: 3}
          - {policy.kind: anchor, family.order: 3}
          - {policy.kind: weighted, family.order: 3}
          - {policy.kind: contaminated, family.order: 3}
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Path spec;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    spec = runs.spec("population", CELLS);
    out = runs.out("two");
    Runs.run(Runs.session(), spec, out);
  }

  @Test
  void sevenPartitionsGiveTheSameBits() throws IOException {
    Path seven = runs.out("seven");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "7")), spec, seven);
    assertThat(Runs.hashes(seven)).isEqualTo(Runs.hashes(out));
  }

  /** Types^3 are more than 2^26 n-grams, so only those that somebody draws are in memory. */
  @Test
  void withSmoothingOnlyNgramsThatAreDrawnAreInMemory() throws IOException {
    Path smooth =
        runs.spec(
            "smooth",
            """
            family: {kind: ngram, order: 3, smoothing: {kind: modified-kneser-ney}}
            policy: {kind: replace}
            size: 500
            generations: 2
            metric-order: 2
            metrics: [tokens, types-n]
            sampling: {backend: population}
            """);
    Runs.run(Runs.session(), smooth, runs.out("smooth"));
    Path seven = runs.out("smooth-seven");
    Runs.run(Runs.session("local[2]", Map.of("spark.default.parallelism", "7")), smooth, seven);
    assertThat(Runs.hashes(seven)).isEqualTo(Runs.hashes(runs.out("smooth")));
    Manifest sealed = Runs.manifest(seven, cell(seven), 0, 2);
    assertThat(drawn(sealed).sentences()).isEqualTo(500);
    assertThat(drawn(sealed).entries()).isGreaterThan(1000);
  }

  /**
   * Retention of words by the law of S_1 and S_2: means of four replicates with a standard
   * deviation of .0055, and a law that is too high or too low by at most .002 (see {@code
   * LawOfRetentionTest}). Seed 11; 4 comparisons with 4.72 standard errors alarm falsely with 1e-5.
   */
  @Test
  void wordsAreRetainedByTheLaw() throws IOException {
    Path law =
        Files.writeString(
            folder.resolve("law.yaml"),
            """
            name: law
            seed: 11
            corpus:
              source: "bundled:strata"
              split: {real: 0.14, reserve: 0.7, guard: 0.06, test: 0.1}
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            replicates: 4
            metrics: [vocabulary-retention]
            metric-order: 1
            sampling: {backend: population}
            sweep: {policy: [{kind: replace}, {kind: accumulate}]}
            """);
    Runs.run(Runs.session(), law, runs.out("law"));
    List<Double> gaps = new ArrayList<>();
    for (Map<String, String> row : Runs.rows(runs.out("law").resolve("summary.csv"))) {
      if (row.get("subject").equals("synthetic")
          && row.get("scope").equals("all")
          && !row.get("expected").isEmpty()) {
        double mean = Double.parseDouble(row.get("mean"));
        assertThat(mean).isLessThan(.9);
        gaps.add(mean - Double.parseDouble(row.get("expected")));
      }
    }
    assertThat(gaps).hasSize(4).allMatch(gap -> Math.abs(gap) < .002 + 4.72 * .0055 / 2);
  }

  private static String cell(Path run) throws IOException {
    try (var cells = Files.list(run.resolve("cells"))) {
      return cells.map(path -> path.getFileName().toString()).findFirst().orElseThrow();
    }
  }

  @Test
  void generationsHaveTheirSizes() {
    for (int g = 1; g <= 2; g++) {
      Manifest replace = manifest("policy=replace family.order=2", g);
      assertThat(drawn(replace).sentences()).isEqualTo(500);
      assertThat(replace.tables().training().isSameAs(drawn(replace))).isTrue();
    }
  }

  private static CountTable drawn(Manifest manifest) {
    return Objects.requireNonNull(manifest.tables().synthetic());
  }

  private static Manifest manifest(String start, int g) {
    try (var cells = Files.list(out.resolve("cells"))) {
      String name =
          cells
              .map(path -> path.getFileName().toString())
              .filter(each -> each.startsWith("000"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(start));
      return Runs.manifest(out, name, 0, g);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatNeedsSentencesHasNoRowsAndTheRecordSaysSo() throws IOException {
    List<Map<String, String>> rows = Runs.rows(out.resolve("metrics.csv"));
    Set<String> metrics =
        rows.stream().map(row -> row.get("metric")).collect(Collectors.toCollection(TreeSet::new));
    assertThat(metrics).contains("types-2", "types-3", "vocabulary-retention", "perplexity");
    assertThat(metrics)
        .noneMatch(name -> MetricCatalogue.named(name).orElse(null) instanceof SentenceMetric);
    Set<String> longest =
        rows.stream()
            .filter(row -> row.get("metric").equals("types-3"))
            .map(row -> row.get("cell"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(longest).hasSize(3).allMatch(cell -> cell.contains("order=3"));
    JsonNode record = JsonMapper.builder().build().readTree(out.resolve("run.json").toFile());
    assertThat(record.toString())
        .contains("no rows where sampling.backend is population")
        .contains("n-grams longer than 2");
    assertThat(Files.readAllLines(out.resolve("samples.jsonl")))
        .anyMatch(line -> line.contains("\"generation\":2"));
  }
}
