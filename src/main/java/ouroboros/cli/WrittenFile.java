package ouroboros.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;

/** A local file that an option names and a command replaces as a whole. */
final class WrittenFile {
  private WrittenFile() {}

  /**
   * The file of an option.
   *
   * @throws SpecException if no file can be there
   */
  static Path of(String option, String name) {
    try {
      Path file = Path.of(name).toAbsolutePath().normalize();
      Path parent = file.getParent();
      if (parent != null && Files.isDirectory(parent) && !Files.isDirectory(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // is told as any other name that cannot be a file
    }
    throw new SpecException(
        List.of(new Problem(option, 0, "", Shown.whole(name) + " cannot be a file there")));
  }

  static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  static void write(Path file, OutFolder.Text text) throws IOException {
    ExperimentRun.folder(file.resolveSibling("").toString())
        .replaceBy(file.resolveSibling("").relativize(file).toString(), text);
  }
}
