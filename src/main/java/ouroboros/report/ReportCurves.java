package ouroboros.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import ouroboros.inference.SmallestDifference;
import ouroboros.report.ReportCurve.Column;

/**
 * Every curve of a run, from {@code summary.csv}, {@code contrasts.csv} and {@code metrics.csv}.
 *
 * <p>Cost: one pass over each table; about 200 bytes a point.
 */
public final class ReportCurves {
  /** The largest number of points that are written, so that the page stays small. */
  static final int POINTS = 60_000;

  private static final int GENERATIONS_AT_LEAST = 12;

  /** Below so many replicates no z is shown. */
  private static final int Z_REPLICATES = 5;

  /** What a curve shows. */
  public record Key(String cell, String metric, String subject, String scope) {
    static Key of(ReportRow row) {
      return new Key(row.text("cell"), row.text("metric"), row.text("subject"), row.text("scope"));
    }
  }

  private final Map<Key, ReportCurve> curves = new LinkedHashMap<>();
  private final Map<String, String> baselines = new LinkedHashMap<>();
  private int replicates;

  private ReportCurves() {}

  /** Reads the tables. A run may lack some of them. */
  public static ReportCurves read(ReportSource source) throws IOException {
    ReportCurves all = means(source);
    all.readReplicates(source);
    return all;
  }

  /** Reads only means, laws and contrasts, no single replicates. */
  public static ReportCurves means(ReportSource source) throws IOException {
    ReportCurves all = new ReportCurves();
    all.readSummary(source);
    all.readContrasts(source);
    return all;
  }

  private void readSummary(ReportSource source) throws IOException {
    try (ReportCsv table =
        ReportCsv.open(
            source, "summary.csv", "cell", "generation", "metric", "subject", "scope", "mean")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        ReportCurve curve = curves.computeIfAbsent(Key.of(row), key -> new ReportCurve());
        int generation = row.index("generation");
        curve.put(generation, Column.MEAN, row.number("mean"));
        curve.put(generation, Column.LOW, row.number("low"));
        curve.put(generation, Column.HIGH, row.number("high"));
        curve.put(generation, Column.EXPECTED, row.number("expected"));
        test(curve, generation, row);
      }
    }
  }

  /** What the test of a law says. With few replicates z misleads, so it is left out. */
  private static void test(ReportCurve curve, int generation, ReportRow row) throws IOException {
    double z = row.number("z");
    double p = row.number("p");
    double degrees = row.number("degrees");
    if (row.number("replicates") >= Z_REPLICATES) {
      curve.put(generation, Column.Z, z);
      curve.put(generation, Column.P, p);
      curve.put(generation, Column.DEGREES, degrees);
    }
    if (!Double.isNaN(p) && z != 0) {
      double error = (row.number("mean") - row.number("expected")) / z;
      double found =
          Double.isNaN(degrees)
              ? SmallestDifference.ofKnownSpread()
              : SmallestDifference.ofDegrees((long) degrees);
      curve.put(generation, Column.DETECTABLE, found * error);
    }
  }

  private void readContrasts(ReportSource source) throws IOException {
    try (ReportCsv table =
        ReportCsv.open(
            source,
            "contrasts.csv",
            List.of("cell", "baseline", "generation", "metric", "subject", "scope", "difference")
                .toArray(String[]::new))) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        String baseline = baselines.putIfAbsent(row.text("cell"), row.text("baseline"));
        ReportCurve curve = curves.get(Key.of(row));
        if (curve == null || (baseline != null && !baseline.equals(row.text("baseline")))) {
          continue;
        }
        int generation = row.index("generation");
        curve.put(generation, Column.DIFFERENCE, row.number("difference"));
        curve.put(generation, Column.DIFFERENCE_LOW, row.number("low"));
        curve.put(generation, Column.DIFFERENCE_HIGH, row.number("high"));
      }
    }
  }

  private void readReplicates(ReportSource source) throws IOException {
    try (ReportCsv table =
        ReportCsv.open(
            source, "metrics.csv", "cell", "replicate", "generation", "metric", "value")) {
      for (ReportRow row; table != null && (row = table.next()) != null; ) {
        int replicate = row.index("replicate");
        replicates = Math.max(replicates, replicate + 1);
        ReportCurve curve = curves.get(Key.of(row));
        if (curve != null) {
          curve.putReplicate(row.index("generation"), replicate, row.number("value"));
        }
      }
    }
  }

  /** The curve, or an empty one. */
  public ReportCurve curve(Key key) {
    return curves.getOrDefault(key, new ReportCurve());
  }

  /** The keys of all curves, in the order of the table. */
  public Set<Key> keys() {
    return curves.keySet();
  }

  /** The cell that a cell is compared with; the cell itself where there is no contrast. */
  public String baseline(String cell) {
    return baselines.getOrDefault(cell, cell);
  }

  /** The last generation of any curve; -1 where there is none. */
  int last() {
    return curves.values().stream().mapToInt(ReportCurve::last).max().orElse(-1);
  }

  /** Writes the curves as the field {@code curves}. Adds to {@code notes} what was left out. */
  public void write(JsonGenerator json, List<String> notes) throws IOException {
    long points = curves.values().stream().mapToLong(ReportCurve::size).sum();
    int drawn = points > POINTS ? 0 : replicates;
    if (replicates > Math.min(drawn, ReportCurve.REPLICATES)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Of %d replicates, %d are drawn as single lines; all of them are in metrics.csv.",
              replicates,
              Math.min(drawn, ReportCurve.REPLICATES)));
    }
    int last = last();
    int kept = (int) Math.max(GENERATIONS_AT_LEAST, (last + 1L) * POINTS / Math.max(1, points));
    if (kept <= last) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Of %d generations, about %d are drawn; all of them are in summary.csv.",
              last + 1,
              kept));
    }
    IntPredicate generations = generation -> ReportThinning.keeps(generation, last, kept);

    Set<String> metrics = new LinkedHashSet<>();
    Set<String> subjects = new LinkedHashSet<>();
    Set<String> scopes = new LinkedHashSet<>();
    for (Key key : curves.keySet()) {
      metrics.add(key.metric());
      subjects.add(key.subject());
      scopes.add(key.scope());
    }
    json.writeObjectField("baselines", baselines);
    json.writeObjectFieldStart("curves");
    List<String> metric = ReportThinning.writeNames(json, "metrics", metrics);
    List<String> subject = ReportThinning.writeNames(json, "subjects", subjects);
    List<String> scope = ReportThinning.writeNames(json, "scopes", scopes);
    json.writeArrayFieldStart("series");
    for (var entry : curves.entrySet()) {
      Key key = entry.getKey();
      json.writeStartObject();
      json.writeStringField("cell", key.cell());
      json.writeNumberField("m", metric.indexOf(key.metric()));
      json.writeNumberField("s", subject.indexOf(key.subject()));
      json.writeNumberField("p", scope.indexOf(key.scope()));
      entry.getValue().write(json, generations, drawn);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
