package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A population that moves through a model in shards, while executors are killed. */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledPopulationRoundsTest {
  /** Stages after which the executors of one worker, then of the other one are killed. */
  private static final List<Integer> STAGES = List.of(24, 60);

  @TempDir static Path folder;

  /** A generation has three jobs of 16, 16 and 8 rounds, each round a stage. */
  @Test
  void executorsThatAreKilledBetweenRoundsChangeNoBit() throws Exception {
    SubmittedRuns runs =
        SubmittedRuns.of(
            folder,
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            size: 1000000000
            generations: 2
            sampling: {backend: population, model: sharded, max-length: 40}
            """);
    Path alone = folder.resolve("alone");
    Path log = folder.resolve("alone.log");
    assertThat(runs.alone(alone, log).waitFor()).as(Files.readString(log)).isZero();
    try (Cluster cluster = Cluster.start(runs.spark(), folder.resolve("cluster"), 0)) {
      List<Process> workers = List.of(cluster.worker("127.0.0.1"), cluster.worker("127.0.0.1"));
      Path out = folder.resolve("killed");
      Process run = runs.on(cluster, "killed", Map.of(), out.toUri().toString());
      int kills = 0;
      while (run.isAlive() && kills < STAGES.size()) {
        if (runs.events("killed").stagesDone() >= STAGES.get(kills)) {
          workers.get(kills++).descendants().forEach(ProcessHandle::destroyForcibly);
        }
        Cluster.pause();
      }
      Events events = runs.finished(run, "killed");
      assertThat(kills).isEqualTo(STAGES.size());
      assertThat(events.lostExecutors()).isGreaterThanOrEqualTo(STAGES.size());
      long again = events.stagesMadeAgain();
      assertThat(again).as("stages made again after their output was lost").isPositive();
      assertThat(LocalRuns.trial(out).hashes()).isEqualTo(LocalRuns.trial(alone).hashes());
      Records.line("executors killed between rounds of a population", kills);
    }
  }
}
