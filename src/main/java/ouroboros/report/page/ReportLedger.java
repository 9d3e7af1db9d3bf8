package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ouroboros.report.HtmlJson;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportThinning;

/**
 * The composition of each training set, from {@code ledger.csv}: the share of its tokens that comes
 * from each generation (0: real text) at each depth, as the mean over replicates.
 */
final class ReportLedger {
  private static final int GENERATIONS = 60;
  private static final int AUTHORS = 40;

  private record Key(String cell, int generation) {}

  private record Part(int author, int depth) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int order = Integer.compare(author, other.author);
      return order != 0 ? order : Integer.compare(depth, other.depth);
    }
  }

  private final Map<String, Set<Integer>> replicates = new TreeMap<>();
  private final Map<String, Map<Integer, Map<Part, double[]>>> parts =
      new java.util.LinkedHashMap<>();
  private int last = -1;

  private ReportLedger() {}

  /** Reads the table; empty where the run has none. */
  static ReportLedger read(ReportSource source) throws IOException {
    ReportLedger all = new ReportLedger();
    try (ReportCsv table =
        ReportCsv.open(
            source,
            "ledger.csv",
            "cell",
            "replicate",
            "generation",
            "author-generation",
            "share")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        all.add(row);
      }
    }
    return all;
  }

  private void add(ReportRow row) throws IOException {
    Key key = new Key(row.text("cell"), row.index("generation"));
    last = Math.max(last, key.generation());
    replicates.computeIfAbsent(key.cell(), c -> new TreeSet<>()).add(row.index("replicate"));
    int author = row.index("author-generation");
    Part part = new Part(author, row.text("depth").isEmpty() ? author : row.index("depth"));
    parts
            .computeIfAbsent(key.cell(), c -> new TreeMap<>())
            .computeIfAbsent(key.generation(), g -> new TreeMap<>())
            .computeIfAbsent(part, p -> new double[1])[0] +=
        row.number("share");
  }

  /** Writes the field {@code ledger}: rows of [generation, author generation, depth, share]. */
  void write(JsonGenerator json) throws IOException {
    int width = Math.max(1, (last + AUTHORS) / AUTHORS);
    json.writeNumberField("ledgerWidth", width);
    json.writeArrayFieldStart("ledger");
    for (var cell : parts.entrySet()) {
      int count = replicates.getOrDefault(cell.getKey(), Set.of(0)).size();
      json.writeStartObject();
      json.writeStringField("cell", cell.getKey());
      json.writeArrayFieldStart("rows");
      for (var generation : cell.getValue().entrySet()) {
        if (ReportThinning.keeps(generation.getKey(), last, GENERATIONS)) {
          write(json, generation.getKey(), binned(generation.getValue(), width), count);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Groups authors into intervals of equal width. Real text is a group of its own. */
  private static Map<Part, Double> binned(Map<Part, double[]> shares, int width) {
    Map<Part, Double> binned = new TreeMap<>();
    for (var share : shares.entrySet()) {
      Part part = share.getKey();
      binned.merge(
          new Part(bin(part.author(), width), bin(part.depth(), width)),
          share.getValue()[0],
          Double::sum);
    }
    return binned;
  }

  private static int bin(int generation, int width) {
    return generation == 0 ? 0 : (generation - 1) / width * width + 1;
  }

  private static void write(
      JsonGenerator json, int generation, Map<Part, Double> shares, int replicates)
      throws IOException {
    for (var share : shares.entrySet()) {
      json.writeStartArray();
      json.writeNumber(generation);
      json.writeNumber(share.getKey().author());
      json.writeNumber(share.getKey().depth());
      json.writeRawValue(HtmlJson.number(share.getValue() / replicates));
      json.writeEndArray();
    }
  }
}
