package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of a cluster during a run that is not stopped. The run must give the same bits as one
 * core.
 */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClusterFaultsTest {
  @TempDir static Path folder;
  private static Cluster cluster;
  private static Hdfs hdfs;
  private static SubmittedRuns runs;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws Exception {
    runs = SubmittedRuns.of(folder, Workload.SMALL);
    Path alone = folder.resolve("alone");
    Path log = folder.resolve("alone.log");
    Process one = runs.alone(alone, log);
    cluster = Cluster.start(runs.spark(), folder.resolve("cluster"), 2);
    hdfs = Hdfs.start(folder.resolve("hdfs"));
    assertThat(one.waitFor()).as(Files.readString(log)).isZero();
    expected = LocalRuns.trial(alone).hashes();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    hdfs.close();
  }

  /**
   * A run in which one task of every step whose name matches is struck.
   *
   * @param events the events of the application
   */
  private record Struck(Trial trial, Events events, Set<String> steps) {}

  private static Struck struck(
      String name, ExecutorFault.Kind kind, String steps, Map<String, String> more)
      throws Exception {
    return struck(name, kind, steps, more, LocalRuns.trial(folder.resolve(name)));
  }

  private static Struck struck(
      String name, ExecutorFault.Kind kind, String steps, Map<String, String> more, Trial trial)
      throws Exception {
    Path marks = Files.createDirectories(folder.resolve(name + "-marks"));
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("spark.plugins", ExecutorFault.class.getName());
    settings.put(ExecutorFault.KIND, kind.toString());
    settings.put(ExecutorFault.STEPS, steps);
    settings.put(ExecutorFault.MARKS, marks.toString());
    Events events = finished(name, settings, trial.out().toString());
    return new Struck(trial, events, names(marks));
  }

  /** Runs until the application succeeds, and returns its log of events. */
  private static Events finished(String name, Map<String, String> more, String out)
      throws Exception {
    return runs.finished(runs.on(cluster, name, more, out), name);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static void same(Trial trial) throws IOException {
    assertThat(trial.hashes()).isEqualTo(expected);
    assertThat(trial.damage()).isEmpty();
  }

  @Test
  void anExecutorIsKilledInEveryStepAndStagesAreMadeAgain() throws Exception {
    Struck run = struck("halt", ExecutorFault.Kind.HALT, ".*", Map.of());
    same(run.trial());
    assertThat(run.steps()).isEqualTo(run.events().steps()).hasSizeGreaterThan(8);
    assertThat(run.events().lostExecutors()).isGreaterThanOrEqualTo(run.steps().size());
    long again = run.events().stagesMadeAgain();
    assertThat(again).as("stages made again after their output was lost").isPositive();
    Records.line("executor killed in every step", run.steps().size());
    Records.line("a stage made again after its output was lost", again);
  }

  @Test
  void aTaskOfEveryStepRunsTwice() throws Exception {
    Map<String, String> speculation =
        Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "100ms",
            "spark.speculation.quantile", "0.1",
            "spark.speculation.task.duration.threshold", "1s");
    Process other = cluster.worker("127.0.0.2"); // no second attempt in parallel
    Struck run = struck("late", ExecutorFault.Kind.LATE, ".*", speculation);
    Distribution.kill(other);
    same(run.trial());
    long twice = run.events().tasksRunTwice();
    assertThat(twice).as("tasks with two attempts at once").isPositive();
    Records.line("a task that ran twice", twice);
  }

  /** A broken build that only a kill can show: without a fault it gives the right bits. */
  @Test
  void aGeneratorThatKnowsItsAttemptIsCaught() throws Exception {
    Map<String, String> broken =
        Map.of(
            "spark.executor.extraClassPath",
            BrokenGenerator.compiled(folder.resolve("broken")) + ":" + cluster.tests());
    Path undisturbed = folder.resolve("broken-undisturbed");
    finished("broken-undisturbed", broken, undisturbed.toUri().toString());
    same(LocalRuns.trial(undisturbed));
    Struck run = struck("broken-halt", ExecutorFault.Kind.HALT, ".*CountJobs\\.draw.*", broken);
    assertThat(run.trial().hashes().get("metrics.csv")).isNotEqualTo(expected.get("metrics.csv"));
    Records.line("CONTROL caught: a generator that knows its attempt", 1);
  }

  @Test
  void aWorkerIsKilled() throws Exception {
    Process third = cluster.worker("127.0.0.1");
    Path out = folder.resolve("worker");
    Path log = folder.resolve("worker-killed.log");
    Process run =
        cluster.submit(
            log, Map.of(), "run", runs.spec().toString(), "--out", out.toUri().toString());
    LocalRuns.trial(out).awaitSealed(3, run);
    assertThat(run.isAlive()).as("the run is under way").isTrue();
    Distribution.kill(third);
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    same(LocalRuns.trial(out));
    Records.line("a worker killed with its executor", 1);
  }

  @Test
  void aDataNodeIsStopped() throws Exception {
    Trial trial = new Trial(hdfs.files(), new org.apache.hadoop.fs.Path("/out"));
    Path log = folder.resolve("datanode.log");
    // With three copies on two data nodes, HDFS would refuse to go on with one while a block is
    // open.
    Map<String, String> copies = Map.of("spark.hadoop.dfs.replication", "2");
    Process run =
        cluster.submit(log, copies, "run", runs.spec().toString(), "--out", hdfs.path("out"));
    trial.awaitSealed(3, run);
    assertThat(run.isAlive()).as("the run is under way").isTrue();
    hdfs.stopOne();
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    same(trial);
    Records.line("a data node stopped", 1);
  }

  @Test
  void aStoreOfObjectsHoldsTheRunAndAKilledOneGoesOn() throws Exception {
    Trial trial = ObjectStore.trial(folder.resolve("objects"));
    Map<String, String> settings = ObjectStore.settings(folder.resolve("objects"));
    Path log = folder.resolve("object-killed.log");
    Process killed =
        cluster.submit(
            log, settings, "run", runs.spec().toString(), "--out", trial.out().toString());
    trial.awaitSealed(3, killed);
    assertThat(killed.isAlive()).as(Files.readString(log)).isTrue();
    killed.destroyForcibly().waitFor();
    finished("object", settings, trial.out().toString());
    sameObjects(trial);
    Records.line("driver killed over a store of objects whose listings lag", 1);
  }

  /**
   * Kills executors that write the tables of generations. A killed attempt leaves its objects
   * behind.
   */
  @Test
  void anExecutorIsKilledOverAStoreOfObjects() throws Exception {
    Path root = folder.resolve("objects-halted");
    Struck run =
        struck(
            "object-halt",
            ExecutorFault.Kind.HALT,
            ".*CountJobs\\.(reduce|merge):.*(GenerationMetrics|RecipeTables|TrainingTables).*",
            ObjectStore.settings(root),
            ObjectStore.trial(root));
    sameObjects(run.trial());
    assertThat(run.steps()).hasSizeGreaterThan(2);
    assertThat(run.events().lostExecutors()).isGreaterThanOrEqualTo(run.steps().size());
    Records.line("executor killed over a store of objects", run.steps().size());
  }

  private static void sameObjects(Trial trial) throws Exception {
    assertThat(trial.hashes()).isEqualTo(expected);
    Thread.sleep(ObjectStore.LAG);
    assertThat(trial.damage()).isEmpty();
  }
}
