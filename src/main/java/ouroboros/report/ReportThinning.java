package ouroboros.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Chooses which generations of a long run are drawn, so that its page stays small. */
public final class ReportThinning {
  private ReportThinning() {}

  /**
   * Whether a generation is drawn. Where there are few, all are drawn, otherwise evenly spaced
   * ones. The first two and the last are always drawn.
   *
   * @param last the run's last generation
   * @param kept the largest number of generations to draw, at least 2
   */
  public static boolean keeps(int generation, int last, int kept) {
    if (last < kept || generation <= 1 || generation == last) {
      return true;
    }
    // The first generation of each of `kept` equal intervals.
    long stretch = (long) generation * kept / last;
    long before = (generation - 1L) * kept / last;
    return stretch != before;
  }

  /** Whether a generation is one of 0, 1, 2, 5, 10, 20, 50, .. or the last. */
  public static boolean landmark(int generation, int last) {
    int digit = generation;
    while (digit >= 10 && digit % 10 == 0) {
      digit /= 10;
    }
    return digit <= 2 || digit == 5 || generation == last;
  }

  /** Writes names as an array. Curves refer to a name by its index in this array. */
  static List<String> writeNames(JsonGenerator json, String field, Collection<String> names)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    return List.copyOf(names);
  }
}
