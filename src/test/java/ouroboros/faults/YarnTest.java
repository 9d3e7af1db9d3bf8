package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  /** In the steps that draw sentences, each time in another executor. */
  @Test
  void executorsAreKilledInClientMode() throws Exception {
    Path marks = Files.createDirectories(folder.resolve("marks"));
    Path log = folder.resolve("client.log");
    Map<String, String> fault =
        Map.of(
            "spark.plugins",
            ExecutorFault.class.getName(),
            ExecutorFault.KIND,
            ExecutorFault.Kind.HALT.toString(),
            ExecutorFault.STEPS,
            ".*CountJobs\\.draw.*",
            ExecutorFault.MARKS,
            marks.toString());
    Process run =
        yarn.submit(log, "client", fault, "run", spec.toString(), "--out", hdfs.path("client"));
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    same(trial("client"));
    int killed;
    try (Stream<Path> names = Files.list(marks)) {
      killed = names.toList().size();
    }
    assertThat(killed).isPositive();
    assertThat(Events.below(yarn.events()).lostExecutors()).isGreaterThanOrEqualTo(killed);
    assertThat(Files.readString(log)).contains(hdfs.path("client") + "/report.html");
    Records.line("YARN, client mode: an executor killed", killed);
  }

  /** The driver is in the application master: YARN starts it again, and it goes on. */
  @Test
  void theApplicationMasterIsKilledInClusterMode() throws Exception {
    Path log = folder.resolve("cluster.log");
    Process run =
        yarn.submit(
            log,
            "cluster",
            Map.of("spark.yarn.maxAppAttempts", "2", "spark.files", spec.toUri().toString()),
            "run",
            spec.getFileName().toString(),
            "--out",
            hdfs.path("cluster"));
    trial("cluster").awaitSealed(3, run);
    List<ProcessHandle> masters = Yarn.containers(MASTER);
    assertThat(masters).as(Files.readString(log)).hasSize(1);
    masters.get(0).destroyForcibly();
    assertThat(run.waitFor()).as(yarn.logs("stderr")).isZero();
    same(trial("cluster"));
    try (Stream<Path> attempts = Files.list(yarn.events())) {
      assertThat(attempts.map(Path::toString)).filteredOn(name -> name.endsWith("_2")).hasSize(1);
    }
    assertThat(yarn.logs("stdout")).contains(hdfs.path("cluster") + "/report.html");
    Records.line("YARN, cluster mode: the application master with the driver killed", 1);
  }
}
