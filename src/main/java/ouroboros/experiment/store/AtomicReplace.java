package ouroboros.experiment.store;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A file that replaces another whole: whoever reads meets the old one or the new one.
 *
 * <p>Where an object is there once its stream is closed, and not before, it is written in its
 * place: a rename is a copy there, which can be cut. Elsewhere it is written beside its place and
 * renamed over the old one, which local disks and HDFS do in one step.
 *
 * @param written where to write
 */
record AtomicReplace(FileSystem files, Path written, Path path) {

  /** Of a file. */
  static AtomicReplace of(FileSystem files, Path path) throws IOException {
    return files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)
        ? new AtomicReplace(files, path, path)
        : new AtomicReplace(
            files,
            new Path(path.getParent(), "." + path.getName() + "-" + UUID.randomUUID()),
            path);
  }

  /** Puts what was written, and closed, in its place. */
  void publish() throws IOException {
    if (written.equals(path)) {
      return;
    }
    if (files.getUri().getScheme().equals("file")) {
      // FileContext deletes the old file first on local disks.
      if (!files.rename(written, path)) {
        throw new IOException("cannot rename " + written + " to " + path);
      }
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(written, path, Options.Rename.OVERWRITE);
  }
}
