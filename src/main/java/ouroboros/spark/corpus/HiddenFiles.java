package ouroboros.spark.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Files whose names begin with a dot or an underscore, or that are in such a folder: marks and
 * checksums of other programs. A folder or a wildcard does not lead to them.
 */
final class HiddenFiles {
  private HiddenFiles() {}

  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  /** The file system with Hadoop's own checksum files, which it leaves out of its lists. */
  static FileSystem all(FileSystem files) {
    return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
  }

  /** How many files a hidden file or folder is; a folder that cannot be read counts as one. */
  static long count(FileSystem files, FileStatus hidden) {
    if (!hidden.isDirectory()) {
      return 1;
    }
    try {
      if (files.getUri().getScheme().equals("file")) {
        java.nio.file.Path folder = java.nio.file.Path.of(hidden.getPath().toUri().getPath());
        try (Stream<java.nio.file.Path> below = Files.walk(folder)) {
          return below.filter(path -> !Files.isDirectory(path)).count();
        }
      }
      long count = 0;
      RemoteIterator<LocatedFileStatus> below = files.listFiles(hidden.getPath(), true);
      while (below.hasNext()) {
        below.next();
        count++;
      }
      return count;
    } catch (IOException | RuntimeException e) {
      return 1;
    }
  }
}
