package ouroboros.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * One curve over generations: a metric of one subject and scope in one cell, with its interval, its
 * law, its difference from the baseline and single replicates. A number that no table contains is
 * NaN.
 */
public final class ReportCurve {
  /** The largest number of single replicates that are drawn. */
  static final int REPLICATES = 10;

  /** The numbers of one generation, in the order of their place in a point. */
  public enum Column {
    MEAN(0, "mean"),
    LOW(1, "low"),
    HIGH(2, "high"),
    EXPECTED(3, "expected"),
    Z(4, "z"),
    DIFFERENCE(5, "difference"),
    DIFFERENCE_LOW(6, "difference_low"),
    DIFFERENCE_HIGH(7, "difference_high"),
    P(8, "z_p"),
    DEGREES(9, "degrees"),
    /** The smallest gap between mean and law that 80% of repetitions would find. */
    DETECTABLE(10, "detectable");

    private final int place;
    private final String field;

    Column(int place, String field) {
      this.place = place;
      this.field = field;
    }
  }

  private static final Column[] COLUMNS = Column.values();

  private final NavigableMap<Integer, double[]> points = new TreeMap<>();

  /** Sets one number. */
  void put(int generation, Column column, double value) {
    point(generation)[column.place] = value;
  }

  /** Sets the value of a single replicate. Replicates from {@link #REPLICATES} on are ignored. */
  void putReplicate(int generation, int replicate, double value) {
    if (replicate < REPLICATES) {
      point(generation)[COLUMNS.length + replicate] = value;
    }
  }

  private double[] point(int generation) {
    return points.computeIfAbsent(
        generation,
        g -> {
          double[] fresh = new double[COLUMNS.length + REPLICATES];
          Arrays.fill(fresh, Double.NaN);
          return fresh;
        });
  }

  /** The number of generations with a point. */
  int size() {
    return points.size();
  }

  /** The last generation with a point; -1 where there is none. */
  public int last() {
    return points.isEmpty() ? -1 : points.lastKey();
  }

  /** A number; NaN where there is none. */
  public double at(int generation, Column column) {
    double[] point = points.get(generation);
    return point == null ? Double.NaN : point[column.place];
  }

  /** Writes {@code g} and one array for each column that is not empty, into an open JSON object. */
  void write(JsonGenerator json, IntPredicate generations, int replicates) throws IOException {
    json.writeArrayFieldStart("g");
    for (int generation : points.keySet()) {
      if (generations.test(generation)) {
        json.writeNumber(generation);
      }
    }
    json.writeEndArray();
    for (Column column : COLUMNS) {
      write(json, column.field, column.place, generations);
    }
    for (int r = 0; r < Math.min(replicates, REPLICATES); r++) {
      write(json, "r" + r, COLUMNS.length + r, generations);
    }
  }

  private void write(JsonGenerator json, String name, int place, IntPredicate generations)
      throws IOException {
    if (points.values().stream().allMatch(point -> Double.isNaN(point[place]))) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (var entry : points.entrySet()) {
      if (generations.test(entry.getKey())) {
        json.writeRawValue(HtmlJson.number(entry.getValue()[place]));
      }
    }
    json.writeEndArray();
  }
}
