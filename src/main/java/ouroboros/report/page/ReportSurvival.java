package ouroboros.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import ouroboros.inference.Moments;
import ouroboros.inference.StudentInterval;
import ouroboros.metric.count.Survival;
import ouroboros.report.HtmlJson;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportThinning;

/**
 * Survival by initial count, from {@code survival.csv}: among the types with one initial count in
 * R, the share that still occurs, over all replicates. The lowest and highest replicate and the law
 * are given too.
 *
 * <p>The column {@code expected} is a number of types, like {@code types} and {@code alive}.
 */
final class ReportSurvival {
  private static final int GENERATIONS = 60;

  private record Key(String cell, int n, long count) {}

  private static final class Share {
    private long types;
    private Moments alive = Moments.EMPTY;
    private double expected;

    void add(ReportRow row) throws IOException {
      long rowTypes = row.whole("types");
      if (rowTypes == 0) {
        return;
      }
      types += rowTypes;
      alive = alive.plus((double) row.whole("alive") / rowTypes);
      expected += row.number("expected");
    }

    StudentInterval interval() {
      return StudentInterval.of(alive);
    }
  }

  private final Map<Key, NavigableMap<Integer, Share>> shares = new LinkedHashMap<>();

  private ReportSurvival() {}

  /** Reads the table; empty where the run has none. */
  static ReportSurvival read(ReportSource source) throws IOException {
    ReportSurvival all = new ReportSurvival();
    try (ReportCsv table =
        ReportCsv.open(
            source,
            "survival.csv",
            List.of("cell", "generation", "n", "initial-count", "types", "alive")
                .toArray(String[]::new))) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        Key key = new Key(row.text("cell"), row.index("n"), row.whole("initial-count"));
        all.shares
            .computeIfAbsent(key, k -> new TreeMap<>())
            .computeIfAbsent(row.index("generation"), g -> new Share())
            .add(row);
      }
    }
    return all;
  }

  /** Writes the field {@code survival}: one object for each cell, n and initial count. */
  void write(JsonGenerator json) throws IOException {
    int last = shares.values().stream().mapToInt(NavigableMap::lastKey).max().orElse(-1);
    IntPredicate kept = generation -> ReportThinning.keeps(generation, last, GENERATIONS);
    json.writeArrayFieldStart("survival");
    for (var entry : shares.entrySet()) {
      NavigableMap<Integer, Share> line = entry.getValue();
      line.values().removeIf(share -> share.types == 0);
      line.keySet().removeIf(generation -> !kept.test(generation));
      if (line.isEmpty()) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("cell", entry.getKey().cell());
      json.writeNumberField("n", entry.getKey().n());
      json.writeNumberField("count", entry.getKey().count());
      json.writeNumberField("to", Survival.highest(entry.getKey().count()));
      json.writeNumberField("types", line.firstEntry().getValue().types);
      json.writeObjectField("g", line.keySet());
      write(json, "mean", line, share -> orNone(share.alive.mean()));
      write(json, "low", line, share -> Math.max(0, orNone(share.interval().low())));
      write(json, "high", line, share -> Math.min(1, orNone(share.interval().high())));
      write(json, "expected", line, share -> share.expected / share.types);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double orNone(OptionalDouble number) {
    return number.orElse(Double.NaN);
  }

  private static void write(
      JsonGenerator json,
      String field,
      NavigableMap<Integer, Share> line,
      java.util.function.ToDoubleFunction<Share> number)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Share share : line.values()) {
      json.writeRawValue(HtmlJson.number(number.applyAsDouble(share)));
    }
    json.writeEndArray();
  }
}
