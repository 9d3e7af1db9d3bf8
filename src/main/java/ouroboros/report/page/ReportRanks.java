package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportThinning;

/** Rank-frequency curves of the first replicate at a few generations, from {@code ranks.csv}. */
final class ReportRanks {
  private record Key(String cell, int n, int generation) {}

  private final Map<Key, List<long[]>> curves = new LinkedHashMap<>();
  private int first = Integer.MAX_VALUE;
  private int last = -1;

  private ReportRanks() {}

  /** Reads the table; empty where the run has none. */
  static ReportRanks read(ReportSource source) throws IOException {
    ReportRanks all = new ReportRanks();
    try (ReportCsv table =
        ReportCsv.open(
            source, "ranks.csv", "cell", "replicate", "generation", "n", "rank", "count")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        all.add(row);
      }
    }
    return all;
  }

  private void add(ReportRow row) throws IOException {
    int replicate = row.index("replicate");
    if (replicate < first) {
      first = replicate;
      curves.clear();
    }
    if (replicate > first) {
      return;
    }
    Key key = new Key(row.text("cell"), row.index("n"), row.index("generation"));
    last = Math.max(last, key.generation());
    curves
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(new long[] {row.whole("rank"), row.whole("count")});
  }

  /** Writes the field {@code ranks}: one object for each cell, n and shown generation. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("ranks");
    for (var entry : curves.entrySet()) {
      Key key = entry.getKey();
      if (!ReportThinning.landmark(key.generation(), last)) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("cell", key.cell());
      json.writeNumberField("n", key.n());
      json.writeNumberField("generation", key.generation());
      for (int column = 0; column < 2; column++) {
        json.writeArrayFieldStart(column == 0 ? "rank" : "count");
        for (long[] point : entry.getValue()) {
          json.writeNumber(point[column]);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
