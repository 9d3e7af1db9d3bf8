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
    Distribution spark = Distribution.installed();
    Path text = Files.write(folder.resolve("corpus.jsonl"), Workload.corpus(folder));
    Path spec =
        Workload.spec(
            folder.resolve("spec.yaml"),
            text.toString(),
            """
            family: {kind: ngram, order: 2, smoothing: {kind: none}}
            policy: {kind: replace}
            size: 1000000000
            generations: 2
            sampling: {backend: population, model: sharded, max-length: 40}
            """);
    Path alone = folder.resolve("alone");
    Path log = folder.resolve("alone.log");
    Process one =
        spark.submit(
            log,
            Path.of("conf/spark/local.conf"),
            Map.of("spark.master", "local[1]"),
            "run",
            spec.toString(),
            "--out",
            alone.toString());
    assertThat(one.waitFor()).as(Files.readString(log)).isZero();
    try (Cluster cluster = Cluster.start(spark, folder.resolve("cluster"), 0)) {
      List<Process> workers = List.of(cluster.worker("127.0.0.1"), cluster.worker("127.0.0.1"));
      Path events = Files.createDirectories(folder.resolve("events"));
      Path out = folder.resolve("killed");
      Path killed = folder.resolve("killed.log");
      Process run =
          cluster.submit(
              killed,
              Map.of("spark.eventLog.dir", events.toUri().toString()),
              "run",
              spec.toString(),
              "--out",
              out.toUri().toString());
      int kills = 0;
      while (run.isAlive() && kills < STAGES.size()) {
        if (Events.below(events).stagesDone() >= STAGES.get(kills)) {
          workers.get(kills++).descendants().forEach(ProcessHandle::destroyForcibly);
        }
        Cluster.pause();
      }
      assertThat(run.waitFor()).as(Files.readString(killed)).isZero();
      assertThat(kills).isEqualTo(STAGES.size());
      assertThat(Events.below(events).lostExecutors()).isGreaterThanOrEqualTo(STAGES.size());
      long again = Events.below(events).stagesMadeAgain();
      assertThat(again).as("stages made again after their output was lost").isPositive();
      assertThat(LocalRuns.trial(out).hashes()).isEqualTo(LocalRuns.trial(alone).hashes());
      Records.line("executors killed between rounds of a population", kills);
    }
  }
}
