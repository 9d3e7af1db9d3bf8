package ouroboros.report.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import ouroboros.inference.Comparison;
import ouroboros.metric.Measurement;
import ouroboros.metric.Metric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.count.TextSize;
import ouroboros.report.HtmlJson;

/** A comparison of two texts, as one HTML page that loads nothing from other places. */
public final class ComparisonPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>Ouroboros: two texts</title>
      <meta name="viewport" content="width=device-width">
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #8884; vertical-align: top }
      th:first-child, td:first-child, td:last-child, th:last-child { text-align: left }
      td:last-child { font-size: .85em; opacity: .8 }
      td { font-variant-numeric: tabular-nums }
      @media (prefers-color-scheme: dark) { body { background: #181818; color: #eee } }
      </style>
      """;

  private ComparisonPage() {}

  /**
   * The page.
   *
   * @param real the name of R
   * @param candidate the name of the text that was compared with R
   * @param notices what was skipped or replaced while the candidate was read
   */
  public static String of(
      String real, String candidate, Comparison found, Map<String, Long> notices) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>").append(text(candidate)).append("<br>against ").append(text(real));
    page.append("</h1>\n<p>R: ").append(size(found.real()));
    page.append(". Candidate: ").append(size(found.subject())).append(".</p>\n");
    page.append(
        "<p>Interval: 95%, what another text of the candidate's size from its source is expected to"
            + " give. R: the same metric for R itself. Baseline: one half of R's documents against"
            + " the other half; a distance that small cannot be distinguished from 0.</p>\n");
    page.append(
        "<table><thead><tr><th>metric<th>candidate<th>interval<th>R<th>baseline"
            + "<th>what it is</tr></thead><tbody>\n");
    Map<String, String> meanings = meanings();
    found.rows().forEach(row -> row(row, meanings, page));
    page.append("</tbody></table>\n");
    list("Undefined", found.undefined().keySet().stream().toList(), page);
    list(
        "Skipped or replaced",
        notices.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList(),
        page);
    return page.append("</html>\n").toString();
  }

  private static void row(Comparison.Row row, Map<String, String> meanings, StringBuilder page) {
    Measurement m = row.measured();
    page.append("<tr><td>").append(text(m.metric()));
    if (!m.scope().equals("all")) {
      page.append(' ').append(text(m.scope()));
    }
    page.append("<td>").append(number(m.value())).append("<td>");
    row.interval()
        .ifPresent(i -> page.append(number(i.low())).append(" &ndash; ").append(number(i.high())));
    page.append("<td>").append(number(row.real()));
    page.append("<td>").append(number(row.baseline()));
    page.append("<td>").append(text(meanings.getOrDefault(m.metric(), "")));
    page.append("</tr>\n");
  }

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new HashMap<>();
    for (Metric metric : MetricCatalogue.all()) {
      metric
          .written(1, 6)
          .forEach(name -> meanings.put(name, metric.description().meaning().replace("`", "")));
    }
    return meanings;
  }

  private static void list(String title, List<String> lines, StringBuilder page) {
    if (!lines.isEmpty()) {
      page.append("<p>").append(title).append(": ");
      page.append(text(String.join(", ", lines))).append(".</p>\n");
    }
  }

  private static String size(TextSize size) {
    return String.format(Locale.ROOT, "%,d sentences, %,d tokens", size.sentences(), size.tokens());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String text(String raw) {
    return HtmlJson.text(raw);
  }
}
