package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportThinning;

/**
 * The sentences that a reader sees, from {@code samples.jsonl}: the same sentence numbers at
 * generations 0 (real), 1, 2, 5, 10, .. and the last.
 *
 * <p>A row may also contain {@code lost} (words of the real sentence with this number that no
 * longer occur in this generation) and {@code novel} (n-grams of this text that occur in no real
 * text). Both are arrays of strings; the report marks them. {@code gates} and {@code passed} say
 * what gates dropped or changed, and what came out.
 */
final class ReportSamples {
  private static final int CHARACTERS = 1_200_000;
  private static final int TEXT = 1_500;
  private static final int REPLICATES = 3;
  private static final int DROPPED = 5;

  private final List<JsonNode> rows = new ArrayList<>();

  private ReportSamples() {}

  /** Reads the rows; none where the run has none. */
  static ReportSamples read(ReportSource source, ObjectMapper mapper) throws IOException {
    ReportSamples samples = new ReportSamples();
    Reader text = source.open("samples.jsonl");
    if (text == null) {
      return samples;
    }
    try (BufferedReader lines = new BufferedReader(text)) {
      int number = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        number++;
        if (!line.isBlank()) {
          samples.add(row(mapper, line, source.name() + "/samples.jsonl:" + number));
        }
      }
    }
    return samples;
  }

  private static JsonNode row(ObjectMapper mapper, String line, String place) throws IOException {
    try {
      JsonNode row = mapper.readTree(line);
      for (String field : List.of("cell", "generation", "unit", "text")) {
        if (!row.hasNonNull(field)) {
          throw new IOException(place + ": field `" + field + "` is missing");
        }
      }
      return row;
    } catch (JsonProcessingException e) {
      throw new IOException(place + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void add(JsonNode row) {
    if (row.path("replicate").asInt() < REPLICATES) {
      rows.add(row);
    }
  }

  /** Writes the field {@code samples}. Adds to {@code notes} what was left out. */
  void write(JsonGenerator json, List<String> notes) throws IOException {
    int last = rows.stream().mapToInt(row -> row.path("generation").asInt()).max().orElse(-1);
    long characters = 0;
    boolean full = false;
    json.writeArrayFieldStart("samples");
    for (JsonNode row : rows) {
      if (!ReportThinning.landmark(row.path("generation").asInt(), last)) {
        continue;
      }
      String text = row.path("text").asText();
      characters += Math.min(TEXT, text.length()) + 60L + ofGates(row);
      full |= characters > CHARACTERS;
      if (!full) {
        write(json, row, text);
      }
    }
    json.writeEndArray();
    if (full) {
      notes.add("Not all sampled sentences are shown; all of them are in samples.jsonl.");
    }
  }

  private static void write(JsonGenerator json, JsonNode row, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField("cell", row.path("cell").asText());
    json.writeNumberField("r", row.path("replicate").asInt());
    json.writeNumberField("g", row.path("generation").asInt());
    json.writeNumberField("unit", row.path("unit").asLong());
    json.writeStringField("text", shown(text));
    gates(json, row);
    for (String marks : List.of("lost", "novel")) {
      if (row.path(marks).isArray()) {
        json.writeObjectField(marks, row.get(marks));
      }
    }
    json.writeEndObject();
  }

  /** At most how many characters {@link #gates} writes. */
  private static long ofGates(JsonNode row) {
    long characters = row.path("passed").asText().length();
    for (int i = 0; i < Math.min(DROPPED, row.path("gates").size()); i++) {
      JsonNode gate = row.path("gates").get(i);
      characters += gate.path("text").asText().length() + gate.path("changed").asText().length();
    }
    return characters;
  }

  /** What gates dropped of the unit, as many as are shown, and what came out. */
  private static void gates(JsonGenerator json, JsonNode row) throws IOException {
    JsonNode gates = row.path("gates");
    if (!gates.isArray()) {
      return;
    }
    json.writeArrayFieldStart("gates");
    for (int i = 0; i < Math.min(DROPPED, gates.size()); i++) {
      json.writeStartObject();
      json.writeNumberField("gate", gates.get(i).path("gate").asInt());
      for (String field : List.of("kind", "text", "changed")) {
        if (gates.get(i).hasNonNull(field)) {
          json.writeStringField(field, shown(gates.get(i).path(field).asText()));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (gates.size() > DROPPED) {
      json.writeNumberField("more", gates.size() - DROPPED);
    }
    if (row.hasNonNull("passed")) {
      json.writeStringField("passed", shown(row.path("passed").asText()));
    }
  }

  /** A very long sentence is cut, never inside a character, and the text says so. */
  private static String shown(String text) {
    if (text.length() <= TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TEXT - 1)) ? TEXT - 1 : TEXT;
    return text.substring(0, end)
        + String.format(Locale.ROOT, " [.. %d more characters]", text.length() - end);
  }
}
