package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments of a run with many lineages, each followed by the same command. {@code
 * -Dfaults.kills}, {@code -Dfaults.lineages} and {@code -Dfaults.seed} say how many and which.
 */
@Tag("faults")
class KilledDriverTest {
  private static final int REPLICATES = 5;
  private static final int KILLS = Integer.getInteger("faults.kills", 10);
  private static final int LINEAGES = Integer.getInteger("faults.lineages", 40);
  private static final long SEED = Long.getLong("faults.seed", 20261125L);

  private static final int MOST_PASSING = 10;
  private static final Pattern LAST =
      Pattern.compile("cells/(?<cell>\\d+)-\\w+/(?<replicate>r\\d+)/g00001/");

  @TempDir static Path folder;
  private static SubmittedRuns runs;
  private static Map<String, String> expected;
  private static long milliseconds;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    List<String> sizes = new ArrayList<>();
    for (int i = 0; i < LINEAGES / REPLICATES; i++) {
      sizes.add(String.valueOf(100 + i));
    }
    runs =
        SubmittedRuns.of(
            folder,
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: accumulate}
            generations: 1
            keep: last
            replicates: %d
            sweep: {size: %s}
            """
                .formatted(REPLICATES, sizes));
    long started = System.nanoTime();
    expected = runs.hashes(folder.resolve("undisturbed"), "undisturbed.log");
    milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  @Test
  void killedAtRandomMomentsItGoesOnToTheSameTables() throws Exception {
    Random moments = new Random(SEED);
    int kills = 0;
    int run = 0;
    while (kills < KILLS) {
      Path out = folder.resolve("killed-" + run++);
      boolean ended = false;
      while (!ended) {
        Path log = folder.resolve("log-" + run + "-" + kills);
        Process process = runs.run(out, log);
        // The first fifth is the JVM's own start: nothing of ours is cut there.
        long wait = milliseconds / 5 + (long) (moments.nextDouble() * milliseconds * 4 / 5);
        ended = kills >= KILLS ? process.waitFor() == 0 : !killed(process, wait);
        if (ended) {
          assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } else {
          kills++;
        }
      }
      assertThat(LocalRuns.trial(out).hashes()).as("seed " + SEED).isEqualTo(expected);
      assertThat(LocalRuns.trial(out).damage()).isEmpty();
    }
    Records.line(
        "driver killed at random moments, seed %d, %d lineages, %d runs"
            .formatted(SEED, LINEAGES, run),
        kills);
  }

  /** Lineages take turns: none waits while many that were started later are finished. */
  @Test
  void noLineageIsPassedByMany() throws IOException {
    Trial trial = LocalRuns.trial(folder.resolve("undisturbed"));
    Map<String, Long> ended = new TreeMap<>();
    for (org.apache.hadoop.fs.Path last : trial.named("manifest-.*")) {
      Matcher lineage = LAST.matcher(last.toString());
      if (lineage.find()) {
        long at = trial.files().getFileStatus(last).getModificationTime();
        ended.put(lineage.group("replicate") + lineage.group("cell"), at);
      }
    }
    assertThat(ended).hasSize(LINEAGES);
    List<Long> inTurn = List.copyOf(ended.values());
    for (int i = 0; i < LINEAGES; i++) {
      long at = inTurn.get(i);
      assertThat(inTurn.subList(i, LINEAGES).stream().filter(later -> later < at))
          .as("ended before lineage %d", i)
          .hasSizeLessThan(MOST_PASSING);
    }
  }

  /** Kills a process after this time; false if it had ended by itself. */
  private static boolean killed(Process process, long milliseconds) throws InterruptedException {
    if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }
}
