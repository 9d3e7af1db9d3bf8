package ouroboros.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One real cluster in every build: the shipped profile, the packaged jar, HDFS. */
@Tag("cluster")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterTest {
  @TempDir static Path folder;

  @Test
  void aClusterWithHdfsGivesTheBitsOfOneCore() throws Exception {
    Distribution spark = Distribution.installed();
    byte[] corpus = Workload.corpus(folder);
    Path text = Files.write(folder.resolve("corpus.jsonl"), corpus);
    Path alone = folder.resolve("alone");
    Process one =
        spark.submit(
            folder.resolve("one.log"),
            Path.of("conf/spark/local.conf"),
            Map.of("spark.master", "local[1]"),
            "run",
            Workload.spec(folder.resolve("one.yaml"), text.toString(), Workload.SMALL).toString(),
            "--out",
            alone.toString());
    try (Hdfs hdfs = Hdfs.start(folder.resolve("hdfs"));
        Cluster cluster = Cluster.start(spark, folder.resolve("cluster"), 2)) {
      Path spec =
          Workload.spec(
              folder.resolve("hdfs.yaml"), hdfs.write("in/corpus.jsonl", corpus), Workload.SMALL);
      Path log = folder.resolve("cluster.log");
      Process run =
          cluster.submit(log, Map.of(), "run", spec.toString(), "--out", hdfs.path("out"));
      assertThat(one.waitFor()).as(Files.readString(folder.resolve("one.log"))).isZero();
      assertThat(run.waitFor()).as(Files.readString(log)).isZero();
      Trial undisturbed = LocalRuns.trial(alone);
      Trial spread = new Trial(hdfs.files(), new org.apache.hadoop.fs.Path("/out"));
      assertThat(spread.hashes()).isEqualTo(undisturbed.hashes()).doesNotContainValue("missing");
      assertThat(spread.damage()).isEmpty();
      assertThat(cluster.events().executors()).hasSize(2);
      Canaries.absent(Cluster.SECRET, cluster.folder(), "cluster.conf");
      Canaries.absent(Cluster.SECRET, alone, "none");
    }
  }
}
