package ouroboros.report.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import ouroboros.metric.Subject;
import ouroboros.report.ReportCurve;
import ouroboros.report.ReportCurve.Column;
import ouroboros.report.ReportCurves;
import ouroboros.report.ReportSource;
import ouroboros.report.ReportTable;

/**
 * The result of a run in a few lines for a console. For each cell: what is left at its last
 * generation, the value of the law, and the perplexity, each with its difference from the baseline
 * ({@code frozen} where that is a cell). Of the latter, the change since the cell's own generation
 * 1 is shown too; the rest is what one draw costs without any feedback.
 *
 * <p>Where no law is known, the table says so. Differences are those of {@code contrasts.csv}:
 * means over pairs of replicates. A column has one precision, set by its largest number: four
 * digits, of differences three, and one decimal at least. A dash means that the tables contain no
 * value. Control characters in names are shown as U+FFFD.
 *
 * @param head the column names
 * @param rows one row per cell, with as many fields as there are columns
 * @param note lines below the table: where the change since generation 1 is an effect of feedback,
 *     and how far measurement and law are apart at most; empty where no cell has such numbers
 */
public record ConsoleSummary(List<String> head, List<List<String>> rows, String note) {
  private static final String NOTHING = "-";
  private static final String SINCE = "since generation 1";

  /** What else changes the numbers of that column. */
  private static final String LIMIT =
      SINCE
          + " is all feedback only where the share of real text in the training set T_g stays the"
          + " same\n";

  private static final String NO_LAW = "no law known";
  private static final int ROWS = 60;

  /** Digits of the largest number of a column. */
  private static final int VALUE = 4;

  private static final int DIFFERENCE = 3;

  /** The most important metrics of a run, in the order of preference. No family has all of them. */
  private static final List<ReportCurves.Key> LEFT =
      List.of(
          key("vocabulary-retention", Subject.SYNTHETIC),
          key("heterozygosity-ratio", Subject.MODEL),
          key("log-variance", Subject.MODEL),
          key("variance", Subject.MODEL),
          key("support", Subject.MODEL),
          key("alive", Subject.MODEL),
          key("second-moment", Subject.MODEL),
          key("effective-components", Subject.MODEL));

  private static final List<ReportCurves.Key> RISK =
      List.of(
          key("perplexity", Subject.MODEL),
          key("perplexity", Subject.TRAINING),
          key("perplexity", Subject.SYNTHETIC),
          key("wasserstein-2-squared", Subject.MODEL),
          key("mean-squared-error", Subject.MODEL),
          key("missing-mass", Subject.MODEL),
          key("log-likelihood", Subject.MODEL));

  private static ReportCurves.Key key(String metric, Subject subject) {
    return new ReportCurves.Key("", metric, subject.word(), "all");
  }

  /** The place of a metric in the order of the most important ones; -1 if it is none of them. */
  static int place(String metric, String subject, String scope) {
    return Stream.concat(LEFT.stream(), RISK.stream())
        .toList()
        .indexOf(new ReportCurves.Key("", metric, subject, scope));
  }

  /** A name without control characters. */
  static String shown(String name) {
    return name.replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
  }

  /** Reads {@code cells.csv}, {@code summary.csv} and {@code contrasts.csv}. */
  public static ConsoleSummary of(ReportSource run) throws IOException {
    ReportTable cells = ReportTable.read(run, "cells.csv");
    ReportCurves curves = ReportCurves.means(run);
    ReportCurves.Key left = first(LEFT, curves);
    ReportCurves.Key risk = first(RISK, curves);
    List<String> names = cells == null ? List.of() : cells.sortedBy("folder").column("cell");
    boolean frozen = names.stream().map(curves::baseline).anyMatch(b -> b.contains("=frozen"));
    String against = frozen ? "against frozen" : "against baseline";
    List<List<String>> rows = rows(names, left, risk, curves);
    boolean grown = rows.stream().anyMatch(row -> !row.get(row.size() - 1).equals(NOTHING));
    return new ConsoleSummary(
        List.of(
            "cell",
            "generation",
            left.metric(),
            "law",
            against,
            risk.metric(),
            risk.metric() + " " + against,
            SINCE),
        rows,
        (grown ? LIMIT : "") + note(names, left, curves));
  }

  private static String note(List<String> names, ReportCurves.Key left, ReportCurves curves) {
    double widest = Double.NaN;
    double detectable = Double.NaN;
    int last = -1;
    for (String cell : names) {
      ReportCurve curve =
          curves.curve(new ReportCurves.Key(cell, left.metric(), left.subject(), left.scope()));
      double gap =
          Math.abs(curve.at(curve.last(), Column.MEAN) - curve.at(curve.last(), Column.EXPECTED));
      double found = curve.at(curve.last(), Column.DETECTABLE);
      if (!Double.isNaN(gap) && !Double.isNaN(found)) {
        widest = Double.isNaN(widest) ? gap : Math.max(widest, gap);
        detectable = Double.isNaN(detectable) ? found : Math.max(detectable, found);
        last = Math.max(last, curve.last());
      }
    }
    return Double.isNaN(widest)
        ? ""
        : String.format(
            Locale.ROOT,
            "%s of generation %d differs from its law by at most %s; in each cell, 80 %% of"
                + " repetitions of this run would find a difference of %s\n",
            left.metric(),
            last,
            number(widest),
            number(detectable));
  }

