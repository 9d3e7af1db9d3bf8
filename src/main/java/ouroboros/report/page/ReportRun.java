package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.report.ReportCurves;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportTable;

/** One run as JSON for the page: its record, its cells and every table that it has. */
final class ReportRun {
  private static final int ITEMS = 200;

  private ReportRun() {}

  /**
   * Reads the tables of one run and writes them as one JSON object.
   *
   * @param files what comes before the name of a table in a link
   * @throws IOException if a table cannot be read, is damaged, or {@code cells.csv} or {@code
   *     summary.csv} is missing; the message names file, line and column
   */
  static void write(ReportSource source, String files, JsonGenerator json, ObjectMapper mapper)
      throws IOException {
    ReportTable cells = ReportTable.read(source, "cells.csv");
    if (cells == null || !cells.columns().contains("cell")) {
      throw new IOException(
          source.name()
              + "/cells.csv: "
              + (cells == null ? "no such table" : "column `cell` is missing")
              + "; a report is made from the OUT folder of a run");
    }
    try (Reader summary = source.open("summary.csv")) {
      if (summary == null) {
        throw new IOException(
            source.name() + "/summary.csv: no such table; run the experiment to its end first");
      }
    }
    List<String> notes = new ArrayList<>();
    json.writeStartObject();
    json.writeStringField("source", source.name());
    json.writeStringField("files", files);
    JsonNode run = run(source, mapper, notes);
    if (run != null) {
      json.writeObjectField("run", shortened(run, mapper));
    }
    cells.write(json, "cells", notes);
    ReportCurves.read(source).write(json, notes);
    ReportSurvival.read(source).write(json);
    ReportRanks.read(source).write(json);
    ReportLedger.read(source).write(json);
    ReportWriters.read(source).write(json);
    ReportSamples.read(source, mapper).write(json, notes);
    ReportAncestry.write(source, json, mapper, notes);
    for (String name :
        List.of(
            "verdicts",
            "onsets",
            "warnings",
            "strata",
            "components",
            "component-words",
            "gates",
            "alarms")) {
      table(source, name, json, name, notes);
    }
    // The field `baselines` is the cell that each cell is compared with.
    table(source, "baselines", json, "halves", notes);
    json.writeObjectField("notes", notes);
    json.writeEndObject();
  }

  private static void table(
      ReportSource source, String file, JsonGenerator json, String field, List<String> notes)
      throws IOException {
    ReportTable table = ReportTable.read(source, file + ".csv");
    if (table != null) {
      table.write(json, field, notes);
    }
  }

  private static @Nullable JsonNode run(
      ReportSource source, ObjectMapper mapper, List<String> notes) throws IOException {
    try (Reader text = source.open("run.json")) {
      if (text == null) {
        notes.add("There is no run.json, so it is not known what was run.");
        return null;
      }
      JsonNode run = mapper.readTree(text);
      int waiting = run.path(SealedFiles.WAITING).size();
      if (waiting > 0) {
        notes.add(
            waiting
                + (waiting == 1 ? " lineage waits" : " lineages wait")
                + " for decisions of people. These tables have the generations that are done;"
                + " nothing is decided yet.");
      }
      return run;
    } catch (JsonProcessingException e) {
      notes.add("run.json is not JSON: " + e.getOriginalMessage());
      return null;
    }
  }

  /**
   * The same JSON with long arrays cut, so that a record of thousands of steps does not fill the
   * page.
   */
  private static JsonNode shortened(JsonNode node, ObjectMapper mapper) {
    if (node.isObject()) {
      ObjectNode copy = mapper.createObjectNode();
      node.properties().forEach(p -> copy.set(p.getKey(), shortened(p.getValue(), mapper)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = mapper.createArrayNode();
      for (int i = 0; i < Math.min(ITEMS, node.size()); i++) {
        copy.add(shortened(node.get(i), mapper));
      }
      if (node.size() > ITEMS) {
        copy.add(
            TextNode.valueOf(String.format(Locale.ROOT, ".. and %d more", node.size() - ITEMS)));
      }
      return copy;
    }
    return node;
  }
}
