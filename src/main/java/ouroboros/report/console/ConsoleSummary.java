package ouroboros.report.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * 1 is feedback; the rest is what one draw costs without any.
 *
 * <p>Where no law is known, the table says so. Differences are those of {@code contrasts.csv}:
 * means over pairs of replicates. A dash means that the tables contain no value. Control characters
 * in names are shown as U+FFFD.
 *
 * @param head the column names
 * @param rows one row per cell, with as many fields as there are columns
 * @param note how far measurement and forecast are apart at most, and how small a gap would have
 *     been found; empty where no cell has both
 */
public record ConsoleSummary(List<String> head, List<List<String>> rows, String note) {
  private static final String NOTHING = "-";
  private static final String SINCE = "since generation 1";
  private static final String NO_LAW = "no law known";
  private static final int ROWS = 60;

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

  /** Whether a metric is one of the most important ones. */
  static boolean isAskedFirst(String metric, String subject, String scope) {
    return Stream.concat(LEFT.stream(), RISK.stream())
        .anyMatch(key -> like(key, new ReportCurves.Key("", metric, subject, scope)));
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
    return new ConsoleSummary(
        List.of(
            "cell",
            "generation",
            left.metric(),
            "forecast",
            against,
            risk.metric(),
            against,
            SINCE),
        names.stream().map(cell -> row(cell, left, risk, curves)).toList(),
        note(names, left, curves));
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
            "%s of generation %d is at most %s from its forecast; in each cell, 80 %% of repetitions"
                + " would find a gap of %s in it\n",
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

  private static List<String> row(
      String cell, ReportCurves.Key left, ReportCurves.Key risk, ReportCurves curves) {
    ReportCurve kept =
        curves.curve(new ReportCurves.Key(cell, left.metric(), left.subject(), left.scope()));
    ReportCurve cost =
        curves.curve(new ReportCurves.Key(cell, risk.metric(), risk.subject(), risk.scope()));
    int generation = Math.max(kept.last(), cost.last());
    return List.of(
        shown(cell),
        generation < 0 ? NOTHING : Integer.toString(generation),
        number(kept.at(kept.last(), Column.MEAN)),
        forecast(kept),
        signed(kept.at(kept.last(), Column.DIFFERENCE)),
        number(cost.at(cost.last(), Column.MEAN)),
        signed(cost.at(cost.last(), Column.DIFFERENCE)),
        signed(cost.at(cost.last(), Column.MEAN) - cost.at(1, Column.MEAN)));
  }

  private static String forecast(ReportCurve curve) {
    boolean measured = !Double.isNaN(curve.at(curve.last(), Column.MEAN));
    double expected = curve.at(curve.last(), Column.EXPECTED);
    return measured && Double.isNaN(expected) ? NO_LAW : number(expected);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    double size = Math.abs(value);
    String form = (size != 0 && size < 1e-3) || size >= 1e6 ? "%.3e" : size < 10 ? "%.4f" : "%.1f";
    return String.format(Locale.ROOT, form, value);
  }

  private static String signed(double value) {
    return value > 0 ? "+" + number(value) : number(value);
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
