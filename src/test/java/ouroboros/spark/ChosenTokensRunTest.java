package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;

/** Real text in tokens. Nothing here depends on luck. */
@Tag("spark")
class ChosenTokensRunTest {
  private static final int TOKENS = 400;
  private static final List<String> WAYS = List.of("random", "stratified", "rarest");

  private static final List<String> RESERVE =
      List.of(
          "kind: fresh, real: {tokens: 150}",
          "kind: fresh, real: {tokens: 150}, every: 2",
          "kind: weighted, real: {tokens: 150}, real-weight: 0.5");

  @TempDir static Path folder;
  private static Runs runs;
  private static Path out;
  private static List<String> folders;

  private static final String LINES =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 2
      metric-order: 2
      metrics: [tokens]
      evaluation: {order: 2, every: 3}
      sweep:
        policy:
      """;

  private static String anchor(String amount, String way) {
    return "    - {kind: anchor, real: {%s, choose: %s}}%n".formatted(amount, way);
  }

  @BeforeAll
  static void run() throws IOException {
    runs = new Runs(folder);
    StringBuilder lines = new StringBuilder(LINES);
    WAYS.forEach(way -> lines.append(anchor("tokens: " + TOKENS, way)));
    lines.append("    - {kind: anchor, real: {tokens: 400}, total: fixed}\n");
    RESERVE.forEach(policy -> lines.append("    - {" + policy + "}\n"));
    out = runs.out("tokens");
    Path spec = runs.spec("tokens", lines.toString());
    Runs.run(Runs.session(), spec, out);
    folders = folders(spec, out);
    assertThat(folders).hasSize(4 + RESERVE.size());
  }

  /** The folders of the cells, in the order of the sweep. */
  private static List<String> folders(Path spec, Path run) throws IOException {
    Map<String, String> byName = new HashMap<>();
    for (Map<String, String> row : Runs.rows(run.resolve("cells.csv"))) {
      byName.put(row.get("cell"), row.get("folder"));
    }
    return SpecFile.read(spec.toString(), List.of()).cells().stream()
        .map(cell -> Objects.requireNonNull(byName.get(cell.name())))
        .toList();
  }

  private static Manifest manifest(int cell, int g) {
    return Runs.manifest(out, folders.get(cell), 0, g);
  }

  private static Manifest.Share real(int cell, int g) {
    return manifest(cell, g).record().ledger().stream()
        .filter(share -> share.author() == 0)
        .findFirst()
        .orElseThrow();
  }

  /** So many tokens, and not a sentence more; the same sentences in every generation. */
  @Test
  void everyWayOfChoosingTakesAsManyTokens() {
    for (int cell = 0; cell < 4; cell++) {
      Manifest.Share first = real(cell, 1);
      assertThat(first.tokens()).as("cell %d", cell).isBetween((long) TOKENS, TOKENS + 60L);
      assertThat(real(cell, 2).tokens()).isEqualTo(first.tokens());
      assertThat(real(cell, 2).units()).isEqualTo(first.units());
    }
    assertThat(WAYS.stream().map(way -> real(WAYS.indexOf(way), 1).units()).distinct().count())
        .as("at equal tokens there are more or fewer sentences")
        .isGreaterThan(1);
    long left = manifest(3, 0).tables().training().sentences() - real(3, 1).units();
    assertThat(manifest(3, 1).record().ledger().get(1).units()).isEqualTo(left);
  }

  /** T_1 .. T_g together take g x 150 tokens of the reserve, and not a sentence more. */
  @Test
  void slicesOfTheReserveHaveTheTokensTogether() {
    for (int cell : new int[] {4, 6}) {
      long first = real(cell, 1).tokens();
      long both = first + real(cell, 2).tokens();
      assertThat(first).as("cell %d", cell).isBetween(150L, 150 + 60L);
      assertThat(both).as("cell %d", cell).isBetween(300L, 300 + 60L);
      assertThat(real(cell, 1).units()).isEqualTo(real(4, 1).units());
    }
    assertThat(real(5, 2).units()).isEqualTo(real(4, 1).units());
    assertThat(real(5, 2).tokens()).isEqualTo(real(4, 1).tokens());
    assertThat(manifest(5, 1).record().ledger())
        .extracting(Manifest.Share::author)
        .doesNotContain(0);
  }

  /** The sentences are those that the same number of units gives; one fewer has too few tokens. */
  @Test
  void theyAreTheFewestUnitsWithSoManyTokens() throws IOException {
    StringBuilder lines = new StringBuilder(LINES);
    for (int cell = 0; cell < WAYS.size(); cell++) {
      long units = real(cell, 1).units();
      lines.append(anchor("units: " + units, WAYS.get(cell)));
      lines.append(anchor("units: " + (units - 1), WAYS.get(cell)));
    }
    long slice = real(4, 1).units();
    lines.append("    - {kind: fresh, real: {units: %d}}%n".formatted(slice));
    lines.append("    - {kind: fresh, real: {units: %d}}%n".formatted(slice - 1));
    Path other = runs.out("units");
    Path spec = runs.spec("units", lines.toString());
    Runs.run(Runs.session(), spec, other);
    List<String> cells = folders(spec, other);
    for (int cell = 0; cell < WAYS.size(); cell++) {
      Manifest same = Runs.manifest(other, cells.get(2 * cell), 0, 2);
      assertThat(contents(same.tables().training()))
          .isEqualTo(contents(manifest(cell, 2).tables().training()));
      Manifest fewer = Runs.manifest(other, cells.get(2 * cell + 1), 0, 2);
      assertThat(fewer.record().ledger().get(0).tokens()).isLessThan(TOKENS);
    }
    Manifest same = Runs.manifest(other, cells.get(2 * WAYS.size()), 0, 1);
    assertThat(contents(same.tables().training()))
        .isEqualTo(contents(manifest(4, 1).tables().training()));
    Manifest fewer = Runs.manifest(other, cells.get(2 * WAYS.size() + 1), 0, 1);
    assertThat(fewer.record().ledger().get(0).tokens()).isLessThan(150);
  }

  private static List<String> contents(CountTable table) {
    return table.ranges().stream().map(SealedFile::sha256).toList();
  }

  @Test
  void sevenPartitionsGiveTheSameBits() throws IOException {
    List<Map<String, String>> hashes = new ArrayList<>();
    String lines = LINES + anchor("tokens: 300", "random") + anchor("tokens: 300", "rarest");
    for (String partitions : List.of("2", "7")) {
      Path here = runs.out("bits" + partitions);
      Runs.run(
          Runs.session("local[2]", Map.of("spark.default.parallelism", partitions)),
          runs.spec("bits", lines),
          here);
      hashes.add(Runs.hashes(here));
    }
    assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
  }

  @Test
  void moreTokensThanThereAreAreRefusedBeforeTheRun() {
    assertThatThrownBy(
            () ->
                Runs.run(
                    Runs.session(),
                    runs.spec("many", LINES + anchor("tokens: 10000000", "random")),
                    runs.out("many")))
        .hasMessageMatching(
            "(?s).*policy: policy anchor takes \\{tokens: 10000000\\}; R has [0-9,]+ tokens.*");
  }
}
