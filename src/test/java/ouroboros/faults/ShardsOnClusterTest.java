package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sentences that travel between the shards of a model on a cluster of two workers. */
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ShardsOnClusterTest {
  /** So that most rounds are shuffles, with several tasks for a shard. */
  private static final Map<String, String> FEW_IN_DRIVER =
      Map.of("spark.ouroboros.sentencesInDriver", "64");

  @TempDir static Path folder;
  private static SubmittedRuns runs;
  private static Map<String, String> expected;

  @BeforeAll
  static void oneProcess() throws Exception {
    runs =
        SubmittedRuns.of(
            folder,
            """
            family: {kind: ngram, order: 3, smoothing: {kind: none}}
            policy: {kind: replace}
            size: 3000
            generations: 2
            sampling: {model: sharded}
            sweep:
              family:
                - {kind: ngram, order: 3, smoothing: {kind: none}}
                - {kind: ngram, order: 2, smoothing: {kind: modified-kneser-ney}}
            """);
    Path alone = folder.resolve("alone");
    Path log = folder.resolve("alone.log");
    assertThat(runs.alone(alone, log).waitFor()).as(Files.readString(log)).isZero();
    expected = LocalRuns.trial(alone).hashes();
  }

  @Test
  void sentencesHaveTheBitsOfOneProcess() throws Exception {
    try (Cluster cluster = Cluster.start(runs.spark(), folder.resolve("cluster"), 2)) {
      Path out = folder.resolve("on-cluster");
      Process run = runs.on(cluster, "on-cluster", FEW_IN_DRIVER, out.toUri().toString());
      Events events = runs.finished(run, "on-cluster");
      assertThat(events.stagesDone()).as("rounds of shuffles").isGreaterThan(100);
      assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
      Records.line("stages of two models in shards on two workers", events.stagesDone());
    }
  }

  /** Rounds are kept on the disks of executors, and nowhere else. */
  @Test
  void whereAnExecutorIsLostTheRunEndsAndTheSameCommandGoesOn() throws Exception {
    try (Cluster cluster = Cluster.start(runs.spark(), folder.resolve("lossy"), 0)) {
      Process worker = cluster.worker("127.0.0.1");
      cluster.worker("127.0.0.1");
      Path out = folder.resolve("killed");
      Process run = runs.on(cluster, "killed", FEW_IN_DRIVER, out.toUri().toString());
      while (run.isAlive() && runs.events("killed").stagesDone() < 60) {
        Cluster.pause();
      }
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      assertThat(run.waitFor()).isEqualTo(1);
      assertThat(folder.resolve("killed.log"))
          .content()
          .contains("an executor was lost while sentences moved between the shards of a model")
          .contains("the same command draws the generation again");
      Process again = runs.on(cluster, "again", FEW_IN_DRIVER, out.toUri().toString());
      runs.finished(again, "again");
      assertThat(runs.events("killed").lostExecutors()).isPositive();
      assertThat(LocalRuns.trial(out).hashes()).isEqualTo(expected);
    }
  }
}
