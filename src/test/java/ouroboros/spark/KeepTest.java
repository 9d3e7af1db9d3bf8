package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFiles;

/** With {@code keep} the disk stays flat, and the run can still be resumed and extended. */
@Tag("spark")
class KeepTest {
  private static final String LINES =
      """
      family: {kind: ngram, order: 1, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 6
      metric-order: 1
      evaluation: {order: 1, every: 20}
      metrics: [vocabulary-retention]
      keep: last
      sweep:
        policy:
          - {kind: replace}
          - {kind: accumulate}
          - {kind: accumulate-subsample}
          - {kind: window, last: 3}
          - {kind: fresh, real: {units: 5}}
      """;

  @TempDir static Path folder;
  private static Runs runs;
  private static Session session;

  @BeforeAll
  static void start() throws IOException {
    runs = new Runs(folder);
    session = Runs.session();
  }

  @Test
  void theDiskStaysFlatAndTheRunGoesOn() throws IOException {
    Path spec = runs.spec("keep", LINES);
    Path out = runs.out("keep");
    Runs.run(session, spec, out);
    Map<String, List<Path>> atSix = tables(out);
    Runs.run(session, spec, out, "generations=12");
    Map<String, List<Path>> atTwelve = tables(out);
    Map<String, String> cells = cells(out);
    for (String policy : List.of("replace", "accumulate", "window")) {
      String cell = cells.get(policy);
      assertThat(atTwelve.get(cell)).as(policy).hasSameSizeAs(atSix.get(cell));
    }
    // S_1 may be shared; T_12 = S_12.
    assertThat(atTwelve.get(cells.get("replace"))).hasSizeLessThanOrEqualTo(2);

    Path all = runs.out("all");
    Runs.run(session, runs.spec("all", LINES.replace("keep: last", "")), all, "generations=12");
    assertThat(Runs.hashes(out)).isEqualTo(Runs.hashes(all));

    // jobs/generate says that a table was released, not that it is damaged
    assertThatThrownBy(
            () -> SentenceReplay.open(ExperimentRun.folder(out.toString()), "policy=replace", 0, 6))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the table of T_5 was released")
        .hasMessageContaining("keep: all");

    SealedFiles.Findings findings = SealedFiles.check(ExperimentRun.folder(out.toString()));
    assertThat(findings.damage()).isEmpty();
    assertThat(findings.released()).isPositive();
    assertThat(SealedFiles.check(ExperimentRun.folder(all.toString())).released()).isZero();
  }

  @Test
  void aResumedRunFindsWhatItNeeds() throws Exception {
    resumes("resumed", LINES);
  }

  /** S_j as a whole is its sealed table: M_{j-1}, whose table was released, is not fitted again. */
  @Test
  void aResumedRunFitsNoModelToATableThatWasReleased() throws Exception {
    resumes(
        "fitted",
        LINES
            .replaceAll("(?s)sweep:.*", "sweep: {policy: [{kind: accumulate}]}\n")
            .replaceAll("smoothing: \\{kind: none}", "smoothing: {kind: jelinek-mercer}"));
  }

  private static void resumes(String name, String lines) throws Exception {
    Path spec = runs.spec(name, lines);
    Path out = runs.out(name);
    Runs.run(session, spec, out);
    Map<String, String> undisturbed = Runs.hashes(out);
    // As a kill would leave it: the last generation of every lineage is not sealed.
    try (Stream<Path> files = Files.walk(out.resolve("cells"))) {
      for (Path file : files.toList()) {
        if (file.getParent().endsWith("g00006") && file.toString().contains("manifest-")) {
          Files.delete(file);
        }
      }
    }
    restoreWhatTheLastSealGaveUp(out, "twin-" + name, lines);
    // In a JVM of its own, which has no table in memory.
    Path log = folder.resolve(name + ".log");
    assertThat(ChildRun.start(spec, out, log).waitFor()).as(log.toString()).isZero();
    assertThat(Runs.hashes(out)).isEqualTo(undisturbed);
  }

  /**
   * Releasing comes after sealing: the files that generation 6 released still existed while it was
   * not sealed.
   */
  private static void restoreWhatTheLastSealGaveUp(Path out, String name, String lines)
      throws IOException {
    Path twin = runs.out(name);
    Runs.run(session, runs.spec(name, lines.replace("keep: last", "")), twin);
    for (String cell : cells(out).values()) {
      Path last = out.resolve("cells/" + cell + "/r0000/g00006");
      try (Stream<Path> files = Files.list(last)) {
        for (Path record : files.filter(f -> f.toString().contains("released-")).toList()) {
          restore(record, out, twin, cell);
          Files.delete(record);
        }
      }
    }
  }

  private static void restore(Path record, Path out, Path twin, String cell) throws IOException {
    for (String name : Files.readAllLines(record)) {
      int g = Integer.parseInt(name.replaceAll(".*/g(\\d{5})/.*", "$1"));
      Manifest mine = Runs.manifest(out, cell, 0, g);
      Manifest other = Runs.manifest(twin, cell, 0, g);
      for (int i = 0; i < mine.files().size(); i++) {
        if (mine.files().get(i).name().equals(name)) {
          assertThat(other.files().get(i).sha256()).isEqualTo(mine.files().get(i).sha256());
          Files.copy(twin.resolve(other.files().get(i).name()), out.resolve(name));
        }
      }
    }
  }

  private static Map<String, String> cells(Path out) throws IOException {
    Map<String, String> folders = new TreeMap<>();
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      folders.put(
          row.get("policy.kind"),
          row.values().stream()
              .filter(value -> value.matches("\\d{3}-[0-9a-f]{12}"))
              .findFirst()
              .orElseThrow());
    }
    return folders;
  }

  /** Files of tables by the cell whose folder contains them. */
  private static Map<String, List<Path>> tables(Path out) throws IOException {
    Map<String, List<Path>> tables = new TreeMap<>();
    try (Stream<Path> cells = Files.list(out.resolve("cells"))) {
      for (Path cell : cells.toList()) {
        try (Stream<Path> files = Files.walk(cell)) {
          tables.put(
              cell.getFileName().toString(),
              files
                  .filter(file -> file.getFileName().toString().matches("(S|T|part)-.*"))
                  .toList());
        }
      }
    }
    return tables;
  }
}
