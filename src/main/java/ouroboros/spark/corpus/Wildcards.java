package ouroboros.spark.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.HadoopPath;

/**
 * Files by a pattern in Hadoop's syntax: {@code * ? [ab] [a-c] [^a] {ab,c/d}}, and a backslash
 * before a character that is meant as itself. Hadoop's own search fails as soon as a name with a
 * colon is in a folder that it lists; this one does not.
 */
final class Wildcards {
  private Wildcards() {}

  /** What a pattern leads to, in the order of paths. */
  static List<FileStatus> find(FileSystem files, Path pattern) throws IOException {
    String whole = files.makeQualified(pattern).toUri().getPath();
    TreeMap<Path, FileStatus> found = new TreeMap<>();
    for (String each : GlobExpander.expand(whole)) {
      List<Path> at = List.of(files.makeQualified(HadoopPath.of("/")));
      for (String name : each.split("/", -1)) {
        at = name.isEmpty() ? at : below(files, at, name);
      }
      for (Path path : at) {
        FileStatus status = status(files, path);
        if (status != null) {
          found.put(status.getPath(), status);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The paths one level deeper. Those without a wildcard need not exist. */
  private static List<Path> below(FileSystem files, List<Path> folders, String name)
      throws IOException {
    GlobPattern pattern = new GlobPattern(name);
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!pattern.hasWildcard()) {
        found.add(HadoopPath.in(folder, name.replaceAll("\\\\(.)", "$1")));
        continue;
      }
      FileStatus there = status(files, folder);
      if (there != null && there.isDirectory()) {
        Arrays.stream(files.listStatus(folder))
            .map(each -> each.getPath().getName())
            .filter(pattern::matches)
            .sorted()
            .forEach(each -> found.add(HadoopPath.in(folder, each)));
      }
    }
    return found;
  }

  /** What is at a path; null if nothing is. */
  static @Nullable FileStatus status(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
