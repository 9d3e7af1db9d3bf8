package ouroboros.report.console;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportTable;

/**
 * The findings of a run, in a few lines for a console: how many verdicts there are of each kind, in
 * which meanings each cell has collapsed, no later than which generation it left its control, and
 * how many means depend on a few replicates. A cell whose training sets are all real has not left
 * its control by feedback, so it is named apart.
 *
 * <p>A missing table gives no line. Control characters in names are shown as U+FFFD.
 */
public final class ConsoleFindings {
  /** As many cells are named; a longer sweep is cut, and the text says so. */
  static final int CELLS = 20;

  private ConsoleFindings() {}

  /**
   * Reads {@code verdicts.csv}, {@code onsets.csv}, {@code ledger.csv} and {@code warnings.csv},
   * and the verdicts of the look before. Returns lines, or an empty text.
   */
  public static String text(ReportSource run) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(ConsoleVerdicts.text(run));
    text.append(ConsoleLooks.text(run));
    onsets(run, text);
    ReportTable warnings = ReportTable.read(run, "warnings.csv");
    if (warnings != null && !warnings.rows().isEmpty()) {
      text.append("warning: a few replicates decide ").append(warnings.rows().size());
      text.append(" of the means; warnings.csv has their medians\n");
    }
    return text.toString();
  }

  private static void onsets(ReportSource run, StringBuilder text) throws IOException {
    Map<String, TreeMap<Integer, String>> left = new LinkedHashMap<>();
    ReportTable cells = ReportTable.read(run, "cells.csv");
    if (cells != null) {
      cells.sortedBy("folder").column("cell").forEach(cell -> left.put(cell, new TreeMap<>()));
    }
    try (ReportCsv table = ReportCsv.open(run, "onsets.csv")) {
      for (ReportRow row; (row = next(table)) != null; ) {
        String metric = row.text("metric");
        int place = ConsoleSummary.place(metric, row.text("subject"), row.text("scope"));
        if (place >= 0 && !row.text("generation").isEmpty()) {
          left.computeIfAbsent(row.text("cell"), cell -> new TreeMap<>())
              .put(place, metric + " generation " + row.index("generation"));
        }
      }
    }
    left.values().removeIf(Map::isEmpty);
    Set<String> fed = left.isEmpty() ? Set.of() : fed(run);
    int shown = 0;
    boolean leaves = false;
    for (Map.Entry<String, TreeMap<Integer, String>> cell : left.entrySet()) {
      if (shown++ == CELLS) {
        text.append(".. and ").append(left.size() - CELLS).append(" more cells in onsets.csv\n");
        break;
      }
      boolean isFed = fed.contains(cell.getKey());
      leaves |= isFed;
      text.append(isFed ? "onset: " : "differs without feedback: ");
      text.append(ConsoleSummary.shown(cell.getKey())).append(": ");
      text.append(String.join(", ", cell.getValue().values())).append('\n');
    }
    if (leaves) {
      text.append("onset: no later than in this generation a metric differs from its control for");
      text.append(
          " good; 2 is the earliest that can be found; margins differ by metric, so compare");
      text.append(" cells, not metrics\n");
    }
  }

  /**
   * The cells in which models were fitted to text of models that were fitted to such text; all
   * cells where there is no ledger, as for known truths.
   */
  private static Set<String> fed(ReportSource run) throws IOException {
    Set<String> fed = new HashSet<>();
    Set<String> known = new HashSet<>();
    try (ReportCsv table = ReportCsv.open(run, "ledger.csv")) {
      for (ReportRow row; (row = next(table)) != null; ) {
        known.add(row.text("cell"));
        if (row.index("depth") > 1) {
          fed.add(row.text("cell"));
        }
      }
    }
    try (ReportCsv table = ReportCsv.open(run, "onsets.csv")) {
      for (ReportRow row; (row = next(table)) != null; ) {
        if (!known.contains(row.text("cell"))) {
          fed.add(row.text("cell"));
        }
      }
    }
    return fed;
  }

  static @Nullable ReportRow next(@Nullable ReportCsv table) throws IOException {
    return table == null ? null : table.next();
  }
}
