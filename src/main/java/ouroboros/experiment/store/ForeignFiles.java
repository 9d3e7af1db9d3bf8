package ouroboros.experiment.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import ouroboros.text.prepared.ManifestJson;

/** Finds what this program did not write in a folder that holds no run. */
final class ForeignFiles {
  private static final String CORPUS = "corpus";
  private static final String MANIFEST = "corpus.json";

  /** What a forecast leaves in a folder, next to the prepared corpus. */
  private static final List<String> FORECAST = List.of("forecast.csv", "forecast.parquet");

  private ForeignFiles() {}

  /**
   * Refuses a folder that holds something that this program did not write.
   *
   * @param experiment name of the file that makes the folder that of a run; where there is one now,
   *     nothing is refused
   */
  static void refuse(FileSystem files, String root, String experiment) throws IOException {
    Path path = HadoopPath.of(root);
    if (!files.exists(path)) {
      return;
    }
    FileStatus[] found = files.listStatus(path);
    if (Arrays.stream(found).anyMatch(each -> each.getPath().getName().equals(experiment))) {
      return;
    }
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      boolean isKnown =
          name.equals(CORPUS)
              ? status.isDirectory() && isPreparedCorpus(files, status.getPath())
              : name.startsWith(".") || (FORECAST.contains(name) && status.isFile());
      if (!isKnown) {
        throw OutFolder.refused(
            root
                + " is not empty and holds no run"
                + (name.equals(CORPUS) ? ", and its folder corpus is no prepared corpus" : "")
                + "; choose a new or an empty folder for --out");
      }
    }
  }

  /**
   * Whether this program made a folder: it holds the manifest of a corpus, or it is empty, or it
   * holds only what a preparation leaves behind that was killed.
   */
  private static boolean isPreparedCorpus(FileSystem files, Path folder) throws IOException {
    boolean isLeftOver = true;
    for (FileStatus status : files.listStatus(folder)) {
      String name = status.getPath().getName();
      if (name.equals(MANIFEST) && status.isFile()) {
        try (InputStream in = files.open(status.getPath())) {
          return ManifestJson.isOurs(in.readNBytes(ManifestJson.HEAD));
        }
      }
      isLeftOver &= name.startsWith(".") || name.matches("attempt-[0-9a-f]{8}");
    }
    return isLeftOver;
  }
}
