package ouroboros.report.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ouroboros.inference.verdict.Verdicts;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportTable;

/**
 * The findings of a run, in a few lines for a console: how many verdicts there are of each kind, in
 * which generation each cell first differed from {@code frozen}, and how many means depend on a few
 * replicates.
 *
 * <p>A missing table gives no line. Control characters in names are shown as U+FFFD.
 */
public final class ConsoleFindings {
  private static final int CELLS = 20;

  private record Onset(String metric, int generation) {}

  private ConsoleFindings() {}

  /**
   * Reads {@code verdicts.csv}, {@code onsets.csv} and {@code warnings.csv}. Returns lines, or an
   * empty text.
   */
  public static String text(ReportSource run) throws IOException {
    StringBuilder text = new StringBuilder();
    verdicts(run, text);
    onsets(run, text);
    ReportTable warnings = ReportTable.read(run, "warnings.csv");
    if (warnings != null && !warnings.rows().isEmpty()) {
      text.append("warning: a few replicates carry ").append(warnings.rows().size());
      text.append(" of the means; warnings.csv has their medians\n");
    }
    return text.toString();
  }

  private static void verdicts(ReportSource run, StringBuilder text) throws IOException {
    TreeMap<String, Integer> times = new TreeMap<>();
    boolean few = false;
    try (ReportCsv table = ReportCsv.open(run, "verdicts.csv")) {
      for (ReportRow row; (row = next(table)) != null; ) {
        times.merge(row.text("verdict"), 1, Integer::sum);
        few |= row.text("reason").equals(Verdicts.FEW);
      }
    }
    if (!times.isEmpty()) {
      text.append("collapsed, in eight senses: ").append(times.getOrDefault("yes", 0));
      text.append(" yes, ").append(times.getOrDefault("no", 0)).append(" no, ");
      text.append(times.getOrDefault("undecided", 0)).append(" undecided; see verdicts.csv\n");
    }
    if (few) {
      text.append("a verdict ").append(Verdicts.FEW).append(": --set replicates=");
      text.append(Verdicts.LEAST).append(" on the same --out extends this run\n");
    }
  }

  private static void onsets(ReportSource run, StringBuilder text) throws IOException {
    Map<String, List<Onset>> left = new LinkedHashMap<>();
    try (ReportCsv table = ReportCsv.open(run, "onsets.csv")) {
      for (ReportRow row; (row = next(table)) != null; ) {
        if (ConsoleSummary.isAskedFirst(row.text("metric"), row.text("subject"), row.text("scope"))
            && !row.text("generation").isEmpty()) {
          left.computeIfAbsent(row.text("cell"), cell -> new ArrayList<>())
              .add(new Onset(row.text("metric"), row.index("generation")));
        }
      }
    }
    int shown = 0;
    for (Map.Entry<String, List<Onset>> cell : left.entrySet()) {
      if (shown++ == CELLS) {
        text.append(".. and ").append(left.size() - CELLS).append(" more cells in onsets.csv\n");
        return;
      }
      text.append("left frozen: ").append(ConsoleSummary.shown(cell.getKey())).append(": ");
      text.append(
          cell.getValue().stream()
              .sorted(Comparator.comparingInt(Onset::generation))
              .map(onset -> onset.metric() + " in generation " + onset.generation())
              .collect(Collectors.joining(", ", "", "\n")));
    }
  }

  private static @Nullable ReportRow next(@Nullable ReportCsv table) throws IOException {
    return table == null ? null : table.next();
  }
}
