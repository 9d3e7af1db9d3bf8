package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a driver keeps shuffled data, whatever master it has. */
class LocalDiskTest {
  @TempDir Path base;

  private List<Path> there() throws IOException {
    try (Stream<Path> files = Files.list(base)) {
      return files.sorted().toList();
    }
  }

  /** Spark names the folders of executors itself; the driver's were left by every killed run. */
  @Test
  void aDriverOfAClusterHasAFolderOfItsOwnAndRemovesThoseOfKilledOnes() throws IOException {
    Assumptions.assumeTrue(System.getenv("SPARK_LOCAL_DIRS") == null);
    for (String master : List.of("local[2]", "local-cluster[2,1,1024]", "spark://m:7077", "yarn")) {
      String name = "ouroboros-00112233445566778899aabbccddeeff";
      Path dead = Files.createDirectory(base.resolve(name));
      Files.createDirectories(dead.resolve("blockmgr-1/00"));
      Files.writeString(dead.resolve("blockmgr-1/00/shuffle"), "sentences");
      Files.writeString(dead.resolve("held"), ScratchFolder.note(Path.of(name)));
      Files.setPosixFilePermissions(
          dead, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
      SparkConf conf =
          new SparkConf(false).setMaster(master).set("spark.local.dir", base.toString());
      LocalDisk disk = LocalDisk.of(conf);
      assertThat(there()).as(master).containsExactly(Path.of(conf.get("spark.local.dir")));
      assertThat(dead).doesNotExist();
      assertThat(conf.contains("spark.ouroboros.scratch"))
          .as("a folder that only this machine sees is no scratch of a cluster")
          .isEqualTo(master.startsWith("local"));
      disk.close();
      assertThat(there()).isEmpty();
    }
  }
}
