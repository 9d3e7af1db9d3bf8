package ouroboros.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The folder OUT of a run: which experiment it holds, and files that are replaced whole.
 *
 * <p>{@code experiment.json} is written before anything else; another experiment in the same folder
 * is refused, more generations, replicates or cells are not.
 */
public final class OutFolder {
  private static final String EXPERIMENT = "experiment.json";

  private final FileSystem files;
  private final String root;

  /**
   * @param root the folder, as the whole cluster sees it
   */
  public OutFolder(FileSystem files, String root) {
    this.files = files;
    this.root = root;
  }

  /** The folder's path. */
  public String root() {
    return root;
  }

  /** Where it lies. */
  public FileSystem files() {
    return files;
  }

  /** Makes the folder this experiment's, or finds that it is. */
  public void claim(Experiment experiment) {
    Path path = new Path(root);
    try {
      if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
        throw refused(root + " is a file; --out takes a folder");
      }
      Optional<String> there = read(EXPERIMENT);
      if (there.isPresent()) {
        ResolvedSpec held = ResolvedSpec.parse(there.get());
        List<ResolvedSpec.Change> changes = experiment.resolved().changesSince(held);
        if (!changes.isEmpty()) {
          List<Problem> problems = new ArrayList<>();
          for (ResolvedSpec.Change change : changes) {
            problems.add(
                new Problem(
                    experiment.file(),
                    0,
                    change.key(),
                    change.before()
                        + " in the run that "
                        + root
                        + " holds, "
                        + change.now()
                        + " now; only more generations, replicates or sweep values extend a run;"
                        + " choose another --out or restore the value"));
          }
          throw new SpecException(problems);
        }
        if (held.equals(experiment.resolved())) {
          return;
        }
      } else if (files.exists(path) && foreign(path)) {
        throw refused(
            root + " is not empty and holds no run; choose a new or an empty folder for --out");
      }
      files.mkdirs(path);
      replace(EXPERIMENT, experiment.resolved().json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + ": " + e.getMessage(), e);
    }
  }

  private boolean foreign(Path path) throws IOException {
    for (var status : files.listStatus(path)) {
      if (!status.getPath().getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static SpecException refused(String text) {
    return new SpecException(List.of(new Problem("--out", 0, "", text)));
  }

  /** A file's text, if it is there. */
  public Optional<String> read(String name) throws IOException {
    Path path = new Path(root + "/" + name);
    if (!files.exists(path)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Replaces a file whole: written beside its place, then put there. */
  public void replace(String name, String text) throws IOException {
    Path draft = new Path(root + "/." + name + "-" + UUID.randomUUID());
    Path path = new Path(root + "/" + name);
    files.setWriteChecksum(false);
    try (OutputStream out = files.create(draft, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(draft, path, Options.Rename.OVERWRITE);
  }
}
