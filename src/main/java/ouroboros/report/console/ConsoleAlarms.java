package ouroboros.report.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;

/**
 * The alarms that fired, as {@code run} prints them: the first few, then how many there were.
 *
 * @param text lines for a person; empty where none fired
 * @param stopped how many lineages an alarm ended
 */
public record ConsoleAlarms(String text, long stopped) {
  private static final int MOST_LINES = 20;

  /** From {@code alarms.csv}; a run without alarms does not have it. */
  public static ConsoleAlarms of(ReportSource tables) throws IOException {
    List<String> lines = new ArrayList<>();
    long fired = 0;
    long stopped = 0;
    ReportCsv csv = ReportCsv.open(tables, "alarms.csv");
    if (csv == null) {
      return new ConsoleAlarms("", 0);
    }
    try (csv) {
      for (ReportRow row; (row = csv.next()) != null; ) {
        if (row.text("fired").equals("true")) {
          fired++;
          stopped += row.text("action").equals("stop") ? 1 : 0;
          if (lines.size() < MOST_LINES) {
            lines.add(line(row));
          }
        }
      }
    }
    if (fired > lines.size()) {
      lines.add(String.format(Locale.ROOT, "%,d alarms in all; alarms.csv has them%n", fired));
    }
    return new ConsoleAlarms(String.join("", lines), stopped);
  }

  private static String line(ReportRow row) {
    return String.format(
        Locale.ROOT,
        "alarm: %s replicate %s generation %s: %s is %s, %s of the limit: %s%n",
        row.text("cell"),
        row.text("replicate"),
        row.text("generation"),
        row.text("metric"),
        row.text("value"),
        row.text("level"),
        row.text("action"));
  }
}
