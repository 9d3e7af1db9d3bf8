package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL while an alarm is calibrated, and inside generations whose S'_g is written and not yet
 * sealed, each followed by the same command: the tables have the same bits.
 */
@Tag("faults")
class KilledGuardedRunTest {
  private static final int KILLS = 4;

  @TempDir static Path folder;
  private static SubmittedRuns runs;
  private static Map<String, String> expected;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    runs =
        SubmittedRuns.of(
            folder,
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            generations: 3
            replicates: 2
            metrics: [tokens, vocabulary-retention]
            safeguards:
              - {kind: critic, order: 2, keep: [0.05, 0.95]}
              - {kind: thin, share: 0.2}
              - {kind: alarm, metric: tokens, chart: {cusum: {k: 0.5, h: 4}}, action: warn}
              - {kind: alarm, metric: tokens, chart: {threshold: {above: 0}}, action: {refresh: {real: 1000000}}}
            sweep:
              policy: [{kind: replace}, {kind: accumulate}]
              refill: [redraw, shrink]
            """);
    expected = runs.hashes(folder.resolve("undisturbed"), "undisturbed.log");
  }

  @Test
  void killedInsideAGuardedGenerationItGoesOnToTheSameTables() throws Exception {
    Path out = folder.resolve("killed");
    assertThat(killedWhere(out, folder.resolve("log-calibration"), Set.of(), true)).isNotEmpty();
    Set<String> struck = new TreeSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      struck.addAll(killedWhere(out, folder.resolve("log-" + kill), struck, false));
    }
    assertThat(struck).hasSizeGreaterThanOrEqualTo(KILLS);
    assertThat(runs.hashes(out, "log-last")).isEqualTo(expected);
    assertThat(LocalRuns.trial(out).damage()).isEmpty();
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files).noneMatch(file -> file.toString().contains("calibration-"));
    }
  }

  /** A refresh asks for more than the reserve has: {@code run.json} says how much was missing. */
  @Test
  void aRefreshWithoutReserveIsNoted() throws IOException {
    JsonNode record =
        JsonMapper.builder()
            .build()
            .readTree(folder.resolve("undisturbed").resolve("run.json").toFile());
    assertThat(record.path("notes").path("real units that a refresh found used up").asLong())
        .isPositive();
  }

  /**
   * Kills a run where S'_g is written and not sealed, in a generation that was not struck before;
   * or while an alarm is calibrated.
   *
   * @return the generations that were struck; empty where the run ended by itself
   */
  private static Set<String> killedWhere(
      Path out, Path log, Set<String> struck, boolean isCalibration) throws Exception {
    Process process = runs.run(out, log);
    Set<String> open = Set.of();
    while (process.isAlive() && open.isEmpty()) {
      open = open(out, isCalibration);
      open.removeAll(struck);
      Thread.sleep(1); // leave the cores to the run
    }
    process.destroyForcibly().waitFor();
    return open;
  }

  /** Folders of generations with a table of S'_g and without a manifest. */
  private static Set<String> open(Path out, boolean isCalibration) throws IOException {
    Path cells = out.resolve("cells");
    if (!Files.isDirectory(cells)) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.walk(cells)) {
      Set<String> all = files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
      return all.stream()
          .filter(name -> name.contains("calibration-") == isCalibration)
          .filter(name -> name.matches(isCalibration ? ".*/[A-Z]-[^/]*" : ".*/P-[^/]*"))
          .map(name -> name.substring(0, name.lastIndexOf('/')))
          .filter(name -> all.stream().noneMatch(each -> each.startsWith(name + "/manifest-")))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (UncheckedIOException e) {
      return new TreeSet<>(); // a file was deleted meanwhile
    }
  }
}
