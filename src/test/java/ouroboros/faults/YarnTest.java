package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on YARN with two node managers: what is killed there does not change a bit. */
@Tag("faults")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class YarnTest {
  private static final String EXECUTOR = "YarnCoarseGrainedExecutorBackend";
  private static final String LAUNCHER = "org.apache.spark.deploy.yarn.ExecutorLauncher";
  private static final String MASTER = "org.apache.spark.deploy.yarn.ApplicationMaster";

  @TempDir static Path folder;
  private static Hdfs hdfs;
  private static Yarn yarn;
  private static Path spec;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws Exception {
    Distribution spark = Distribution.installed();
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
    yarn = Yarn.start(spark, folder, hdfs);
    String input = hdfs.write("in/corpus.jsonl", corpus);
    spec = Workload.spec(folder.resolve("spec.yaml"), input, Workload.SMALL);
    assertThat(one.waitFor()).as(Files.readString(log)).isZero();
    expected = LocalRuns.trial(alone).hashes();
  }

  @AfterAll
  static void stop() {
    yarn.close();
    hdfs.close();
  }

  private static Trial trial(String name) throws IOException {
    return new Trial(hdfs.files(), new org.apache.hadoop.fs.Path("/" + name));
  }

  private static void same(Trial trial) throws IOException {
    assertThat(trial.hashes()).isEqualTo(expected).doesNotContainValue("missing");
    assertThat(trial.damage()).isEmpty();
  }

  private static void kill(String name) throws Exception {
    List<ProcessHandle> there = Yarn.containers(name);
    assertThat(there).as("processes of " + name).isNotEmpty();
    there.get(0).destroyForcibly();
    there.get(0).onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void anExecutorAndTheApplicationMasterAreKilledInClientMode() throws Exception {
    Path log = folder.resolve("client.log");
    Process run =
        yarn.submit(log, "client", Map.of(), "run", spec.toString(), "--out", hdfs.path("client"));
    trial("client").awaitSealed(2, run);
    kill(EXECUTOR);
    trial("client").awaitSealed(4, run);
    kill(LAUNCHER);
    assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    same(trial("client"));
    assertThat(Files.readString(log)).contains(hdfs.path("client") + "/report.html");
    Records.line("YARN, client mode: an executor killed", 1);
    Records.line("YARN, client mode: the application master killed", 1);
  }

  /** The driver is in the application master: YARN starts it again, and it resumes. */
  @Test
  void anApplicationMasterWithTheDriverIsKilledInClusterMode() throws Exception {
    Path log = folder.resolve("cluster.log");
    Process run =
        yarn.submit(
            log,
            "cluster",
            Map.of("spark.files", spec.toUri().toString()),
            "run",
            spec.getFileName().toString(),
            "--out",
            hdfs.path("cluster"));
    trial("cluster").awaitSealed(3, run);
    assertThat(run.isAlive()).as(Files.readString(log)).isTrue();
    kill(MASTER);
    assertThat(run.waitFor()).as(Yarn.logs("stderr")).isZero();
    same(trial("cluster"));
    assertThat(Files.readString(log)).contains("final status: SUCCEEDED");
    assertThat(Yarn.logs("stdout")).contains(hdfs.path("cluster") + "/report.html");
    Records.line("YARN, cluster mode: the application master with the driver killed", 1);
  }
}
