package ouroboros.experiment.yaml;

import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The line where a mistake of syntax is. The parser marks the place where it noticed it, which is
 * the next line where a bracket, a comma or a colon is missing at the end of a line.
 */
final class YamlErrorLine {
  private final List<String> lines;

  private YamlErrorLine(List<String> lines) {
    this.lines = lines;
  }

  /** The line, from 1. */
  static int of(MarkedYAMLException e, String text) {
    Mark noticed = e.getProblemMark();
    if (noticed == null) {
      return 1;
    }
    String context = e.getContext() == null ? "" : e.getContext();
    Mark begun = e.getContextMark();
    if (begun != null && (context.contains("simple key") || context.contains("quoted scalar"))) {
      return begun.getLine() + 1;
    }
    YamlErrorLine lines = new YamlErrorLine(text.lines().toList());
    int line = noticed.getLine();
    boolean isBefore =
        context.contains("flow")
            ? lines.lacksComma(line, noticed.getColumn())
            : String.valueOf(e.getProblem()).contains("mapping values")
                && lines.lacksColon(lines.before(line));
    return (isBefore ? lines.before(line) : Math.min(line, Math.max(0, lines.lines.size() - 1)))
        + 1;
  }

  /** Whether a list or map in brackets goes on in this line, without a comma before it. */
  private boolean lacksComma(int line, int column) {
    if (line >= lines.size()) {
      return true;
    }
    String here = lines.get(line);
    String start = here.substring(0, Math.min(column, here.length()));
    boolean isFirst = start.matches("\\s*[^,{}\\[\\]:\"']*");
    return line > 0 && isFirst && !content(before(line)).matches(".*[,{\\[:]");
  }

  /** Whether a line is neither a key nor an entry of a list. */
  private boolean lacksColon(int line) {
    return !content(line).matches(".*:( .*)?") && !content(line).startsWith("- ");
  }

  /** The last line above that has more than a comment. */
  private int before(int line) {
    int above = Math.min(line, lines.size()) - 1;
    while (above > 0 && content(above).isEmpty()) {
      above--;
    }
    return Math.max(0, above);
  }

  private String content(int line) {
    return lines.get(line).replaceAll("(^|\\s)#.*", "").strip();
  }
}
