package ouroboros.report.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import ouroboros.metric.ForecastRow;
import ouroboros.metric.Subject;

/** The last generation of a forecast as a small table: one line per cell, one column per metric. */
public final class ForecastSummary {
  private static final String NO_LAW = "no law known";

  private ForecastSummary() {}

  /**
   * The table as text, one line per cell.
   *
   * @param last the last generation
   */
  public static String text(List<String> cells, int last, List<ForecastRow> rows) {
    TreeSet<String> columns = new TreeSet<>();
    rows.forEach(row -> columns.add(column(row)));
    StringBuilder text = new StringBuilder("law at generation " + last + "\n");
    for (String cell : cells) {
      List<String> values = new ArrayList<>();
      for (String column : columns) {
        rows.stream()
            .filter(row -> row.key().generation() == last && row.key().cell().equals(cell))
            .filter(row -> column(row).equals(column))
            .findFirst()
            .ifPresent(
                row -> values.add(column + String.format(Locale.ROOT, " %.6g", row.expected())));
      }
      text.append(cell.replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD")).append(": ");
      text.append(values.isEmpty() ? NO_LAW : String.join(", ", values)).append('\n');
    }
    return text.toString();
  }

  private static String column(ForecastRow row) {
    Subject subject = row.key().subject();
    String scope = row.key().scope();
    return row.key().metric()
        + (subject == Subject.MODEL ? "" : " " + subject)
        + (scope.startsWith("gate=") ? " " + scope : "");
  }
}
