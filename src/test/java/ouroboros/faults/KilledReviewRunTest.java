package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while lineages wait for people, and after their answers were imported, inside the
 * generation that uses them. The questions and the tables have the same bits as without kills.
 */
@Tag("faults")
class KilledReviewRunTest {
  private static final int WAITS = 4;
  private static final String REJECTED = "[02468]";

  @TempDir static Path folder;
  private static SubmittedRuns runs;
  private static Path undisturbed;
  private static Map<String, String> expected;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    runs =
        SubmittedRuns.of(
            folder,
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            replicates: 2
            keep: needed
            metrics: [tokens, vocabulary-retention, reviewed-units, gate-kept]
            sweep:
              safeguards:
                - []
                - [{kind: review, budget: 10, by: queue, rest: pass}]
            """);
    undisturbed = folder.resolve("undisturbed");
    for (int step = 0; step < 2; step++) {
      runs.expect(WAITS, undisturbed, "undisturbed-" + step);
      decide(undisturbed, "undisturbed-" + step);
    }
    expected = runs.hashes(undisturbed, "undisturbed.log");
  }

  private static List<Path> asked(Path out) throws IOException {
    Path reviews = out.resolve("reviews");
    if (!Files.isDirectory(reviews)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(reviews)) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  /** Brings answers to all questions, in a file of their own. */
  private static Path answers(Path out, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : asked(out)) {
      for (String line : Files.readAllLines(file)) {
        boolean no = line.matches(".*\"unit\":\\d*" + REJECTED + ",.*");
        text.append(
            line.replace(
                "\"answer\":null", no ? "\"answer\":\"reject\"" : "\"answer\":\"accept\""));
        text.append('\n');
      }
    }
    return Files.writeString(folder.resolve(name + ".jsonl"), text);
  }

  private static void decide(Path out, String name) throws Exception {
    Path log = folder.resolve(name + "-import.log");
    Path answers = answers(out, name);
    Process imported = runs.start(log, "review", out.toString(), "--import", answers.toString());
    assertThat(imported.waitFor()).as(Files.readString(log)).isZero();
  }

  /** Kills a run as soon as it has asked about a generation; returns what it asked until then. */
  private static List<Path> killedWhereItAsks(Path out, int before, Path log) throws Exception {
    Process process = runs.run(out, log);
    while (process.isAlive() && asked(out).size() <= before) {
      Thread.sleep(1);
    }
    assertThat(process.isAlive()).as("killed before it ended").isTrue();
    process.destroyForcibly().waitFor();
    return asked(out);
  }

  /** Kills a run where the table of a reviewed S'_g is written and its generation not sealed. */
  private static void killedInsideAReviewedGeneration(Path out, int g, Path log) throws Exception {
    String generation = "g0000" + g;
    Process process = runs.run(out, log);
    while (process.isAlive() && !isOpen(out, generation)) {
      Thread.sleep(1);
    }
    assertThat(process.isAlive()).as("killed before it ended").isTrue();
    process.destroyForcibly().waitFor();
  }

  private static boolean isOpen(Path out, String generation) throws IOException {
    try (Stream<Path> all = Files.walk(out.resolve("cells"))) {
      List<String> files = all.map(Path::toString).toList();
      return files.stream()
          .filter(file -> file.contains(generation + "/P-"))
          .map(file -> file.substring(0, file.lastIndexOf('/')))
          .anyMatch(of -> files.stream().noneMatch(f -> f.startsWith(of + "/manifest-")));
    } catch (java.io.UncheckedIOException | NoSuchFileException e) {
      return false; // a file was deleted meanwhile
    }
  }

  @Test
  void killedWhileItWaitsAndAfterTheImportItEndsInTheSameTables() throws Exception {
    Path out = folder.resolve("killed");
    for (int g = 1; g <= 2; g++) {
      int before = asked(out).size();
      List<Path> first = killedWhereItAsks(out, before, folder.resolve("log-asks-" + g));
      assertThat(first).hasSizeGreaterThan(before);
      runs.expect(WAITS, out, "log-waits-" + g);
      assertThat(asked(out)).hasSize(2 * g);
      decide(out, "killed-" + g);
      for (Path file : asked(out)) {
        Path same = undisturbed.resolve(out.relativize(file).toString());
        assertThat(file).hasSameBinaryContentAs(same);
      }
      killedInsideAReviewedGeneration(out, g, folder.resolve("log-killed-" + g));
      // A second import of the same answers, as after a kill inside the first, changes nothing.
      decide(out, "again-" + g);
    }
    assertThat(runs.hashes(out, "log-last")).isEqualTo(expected);
    assertThat(LocalRuns.trial(out).damage()).isEmpty();
    Path verified = folder.resolve("log-verify");
    assertThat(runs.start(verified, "verify", out.toString()).waitFor())
        .as(Files.readString(verified))
        .isZero();
  }
}
