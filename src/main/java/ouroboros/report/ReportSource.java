package ouroboros.report;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place where the tables of one run are: a local folder, or anything that can be read by file
 * name.
 *
 * <p>Names are those of the tables in OUT ({@code summary.csv}, {@code samples.jsonl}, {@code
 * run.json}, ..). Text is UTF-8.
 */
public interface ReportSource {

  /**
   * The name of this place for a reader: the path of the folder. It is used in the report and in
   * messages.
   */
  String name();

  /** The same place in a link, with a slash at its end. */
  default String link() {
    return name() + "/";
  }

  /**
   * Opens a table.
   *
   * @param file the table's file name, for example {@code summary.csv}
   * @return its text, which the caller must close; null where this run has no such table
   * @throws IOException if it exists and cannot be read
   */
  @Nullable Reader open(String file) throws IOException;

  /** The tables in a local folder. */
  static ReportSource folder(Path folder) {
    return new Folder(folder);
  }

  /** Tables held in memory: file name to text. */
  static ReportSource of(String name, Map<String, String> tables) {
    return new Memory(name, Map.copyOf(tables));
  }

  /** A local folder. */
  record Folder(Path path) implements ReportSource {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public String link() {
      return path.toUri().toString();
    }

    @Override
    public @Nullable Reader open(String file) throws IOException {
      Path table = path.resolve(file);
      return Files.isRegularFile(table)
          ? Files.newBufferedReader(table, StandardCharsets.UTF_8)
          : null;
    }
  }

  /** Tables in memory. */
  record Memory(String name, Map<String, String> tables) implements ReportSource {
    @Override
    public @Nullable Reader open(String file) {
      String text = tables.get(file);
      return text == null ? null : new StringReader(text);
    }
  }
}
