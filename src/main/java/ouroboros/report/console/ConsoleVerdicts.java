package ouroboros.report.console;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.Verdicts;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportTable;

/**
 * The verdicts of a run for a console: how many there are of each kind, then a line for each cell.
 * Of one that has collapsed it says in which meanings, by which metric, and no later than which
 * generation that metric had left its control; of any other, in how many meanings it was found not
 * to collapse, or, where in none, what would tell, but for what is said of every cell.
 */
final class ConsoleVerdicts {
  private static final String REPLICATES = "need more replicates";
  private static final String BEYOND = "cannot be told from this run";

  /** An onset says when a metric had moved at all, not when it had moved as far as these ask. */
  private static final Set<Meaning> WITHOUT_ONSET =
      Set.of(Meaning.CATASTROPHIC, Meaning.DIVERGING, Meaning.SCALING);

  private record Judged(String cell, String metric, String subject, String scope) {
    static Judged of(ReportRow row) {
      return new Judged(
          row.text("cell"), row.text("metric"), row.text("subject"), row.text("scope"));
    }
  }

  private final TreeMap<String, Integer> times = new TreeMap<>();
  private final Map<String, TreeMap<Meaning, Judged>> collapsed = new LinkedHashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final Map<String, Integer> refuted = new HashMap<>();
  private final Map<String, Set<String>> reasons = new HashMap<>();
  private boolean few;

  private ConsoleVerdicts() {}

  /** Lines, or an empty text where there is no {@code verdicts.csv}. */
  static String text(ReportSource run) throws IOException {
    ConsoleVerdicts verdicts = new ConsoleVerdicts();
    ReportTable cells = ReportTable.read(run, "cells.csv");
    if (cells != null) {
      for (String cell : cells.sortedBy("folder").column("cell")) {
        verdicts.collapsed.put(cell, new TreeMap<>());
      }
    }
    try (ReportCsv table = ReportCsv.open(run, "verdicts.csv")) {
      for (ReportRow row; (row = ConsoleFindings.next(table)) != null; ) {
        verdicts.add(row);
      }
    }
    List<String> others =
        verdicts.collapsed.entrySet().stream()
            .filter(cell -> cell.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    verdicts.collapsed.values().removeIf(Map::isEmpty);
    return verdicts.counts() + verdicts.cells(verdicts.onsets(run)) + verdicts.others(others);
  }

  private void add(ReportRow row) {
    String reason = row.text("reason");
    times.merge(kind(row.text("verdict"), reason), 1, Integer::sum);
    few |= reason.equals(Verdicts.FEW);
    asked.merge(row.text("cell"), 1, Integer::sum);
    reasons.computeIfAbsent(row.text("cell"), cell -> new LinkedHashSet<>()).add(reason);
    if (row.text("verdict").equals("no")) {
      refuted.merge(row.text("cell"), 1, Integer::sum);
    }
    if (row.text("verdict").equals("yes")) {
      meaning(row.text("meaning"))
          .ifPresent(
              meaning ->
                  collapsed
                      .computeIfAbsent(row.text("cell"), cell -> new TreeMap<>())
                      .put(meaning, Judged.of(row)));
    }
  }

  private static String kind(String verdict, String reason) {
    if (Verdicts.isBeyondThisRun(reason)) {
      return BEYOND;
    }
    return Verdicts.needsReplicates(reason) ? REPLICATES : verdict;
  }

  private static Optional<Meaning> meaning(String text) {
    return Stream.of(Meaning.values()).filter(each -> each.text().equals(text)).findFirst();
  }

  /** The generation no later than which each number had left its control, where one was found. */
  private Map<Judged, Integer> onsets(ReportSource run) throws IOException {
    Map<Judged, Integer> onsets = new HashMap<>();
    if (collapsed.isEmpty()) {
      return onsets;
    }
    try (ReportCsv table = ReportCsv.open(run, "onsets.csv")) {
      for (ReportRow row; (row = ConsoleFindings.next(table)) != null; ) {
        if (!row.text("generation").isEmpty()) {
          onsets.put(Judged.of(row), row.index("generation"));
        }
      }
    }
    return onsets;
  }

  private String counts() {
    if (times.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("verdicts on eight meanings of collapse: ");
    text.append(times.getOrDefault("yes", 0)).append(" yes, ");
    text.append(times.getOrDefault("no", 0)).append(" no");
    for (String undecided : List.of(REPLICATES, BEYOND, "undecided")) {
      if (times.containsKey(undecided)) {
        text.append(", ").append(times.get(undecided)).append(' ').append(undecided);
      }
    }
    text.append("; see verdicts.csv\n");
    if (few) {
      text.append("a verdict ").append(Verdicts.FEW).append(": --set replicates=");
      text.append(Verdicts.LEAST).append(" on the same --out extends this run\n");
    }
    return text.toString();
  }

  private String cells(Map<Judged, Integer> onsets) {
    StringBuilder text = new StringBuilder();
    collapsed.entrySet().stream()
        .limit(ConsoleFindings.CELLS)
        .forEach(
            cell -> {
              List<String> meanings =
                  cell.getValue().entrySet().stream()
                      .map(each -> meaning(each.getKey(), each.getValue(), onsets))
                      .toList();
              text.append("collapsed: ").append(ConsoleSummary.shown(cell.getKey())).append(": ");
              text.append(String.join(", ", meanings)).append('\n');
            });
    int more = collapsed.size() - ConsoleFindings.CELLS;
    if (more > 0) {
      text.append(".. and ").append(more).append(" more cells in verdicts.csv\n");
    }
    return text.toString();
  }

  /** Cells without any yes: in how many meanings they are a no, and what would tell more. */
  private String others(List<String> cells) {
    StringBuilder text = new StringBuilder();
    for (String cell : cells.subList(0, Math.min(ConsoleFindings.CELLS, cells.size()))) {
      int no = refuted.getOrDefault(cell, 0);
      List<String> own =
          reasons.getOrDefault(cell, Set.of()).stream()
              .filter(each -> !each.isEmpty() && !isOfAllCells(each))
              .map(Verdicts::wayOut)
              .toList();
      if (no > 0) {
        text.append("not collapsed: ").append(ConsoleSummary.shown(cell));
        int open = asked.getOrDefault(cell, no) - no;
        text.append(": in ").append(no).append(no == 1 ? " meaning" : " meanings");
        text.append(open > 0 ? "; " + open + " undecided" : "");
      } else if (!own.isEmpty() && !few) {
        text.append("undecided: ").append(ConsoleSummary.shown(cell));
        text.append(": ").append(String.join("; ", own));
      } else {
        continue;
      }
      text.append('\n');
    }
    int more = cells.size() - ConsoleFindings.CELLS;
    if (more > 0) {
      text.append(".. and ").append(more).append(" more cells without a yes in verdicts.csv\n");
    }
    return text.toString();
  }

  private boolean isOfAllCells(String reason) {
    return reasons.values().stream().allMatch(each -> each.contains(reason));
  }

  private static String meaning(Meaning meaning, Judged by, Map<Judged, Integer> onsets) {
    Integer onset = WITHOUT_ONSET.contains(meaning) ? null : onsets.get(by);
    String when = onset == null ? "" : ", by generation " + onset;
    return by.metric().isEmpty()
        ? meaning.plain()
        : meaning.plain() + " (" + by.metric() + when + ")";
  }
}