  /** The metric that most cells have; the first of several that equally many cells have. */
  private static ReportCurves.Key first(List<ReportCurves.Key> wanted, ReportCurves curves) {
    ReportCurves.Key best = wanted.get(0);
    long most = 0;
    for (ReportCurves.Key key : wanted) {
      long cells = curves.keys().stream().filter(k -> like(k, key)).count();
      if (cells > most) {
        most = cells;
        best = key;
      }
    }
    return best;
  }

  private static boolean like(ReportCurves.Key found, ReportCurves.Key wanted) {
    return found.metric().equals(wanted.metric())
        && found.subject().equals(wanted.subject())
        && found.scope().equals(wanted.scope());
  }

  private static List<List<String>> rows(
      List<String> cells, ReportCurves.Key left, ReportCurves.Key risk, ReportCurves curves) {
    List<ReportCurve> kept = cells.stream().map(cell -> curve(cell, left, curves)).toList();
    List<ReportCurve> cost = cells.stream().map(cell -> curve(cell, risk, curves)).toList();
    List<String> means = column(kept, of -> last(of, Column.MEAN), VALUE);
    List<String> laws = column(kept, of -> last(of, Column.EXPECTED), VALUE);
    List<String> away = column(kept, of -> last(of, Column.DIFFERENCE), DIFFERENCE);
    List<String> risks = column(cost, of -> last(of, Column.MEAN), VALUE);
    List<String> more = column(cost, of -> last(of, Column.DIFFERENCE), DIFFERENCE);
    List<String> grown =
        column(cost, of -> last(of, Column.MEAN) - of.at(1, Column.MEAN), DIFFERENCE);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int generation = Math.max(kept.get(i).last(), cost.get(i).last());
      boolean lawless = laws.get(i).equals(NOTHING) && !means.get(i).equals(NOTHING);
      rows.add(
          List.of(
              shown(cells.get(i)),
              generation < 0 ? NOTHING : Integer.toString(generation),
              means.get(i),
              lawless ? NO_LAW : laws.get(i),
              away.get(i),
              risks.get(i),
              more.get(i),
              grown.get(i)));
    }
    return rows;
  }

  private static ReportCurve curve(String cell, ReportCurves.Key of, ReportCurves curves) {
    return curves.curve(new ReportCurves.Key(cell, of.metric(), of.subject(), of.scope()));
  }

  private static double last(ReportCurve curve, Column column) {
    return curve.at(curve.last(), column);
  }

  /** The numbers of a column, with as many decimals as its largest number needs. */
  private static List<String> column(
      List<ReportCurve> curves, ToDoubleFunction<ReportCurve> value, int digits) {
    double[] values = curves.stream().mapToDouble(value).toArray();
    double largest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    List<String> written = new ArrayList<>();
    for (double each : values) {
      written.add(written(each, form(largest, digits), digits == DIFFERENCE));
    }
    return written;
  }

  private static String form(double largest, int digits) {
    int before = largest < 1 ? 0 : 1 + (int) StrictMath.floor(StrictMath.log10(largest));
    if (largest >= 1e6 || (largest != 0 && largest < 1e-3)) {
      return "%.3e";
    }
    return switch (Math.max(1, digits - before)) {
      case 1 -> "%.1f";
      case 2 -> "%.2f";
      case 3 -> "%.3f";
      default -> "%.4f";
    };
  }

  private static String written(double value, String form, boolean isDifference) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    String text = String.format(Locale.ROOT, form, value);
    return isDifference && value > 0 ? "+" + text : text;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    double size = Math.abs(value);
    String form = (size != 0 && size < 1e-3) || size >= 1e6 ? "%.3e" : size < 10 ? "%.4f" : "%.1f";
    return String.format(Locale.ROOT, form, value);
  }

  /** The table as aligned text, one line per cell. A long sweep is cut, and the text says so. */
  public String text() {
    List<List<String>> shown = new ArrayList<>();
    shown.add(head);
    shown.addAll(rows.subList(0, Math.min(ROWS, rows.size())));
    int[] width = new int[head.size()];
    for (List<String> row : shown) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        String pad = " ".repeat(width[i] - row.get(i).codePointCount(0, row.get(i).length()));
        line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    if (rows.size() > ROWS) {
      text.append(".. and ").append(rows.size() - ROWS).append(" more cells in summary.csv\n");
    }
    return text.append(note).toString();
  }
}
