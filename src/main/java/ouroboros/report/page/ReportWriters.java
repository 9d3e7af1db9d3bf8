package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.report.HtmlJson;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportThinning;

/**
 * Who wrote the synthetic part of the training sets of an ecosystem, from {@code writers.csv}: the
 * share of its tokens by member, all readers and replicates together. Vectors have no tokens; there
 * it is the share of its units.
 */
final class ReportWriters {
  private static final int GENERATIONS = 60;

  /** Tokens and units by cell, generation and writer. */
  private final Map<String, TreeMap<Integer, TreeMap<Integer, double[]>>> written =
      new LinkedHashMap<>();

  private int last = -1;

  private ReportWriters() {}

  /** Reads the table; empty where the run has none. */
  static ReportWriters read(ReportSource source) throws IOException {
    ReportWriters all = new ReportWriters();
    try (ReportCsv table =
        ReportCsv.open(source, "writers.csv", "cell", "generation", "writer", "tokens", "units")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        int generation = row.index("generation");
        all.last = Math.max(all.last, generation);
        all.written
            .computeIfAbsent(row.text("cell"), c -> new TreeMap<>())
            .computeIfAbsent(generation, g -> new TreeMap<>())
            .merge(
                row.index("writer"),
                new double[] {row.number("tokens"), row.number("units")},
                (a, b) -> new double[] {a[0] + b[0], a[1] + b[1]});
      }
    }
    return all;
  }

  /** Writes the field {@code writers}: rows of [generation, member, share]. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("writers");
    for (var cell : written.entrySet()) {
      json.writeStartObject();
      json.writeStringField("cell", cell.getKey());
      json.writeArrayFieldStart("rows");
      for (var generation : cell.getValue().entrySet()) {
        if (ReportThinning.keeps(generation.getKey(), last, GENERATIONS)) {
          write(json, generation.getKey(), generation.getValue());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, int generation, Map<Integer, double[]> own)
      throws IOException {
    int by = own.values().stream().anyMatch(each -> each[0] > 0) ? 0 : 1;
    double all = own.values().stream().mapToDouble(each -> each[by]).sum();
    for (var writer : own.entrySet()) {
      json.writeStartArray();
      json.writeNumber(generation);
      json.writeNumber(writer.getKey());
      json.writeRawValue(HtmlJson.number(all > 0 ? writer.getValue()[by] / all : 0));
      json.writeEndArray();
    }
  }
}
