package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;

/** Mixtures of n-gram models: whole runs on a small corpus. */
@Tag("spark")
class NgramMixtureRunTest {
  private static final String BOTH =
      """
      family: {kind: ngram-mixture, by: stratum, order: 2, smoothing: witten-bell}
      policy: {kind: replace}
      generations: 2
      size: 60
      sweep:
        family:
          - {kind: ngram-mixture, by: stratum, order: 2, smoothing: witten-bell}
          - {kind: ngram-mixture, components: 3, order: 2}
        policy:
          - {kind: replace}
          - {kind: fresh, real: {share: 0.1}}
          - {kind: decay, half-life: 1}
      """;

  @TempDir static Path folder;

  @Tag("slow")
  @Test
  void theSameBitsOnAnyCoresAfterAResumeAndInShards() throws IOException {
    Runs runs = new Runs(folder);
    Path spec = runs.spec("both", BOTH);
    Map<String, String> expected;
    try (Session session = Runs.session("local[1]", Map.of())) {
      Runs.run(session, spec, runs.out("one"), "generations=1");
      Runs.run(session, spec, runs.out("one"));
      expected = hashes(runs.out("one"));
    }
    try (Session session = Runs.session("local[2]", Map.of("spark.default.parallelism", "7"))) {
      Runs.run(session, spec, runs.out("two"));
      Runs.run(
          session,
          spec,
          runs.out("shards"),
          "sampling.model=sharded",
          "sweep.policy=[{kind: replace}]");
    }
    assertThat(hashes(runs.out("two"))).isEqualTo(expected);
    Path one = runs.out("one");
    String cell = byStratum(one).get("cell");
    assertThat(metrics(runs.out("shards"), cell)).isEqualTo(metrics(one, cell));
    sentencesKeepTheirComponents(one);
    sharesHaveTheirLaw(one);
    componentsHaveTheNamesOfTheirShares(one);
  }

  private static Map<String, String> hashes(Path out) throws IOException {
    Map<String, String> hashes = new TreeMap<>(Runs.hashes(out));
    hashes.put("components.csv", Runs.sha256(out.resolve("components.csv")));
    return hashes;
  }

  /** The cell with one component per stratum under replace. */
  private static Map<String, String> byStratum(Path out) throws IOException {
    return Runs.rows(out.resolve("cells.csv")).stream()
        .filter(row -> row.get("cell").contains("by=stratum"))
        .filter(row -> row.get("cell").endsWith("policy=replace"))
        .findFirst()
        .orElseThrow();
  }

  /** {@code generate} prints the sentences that the tables of the components count. */
  private static void sentencesKeepTheirComponents(Path out) throws IOException {
    Map<String, String> first = byStratum(out);
    String cell = first.get("cell");
    String folder = first.get("folder");
    Manifest before = Runs.manifest(out, folder, 0, 1);
    Manifest sealed = Runs.manifest(out, folder, 0, 2);
    List<CountTable> components = sealed.tables().synthetic().components();
    assertThat(components.stream().mapToLong(CountTable::sentences).sum()).isEqualTo(60);
    assertThat(before.tables().training().components())
        .isEqualTo(before.tables().synthetic().components());
    SentenceReplay redraw = SentenceReplay.open(ExperimentRun.folder(out.toString()), cell, 0, 2);
    long[] tokens = {0};
    redraw.sentences(0, 60, line -> tokens[0] += line.isEmpty() ? 0 : line.split(" ").length);
    assertThat(components.stream().mapToLong(CountTable::tokens).sum()).isEqualTo(tokens[0]);
    assertThat(sealed.tables().synthetic().tokens()).isEqualTo(tokens[0]);
  }

