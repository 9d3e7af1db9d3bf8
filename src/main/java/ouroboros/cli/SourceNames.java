package ouroboros.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ouroboros.text.read.FileFormat;

/**
 * Looks at the names of a corpus without Spark and Hadoop: files that no run would read. It looks
 * into folders of this machine only, and opens no file.
 */
final class SourceNames {
  private static final int LOOKED_AT = 10_000;

  private SourceNames() {}

  /** A line for every file that cannot be read. */
  static List<String> problems(List<String> sources) {
    List<String> problems = new ArrayList<>();
    for (String source : sources) {
      boolean isElsewhere =
          source.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*") && !source.startsWith("file:");
      if (source.isEmpty() || isElsewhere) {
        continue;
      }
      for (String name : names(source)) {
        String unreadable = FileFormat.unreadable(name);
        if (unreadable != null) {
          problems.add("corpus.source: " + name + ": " + unreadable);
        }
      }
    }
    return problems;
  }

  /** The files below a folder that are not hidden; any other source itself. */
  private static List<String> names(String source) {
    Path folder = path(source);
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of(source);
    }
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .limit(LOOKED_AT)
          .filter(each -> Files.isRegularFile(each) && !isHidden(folder.relativize(each)))
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean isHidden(Path below) {
    for (Path each : below) {
      if (each.toString().startsWith(".") || each.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Path path(String source) {
    try {
      return Path.of(source.startsWith("file:") ? source.substring("file:".length()) : source);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
