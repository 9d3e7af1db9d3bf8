package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on YARN with two node managers: what is killed there does not change a bit. */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class YarnTest {
  private static final String MASTER = "org.apache.spark.deploy.yarn.ApplicationMaster";

  @TempDir static Path folder;
  private static Hdfs hdfs;
  private static Yarn yarn;
  private static Path spec;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws Exception {
    Distribution spark = Distribution.installed();
    Optional<Path> adapter = Yarn.adapter(spark);
    assumeTrue(adapter.isPresent(), "there is no spark-yarn of this version of Spark");
    byte[] corpus = Workload.corpus(folder);
    Path text = Files.write(folder.resolve("corpus.jsonl"), corpus);
    Path alone = folder.resolve("alone");
    Path log = folder.resolve("alone.log");
    Process one =
        spark.submit(
            log,
            Path.of("conf/spark/local.conf"),
            Map.of("spark.master", "local[1]"),
            "run",
            Workload.spec(folder.resolve("one.yaml"), text.toString(), Workload.SMALL).toString(),
            "--out",
            alone.toString());
    hdfs = Hdfs.start(folder.resolve("hdfs"));
    yarn = Yarn.start(spark, adapter.get(), folder, hdfs);
    String input = hdfs.write("in/corpus.jsonl", corpus);
    spec = Workload.spec(folder.resolve("spec.yaml"), input, Workload.SMALL);
    assertThat(one.waitFor()).as(Files.readString(log)).isZero();
    expected = LocalRuns.trial(alone).hashes();
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
    if (hdfs != null) {
      hdfs.close();
    }
  }

  private static Trial trial(String name) throws IOException {
    return new Trial(hdfs.files(), new org.apache.hadoop.fs.Path("/" + name));
  }

  private static void same(Trial trial) throws IOException {
    assertThat(trial.hashes()).isEqualTo(expected).doesNotContainValue("missing");
    assertThat(trial.damage()).isEmpty();
  }

  /** Submits a run; in {@code cluster} mode the driver is on another machine. */
  private static Process run(Path log, String mode, Map<String, String> more, Path file, String out)
      throws IOException {
    Map<String, String> all = new TreeMap<>(more);
    boolean inside = mode.equals("cluster");
    if (inside) {
      all.put("spark.files", file.toUri().toString());
    }
    String name = inside ? file.getFileName().toString() : file.toString();
    return yarn.submit(log, mode, all, "run", name, "--out", hdfs.path(out));
  }

  /** In the steps that draw sentences, each time in another executor. */
  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void executorsAreKilled(String mode) throws Exception {
    Path marks = Files.createDirectories(folder.resolve("marks-" + mode));
    Path events = Files.createDirectories(folder.resolve("events-" + mode));
    Path log = folder.resolve("executors-" + mode + ".log");
    Map<String, String> fault =
        Map.of(
            "spark.plugins",
            ExecutorFault.class.getName(),
            ExecutorFault.KIND,
            ExecutorFault.Kind.HALT.toString(),
            ExecutorFault.STEPS,
            ".*CountJobs\\.draw.*",
            ExecutorFault.MARKS,
            marks.toString(),
            "spark.eventLog.dir",
            events.toUri().toString());
    assertThat(run(log, mode, fault, spec, mode).waitFor()).as(Files.readString(log)).isZero();
    same(trial(mode));
    int killed;
    try (Stream<Path> names = Files.list(marks)) {
      killed = names.toList().size();
    }
    assertThat(killed).isPositive();
    assertThat(Events.below(events).lostExecutors()).isGreaterThanOrEqualTo(killed);
    assertThat(Files.readString(log) + yarn.logs("stdout"))
        .contains(hdfs.path(mode) + "/report.html");
    Records.line("YARN, " + mode + " mode: an executor killed", killed);
  }

  /** The driver is in the application master: YARN starts it again, and it goes on. */
  @Test
  void theApplicationMasterIsKilledInClusterMode() throws Exception {
    Path log = folder.resolve("master.log");
    Map<String, String> twice = Map.of("spark.yarn.maxAppAttempts", "2");
    Process run = run(log, "cluster", twice, spec, "master");
    trial("master").awaitSealed(3, run);
    List<ProcessHandle> masters = Yarn.containers(MASTER);
    assertThat(masters).as(Files.readString(log)).hasSize(1);
    masters.get(0).destroyForcibly();
    assertThat(run.waitFor()).as(yarn.logs("stderr")).isZero();
    same(trial("master"));
    try (Stream<Path> attempts = Files.list(yarn.events())) {
      assertThat(attempts.map(Path::toString)).filteredOn(name -> name.endsWith("_2")).hasSize(1);
    }
    assertThat(yarn.logs("stdout")).contains(hdfs.path("master") + "/report.html");
    Records.line("YARN, cluster mode: the application master with the driver killed", 1);
  }

  /**
   * An exit code above 0: in client mode it is that of the process; in cluster mode YARN starts the
   * command again, which ends in the same way, and {@code spark-submit} ends with its own code, 1,
   * and shows ours in YARN's diagnostics.
   */
  @ParameterizedTest
  @CsvSource({
    "client, 4, '{kind: review, budget: 10, by: queue}'",
    "cluster, 4, '{kind: review, budget: 10, by: queue}'",
    "cluster, 3, '{kind: alarm, metric: tokens, chart: {threshold: {above: 1}}, action: stop}'"
  })
  void theExitCodeIsShown(String mode, int code, String safeguard) throws Exception {
    String out = "exit-" + mode + "-" + code;
    Path file =
        Workload.spec(
            folder.resolve(out + ".yaml"),
            hdfs.path("in/corpus.jsonl"),
            """
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 2
            metrics: [tokens]
            safeguards: [%s]
            """
                .formatted(safeguard));
    Path log = folder.resolve(out + ".log");
    Path events = Files.createDirectories(folder.resolve("events-" + out));
    Map<String, String> twice =
        Map.of("spark.yarn.maxAppAttempts", "2", "spark.eventLog.dir", events.toUri().toString());
    Process run = run(log, mode, twice, file, out);
    boolean inside = mode.equals("cluster");
    assertThat(run.waitFor()).as(Files.readString(log)).isEqualTo(inside ? 1 : code);
    if (inside) {
      assertThat(Files.readString(log)).contains("exit code " + code);
      try (Stream<Path> attempts = Files.list(events)) {
        assertThat(attempts.map(Path::toString)).anyMatch(name -> name.endsWith("_2"));
      }
    }
    assertThat(Files.readString(log) + yarn.logs("stdout") + yarn.logs("stderr"))
        .contains(hdfs.path(out));
  }
}
