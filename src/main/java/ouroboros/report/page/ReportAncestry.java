package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import ouroboros.report.ReportSource;

/** The lines of {@code ancestry.jsonl}, which {@code trace --shown} writes. */
final class ReportAncestry {
  private static final String FILE = "ancestry.jsonl";
  private static final int CHARACTERS = 2_000_000;

  private ReportAncestry() {}

  /** Writes the field {@code ancestry}; adds to {@code notes} what was left out. */
  static void write(
      ReportSource source, JsonGenerator json, ObjectMapper mapper, List<String> notes)
      throws IOException {
    json.writeArrayFieldStart("ancestry");
    Reader text = source.open(FILE);
    if (text != null) {
      try (BufferedReader lines = new BufferedReader(text)) {
        int number = 0;
        int characters = 0;
        for (String line; (line = lines.readLine()) != null; ) {
          number++;
          characters += line.length();
          if (characters > CHARACTERS) {
            notes.add("Not all of " + FILE + " is shown; trace fewer cells, or fewer generations.");
            break;
          }
          try {
            json.writeTree(mapper.readTree(line));
          } catch (JsonProcessingException e) {
            throw new IOException(
                source.name() + "/" + FILE + ":" + number + ": not JSON: " + e.getOriginalMessage(),
                e);
          }
        }
      }
    }
    json.writeEndArray();
  }
}
