package ouroboros.dating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ages as lines of text. */
public final class AgeTable {
  private AgeTable() {}

  /** The policies compared, and how well the law fits. */
  public static List<String> policies(TextAge age) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("policy", "generations", "real text", "log likelihood"));
    for (PolicyFit each : age.policies()) {
      Age best = each.best();
      rows.add(
          List.of(
              best.policy().label(),
              best.generations() + " (" + range(each.atLeast(), each.atMost()) + ")",
              best.generations() <= 2 && best.policy() == FeedbackPolicy.MIXTURE
                  ? "-"
                  : Percent.of(best.realShare()),
              String.format(Locale.ROOT, "%.1f", each.behind())));
    }
    List<String> lines = age.policies().isEmpty() ? new ArrayList<>() : aligned(rows);
    FitTest fit = age.fit();
    if (fit != null) {
      lines.add("goodness of fit: p = " + String.format(Locale.ROOT, "%.3f", fit.p()));
    }
    if (age.readFrom() != null) {
      lines.add(age.readFrom().sentence());
    }
    lines.add("k = 0, other real text of this source: p = " + probability(age.realText()));
    return lines;
  }

  /** One line per text. */
  public static List<String> lineage(List<String> names, List<TextAge> ages) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("text", "generations", "real text", "policy", "fit p", "says"));
    for (int i = 0; i < names.size(); i++) {
      TextAge each = ages.get(i);
      AgeEstimate found = each.estimate();
      FitTest fit = each.fit();
      rows.add(
          List.of(
              names.get(i),
              found == null
                  ? each.kind() == TextAge.Kind.REAL_TEXT ? "0" : "-"
                  : found.age().generations()
                      + " ("
                      + range(found.interval().atLeast(), found.interval().atMost())
                      + ")",
              found == null || !found.knowsShare()
                  ? "-"
                  : Percent.of(
                      found.age().realShare(),
                      found.interval().lowShare(),
                      found.interval().highShare()),
              found == null ? "-" : found.age().policy().label(),
              fit == null ? "-" : String.format(Locale.ROOT, "%.3f", fit.p()),
              each.sentence()));
    }
    return aligned(rows);
  }

  private static String range(int atLeast, int atMost) {
    return atMost == AgeLikelihood.DEEPEST ? atLeast + " or more" : atLeast + "-" + atMost;
  }

  private static String probability(double p) {
    return p < 1e-4 ? "< .0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
