package ouroboros.report.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import ouroboros.experiment.store.Looks;
import ouroboros.inference.verdict.Meaning;
import ouroboros.inference.verdict.Verdict;
import ouroboros.report.ReportSource;

/**
 * What has changed since the look before at a run that was extended: the verdicts that are others
 * now, for a console. A cell that is new has none to compare with. There is no line at the first
 * look, and none where the verdicts of the look before were not kept.
 */
final class ConsoleLooks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConsoleLooks() {}

  /** Lines, or an empty text. */
  static String text(ReportSource run) throws IOException {
    JsonNode record = json(run, "run.json");
    int now = record.path("look").asInt();
    JsonNode looks = record.path("looks");
    if (now < 2 || looks.size() < now) {
      return "";
    }
    Looks.Look last = look(looks.get(now - 2));
    JsonNode before = json(run, last.verdicts());
    JsonNode after = json(run, look(looks.get(now - 1)).verdicts());
    if (before.isMissingNode() || after.isMissingNode()) {
      return "";
    }
    String since =
        String.format(
            Locale.ROOT,
            "since the last look (%d replicates, %d generations, %d %s)",
            last.replicates(),
            last.generations(),
            last.cells(),
            last.cells() == 1 ? "cell" : "cells");
    List<String> lines = new ArrayList<>();
    boolean isLost = false;
    TreeSet<String> cells = new TreeSet<>();
    after.properties().forEach(cell -> cells.add(cell.getKey()));
    for (String cell : cells) {
      for (Meaning meaning : Meaning.values()) {
        String was = before.path(cell).path(meaning.text()).asText();
        String is = after.path(cell).path(meaning.text()).asText();
        if (!was.isEmpty() && !is.isEmpty() && !was.equals(is)) {
          isLost |= is.equals(Verdict.UNDECIDED.text());
          lines.add(
              "changed "
                  + since
                  + ": "
                  + ConsoleSummary.shown(cell)
                  + ": "
                  + meaning.plain()
                  + ": "
                  + was
                  + ", now "
                  + is
                  + "\n");
        }
      }
    }
    if (lines.isEmpty()) {
      return "no verdict has changed " + since + "\n";
    }
    int shown = Math.min(ConsoleFindings.CELLS, lines.size());
    String more =
        shown < lines.size() ? ".. and " + (lines.size() - shown) + " more have changed\n" : "";
    return String.join("", lines.subList(0, shown))
        + more
        + (isLost
            ? "each further look asks for stronger evidence, so a yes or a no can become"
                + " undecided\n"
            : "");
  }

  private static Looks.Look look(JsonNode of) {
    return new Looks.Look(
        of.path("replicates").asInt(), of.path("generations").asInt(), of.path("cells").asInt());
  }

  /** A file; a missing node where there is none. */
  private static JsonNode json(ReportSource run, String file) throws IOException {
    try (Reader text = run.open(file)) {
      return text == null ? JSON.missingNode() : JSON.readTree(text);
    }
  }
}