  /** A component's weight is the share of its scope. */
  private static void componentsHaveTheNamesOfTheirShares(Path out) throws IOException {
    Map<String, String> shares = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("metrics.csv"))) {
      if (row.get("metric").equals("stratum-share") && row.get("subject").equals("training")) {
        shares.put(row.get("cell") + row.get("generation") + row.get("scope"), row.get("value"));
      }
    }
    List<Map<String, String>> components = Runs.rows(out.resolve("components.csv"));
    assertThat(components).hasSize(shares.size());
    for (Map<String, String> row : components) {
      assertThat(shares)
          .containsEntry(
              row.get("cell") + row.get("generation") + row.get("scope"), row.get("weight"));
    }
  }

  private static void sharesHaveTheirLaw(Path out) throws IOException {
    Map<String, Double> real = new HashMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("summary.csv"))) {
      if (row.get("metric").equals("stratum-share") && row.get("generation").equals("0")) {
        real.put(row.get("cell") + row.get("scope"), Double.valueOf(row.get("mean")));
      }
    }
    int expected = 0;
    for (Map<String, String> row : Runs.rows(out.resolve("summary.csv"))) {
      if (row.get("metric").equals("stratum-share") && !row.get("expected").isEmpty()) {
        expected++;
        assertThat(row.get("cell")).doesNotContain("fresh");
        assertThat(Double.parseDouble(row.get("expected")))
            .isEqualTo(real.get(row.get("cell") + row.get("scope")));
      }
    }
    assertThat(expected).isPositive();
  }

  @Test
  void oneComponentIsThePlainModelToTheBit() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "plain",
            """
            family: {kind: ngram, order: 2}
            policy: {kind: anchor, real: {share: 0.3}}
            generations: 2
            size: 60
            metrics: all
            sweep:
              family:
                - {kind: ngram, order: 2}
                - {kind: ngram-mixture, components: 1, order: 2}
            """);
    try (Session session = Runs.session()) {
      Runs.run(session, spec, runs.out("plain"));
    }
    Path out = runs.out("plain");
    String[] own = {"component-entropy", "effective-components"};
    List<String> cells =
        Runs.rows(out.resolve("cells.csv")).stream().map(row -> row.get("cell")).toList();
    assertThat(metrics(out, cells.get(1), own)).isEqualTo(metrics(out, cells.get(0), own));
    assertThat(Runs.rows(out.resolve("components.csv"))).hasSize(3);
  }

  private static List<String> metrics(Path out, String cell, String... without) throws IOException {
    List<String> rows =
        Runs.rows(out.resolve("metrics.csv")).stream()
            .filter(
                row ->
                    row.get("cell").equals(cell) && !List.of(without).contains(row.get("metric")))
            .map(row -> new TreeMap<>(row).tailMap("generation") + row.get("value"))
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  /**
   * Every document of stratum a is "x y", "x z", "x z", of stratum b "x y", "w y", "w y", "w y".
   * Bigrams without smoothing give a's component P(x y) = 1/3 and P(x z) = 2/3, b's P(x y) = 1/4
   * and P(w y) = 3/4; every other factor is 1. With w the share of a's sentences in R, 3 A / (3 A +
   * 4 B) of A and B documents, the mixture has P(x y) = w/3 + (1 - w)/4, P(x z) = 2 w/3, P(w y) = 3
   * (1 - w)/4, and a sentence has three tokens, {@code </s>} included.
   */
  @Test
  void perplexityOfTheGeneratorIsThatOfTheMixtureByHand() throws IOException {
    int documents = 40;
    StringBuilder corpus = new StringBuilder();
    for (int i = 0; i < documents; i++) {
      corpus.append("{\"id\":\"a").append(i).append("\",\"stratum\":\"a\",");
      corpus.append("\"text\":\"x y\\nx z\\nx z\"}\n");
      corpus.append("{\"id\":\"b").append(i).append("\",\"stratum\":\"b\",");
      corpus.append("\"text\":\"x y\\nw y\\nw y\\nw y\"}\n");
    }
    Path file = Files.writeString(folder.resolve("hand.jsonl"), corpus);
    String lines =
        """
        name: hand
        seed: 7
        corpus:
          source: %s
          sentences: lines
          split: {real: 0.6, reserve: 0, guard: 0, test: 0.4}
        family: {kind: ngram-mixture, by: stratum, order: 2, smoothing: none}
        policy: {kind: replace}
        generations: 1
        """;
    Path spec = Files.writeString(folder.resolve("hand.yaml"), lines.formatted(file));
    Path out = folder.resolve("hand");
    try (Session session = Runs.session()) {
      Runs.run(session, spec, out);
    }
    String cell = Runs.rows(out.resolve("cells.csv")).get(0).get("folder");
    List<CountTable> real = Runs.manifest(out, cell, 0, 0).tables().training().components();
    double ofA = real.get(0).sentences();
    double ofB = real.get(1).sentences();
    double testA = documents - ofA / 3;
    double testB = documents - ofB / 4;
    assertThat(List.of(ofA, ofB, testA, testB)).allMatch(count -> count > 0);
    double w = ofA / (ofA + ofB);
    double a = testA * (log2(w / 3 + (1 - w) / 4) + 2 * log2(2 * w / 3));
    double b = testB * (log2(w / 3 + (1 - w) / 4) + 3 * log2(3 * (1 - w) / 4));
    assertThat(generator(out, "stratum=a")).isCloseTo(Math.pow(2, -a / (9 * testA)), within(1e-9));
    assertThat(generator(out, "stratum=b")).isCloseTo(Math.pow(2, -b / (12 * testB)), within(1e-9));
    assertThat(generator(out, "all"))
        .isCloseTo(Math.pow(2, -(a + b) / (9 * testA + 12 * testB)), within(1e-9));
  }

  private static double log2(double p) {
    return Math.log(p) / Math.log(2);
  }

  /** {@code perplexity-generator} of M_0. */
  private static double generator(Path out, String scope) throws IOException {
    return Runs.rows(out.resolve("metrics.csv")).stream()
        .filter(row -> row.get("metric").equals("perplexity-generator"))
        .filter(row -> row.get("generation").equals("0") && row.get("scope").equals(scope))
        .mapToDouble(row -> Double.parseDouble(row.get("value")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void moreComponentsThanDocumentsAreRefused() throws IOException {
    Runs runs = new Runs(folder);
    Path spec =
        runs.spec(
            "many",
            """
            family: {kind: ngram-mixture, components: 1000}
            policy: {kind: replace}
            generations: 1
            """);
    try (Session session = Runs.session()) {
      assertThatThrownBy(() -> Runs.run(session, spec, runs.out("many")))
          .hasMessageContaining("1000 components need as many documents; R has ");
    }
  }
}
