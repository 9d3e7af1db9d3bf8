package ouroboros.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.OwnFiles;

/**
 * Where Spark on this machine keeps shuffled and spilled data: in folders of this process that only
 * its owner can read.
 */
public final class LocalDisk implements AutoCloseable {
  private static final String SETTING = "spark.local.dir";

  /** Environment variables with folders that Spark uses whatever its settings say. */
  private static final List<String> GIVEN = List.of("SPARK_EXECUTOR_DIRS", "SPARK_LOCAL_DIRS");

  /** After Spark's own hooks, which have higher numbers. */
  private static final int LAST = 1;

  private static final String TEMPORARY = "java.io.tmpdir";

  private static volatile boolean alone;

  private final List<ScratchFolder> folders;

  private LocalDisk(List<ScratchFolder> folders) {
    this.folders = folders;
  }

  /**
   * Says that this process runs one command. Then everything that libraries put into the temporary
   * folder goes to the folder of the process, too.
   */
  public static void alone() {
    alone = true;
  }

  /** No folder of its own: Spark is somebody else's. */
  public static LocalDisk none() {
    return new LocalDisk(List.of());
  }

  /**
   * Makes the folders and sets them. On a cluster they are those of the driver, because workers
   * name the folders of executors in their environment. Where an environment variable names the
   * folders of this process, Spark's own are used.
   *
   * @throws UncheckedIOException if nothing can be written there
   */
  public static LocalDisk of(SparkConf conf) {
    for (String name : GIVEN) {
      String given = System.getenv(name);
      if (given != null) {
        places(given).forEach(place -> ScratchFolder.in(place).close());
        return none();
      }
    }
    LocalDisk disk = new LocalDisk(new ArrayList<>());
    boolean isLocal = LocalSpark.is(conf.get("spark.master"));
    RuntimeException failed = null;
    for (Path place : places(conf.get(SETTING, System.getProperty(TEMPORARY)))) {
      try {
        disk.folders.add(ScratchFolder.in(place));
      } catch (RuntimeException e) {
        failed = e;
      }
    }
    // On a cluster a place may be a disk of the workers alone.
    if (failed != null && (isLocal || disk.folders.isEmpty())) {
      disk.close();
      throw failed;
    }
    conf.set(
        SETTING,
        disk.folders.stream().map(each -> each.path().toString()).collect(Collectors.joining(",")));
    if (isLocal) {
      Scratch.use(conf, disk.folders.get(0).path());
    }
    if (alone) {
      removeEmpty(Path.of(System.getProperty(TEMPORARY)));
      System.setProperty(TEMPORARY, disk.folders.get(0).path().toString());
    }
    ShutdownHookManager.get().addShutdownHook(disk::close, LAST);
    return disk;
  }

  private static List<Path> places(String list) {
    return Arrays.stream(list.split(",", -1))
        .filter(each -> !each.isBlank())
        .map(Path::of)
        .toList();
  }

  /** Deletes the folder for downloads that spark-submit made in this process, if it is empty. */
  private static void removeEmpty(Path temporary) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "spark-*")) {
      for (Path each : folders) {
        if (org.apache.spark.util.ShutdownHookManager.hasShutdownDeleteDir(each.toFile())) {
          OwnFiles.removeEmpty(each);
        }
      }
    } catch (IOException e) {
      // It is not empty. Spark deletes it at the end.
    }
  }

  /** Lets only the owner read the folders that Spark made for blocks. */
  public static void protect(SparkSession spark) {
    SparkEnv here = SparkEnv.get();
    if (here == null || !spark.sparkContext().env().equals(here)) {
      return;
    }
    for (File each : here.blockManager().diskBlockManager().localDirs()) {
      try {
        Files.setPosixFilePermissions(each.toPath(), PosixFilePermissions.fromString("rwx------"));
      } catch (UnsupportedOperationException e) {
        return; // a file system without permissions
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Deletes the folders. */
  @Override
  public void close() {
    folders.forEach(ScratchFolder::close);
  }
}
