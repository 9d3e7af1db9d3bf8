package ouroboros.experiment.store;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Replaces a file as a whole: a reader sees the old file or the new file, never a part of one.
 *
 * <p>In object stores, a file appears when its stream is closed and not before. There it is written
 * directly to its path, because a rename would be a copy, which can be interrupted. In other file
 * systems it is written to a temporary file in the same folder and then renamed, which local disks
 * and HDFS do in one step. A link is followed and a folder refused ({@link WritePlace}).
 *
 * @param written where the new content is written
 */
record AtomicReplace(FileSystem files, Path written, Path path) {

  /** The replacement of the file at a path. */
  static AtomicReplace of(FileSystem files, Path path) throws IOException {
    if (files.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)) {
      return new AtomicReplace(files, path, path);
    }
    WritePlace place = WritePlace.of(files, path);
    Path file = place.file();
    return place.kind() == WritePlace.Kind.STREAM
        ? new AtomicReplace(files, file, file)
        : new AtomicReplace(
            files,
            HadoopPath.in(file.getParent(), "." + file.getName() + "-" + UUID.randomUUID()),
            file);
  }

  /** Moves the written file, which must be closed, to its path. */
  void publish() throws IOException {
    if (written.equals(path)) {
      return;
    }
    OwnFiles.replace(files, written, path);
  }
}
