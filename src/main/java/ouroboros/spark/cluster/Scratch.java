package ouroboros.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.text.CorpusException;

/** Where a command keeps files that it deletes at its end. */
public final class Scratch {
  private static final String SETTING = "spark.ouroboros.scratch";

  private Scratch() {}

  /** Names the place, if the user named none. */
  static void use(SparkConf conf, java.nio.file.Path place) {
    conf.setIfMissing(SETTING, "file:" + place);
  }

  /**
   * A folder that nothing else uses and that every machine of the cluster can read.
   *
   * @throws CorpusException on a cluster, if no place was named
   */
  public static String folder(SparkSession session, String kind) {
    return folder(
        session,
        kind,
        "this text has to be prepared first, in a folder that the whole cluster sees: set "
            + SETTING
            + " to one, or name a corpus that jobs/prepare made");
  }

  /**
   * The same for the pieces of a file that goes to a pipe or a device.
   *
   * @throws CorpusException on a cluster, if no place was named
   */
  public static String ofPieces(SparkSession session, String path) {
    return folder(
        session,
        "pieces",
        path
            + " is no file, so its pieces need a folder that the whole cluster sees: set "
            + SETTING
            + " to one, or name a file");
  }

  private static String folder(SparkSession session, String kind, String missing) {
    String place = session.conf().get(SETTING, "");
    if (place.isEmpty() && !session.sparkContext().isLocal()) {
      throw new CorpusException(missing);
    }
    Path folder =
        HadoopPath.in(
            place.isEmpty() ? System.getProperty("java.io.tmpdir") : place,
            "ouroboros-" + kind + "-" + UUID.randomUUID().toString().substring(0, 8));
    try {
      return OwnFiles.newFolder(CorpusFiles.system(folder), folder).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + folder + ": " + e.getMessage(), e);
    }
  }
}
