package ouroboros.text.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the fields that a file of JSON lines or a table has, without knowing any of them.
 */
public final class ColumnNames {
  private static final int LINES = 100;
  private static final int DEPTH = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ColumnNames() {}

  /**
   * The names in the order of the file: those of its header, or of the first objects. Fields of
   * objects inside are named by their path.
   *
   * @param in the uncompressed file
   */
  public static List<String> of(String name, InputStream in) throws IOException {
    LineReader lines = LineReader.whole(in, LineReader.LIMIT);
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < LINES && lines.next(); i++) {
      String line = new String(lines.bytes(), 0, (int) lines.length(), StandardCharsets.UTF_8);
      if (line.startsWith("\uFEFF")) {
        line = line.substring(1);
      }
      if (line.isBlank()) {
        continue;
      }
      if (FileFormat.of(name) == FileFormat.TABLE) {
        return TableDocuments.header(name, line);
      }
      try {
        add(JSON.readTree(line), "", 0, names);
      } catch (JsonProcessingException e) {
        // a run names the line and what is wrong with it
      }
    }
    return new ArrayList<>(names);
  }

  private static void add(JsonNode node, String path, int depth, Set<String> names) {
    node.properties()
        .forEach(
            field -> {
              String name = path + field.getKey();
              if (field.getValue().isObject() && depth < DEPTH) {
                add(field.getValue(), name + ".", depth + 1, names);
              } else if (!field.getValue().isContainerNode()) {
                names.add(name);
              }
            });
  }
}
