package ouroboros.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints the catalogue as the documentation page of the metrics. */
public final class CataloguePage {
  private static final String HEAD =
      """
      # Metrics

      Printed from the catalogue in `ouroboros.metric`; change it there, then run
      `ouroboros.metric.CataloguePage src/site/markdown/metrics.md`.

      n-grams are counted inside a sentence, without `<s>` and `</s>`, for n = 1 .. `metric-order`; in tables n is
      written out (`types-2`, `types-2@`). r and s are counts in R and in the subject, p and q the shares of each,
      N the subject's n-gram tokens. Undefined: no row, and counted in `run.json`. Infinite: `Infinity`. Metrics marked * are
      measured by `metrics: default`.

      m, the number of n-gram tokens that rarefied twins (`@`) keep, is the same for all texts of an experiment and known
      before any is made: half of R's n-gram tokens, rounded down, times the share of R that the smallest generation is
      (in sentences; in tokens where generations were made elsewhere; at most 1; empty generations apart). It stands in
      `run.json` and in the JSON of `measure` as `rarefiedTo`. A text with fewer n-grams than that has no twins.

      Baselines: `baselines.csv` (metric, scope, value; n-gram families and generations made elsewhere) has, for every wanted
      count metric that compares with R, what it says of one half of R's documents against the other. A distance at its baseline is no
      distance. The halves are smaller than R, so chance alone makes less of a text of R's size.

      How many of the words that only one stratum of R has are still alive is `vocabulary-retention` (and `retention-1`) in
      scope `stratum=X`.
      """;

  private CataloguePage() {}

  /** Writes the page to the file that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), Catalogue.markdown());
  }

  static String markdown(List<Metric> metrics) {
    StringBuilder page = new StringBuilder(HEAD);
    Class<?> room = Object.class;
    for (Metric metric : metrics) {
      if (metric.getClass() != room) {
        room = metric.getClass();
        page.append("\n## ").append(title(metric)).append('\n');
      }
      entry(metric, page);
    }
    return page.toString();
  }

  private static String title(Metric metric) {
    if (metric instanceof SizeMetric) {
      return "Size";
    } else if (metric instanceof CountMetric) {
      return "Counts against R";
    } else if (metric instanceof RarefiedMetric) {
      return "Rarefied twins";
    } else if (metric instanceof SentenceMetric) {
      return "Sentences";
    } else if (metric instanceof TextModelMetric) {
      return "Models on test text";
    } else if (metric instanceof MixtureMetric) {
      return "Mixtures and vectors";
    } else if (metric instanceof SafeguardMetric) {
      return "Safeguards";
    }
    return "Known truth";
  }

  private static void entry(Metric metric, StringBuilder page) {
    Description d = metric.description();
    page.append("\n### `").append(metric.id()).append('`');
    page.append(metric.isDefault() ? " *\n\n" : "\n\n").append(d.meaning()).append("\n\n");
    line(page, "formula", "`" + d.formula() + "`");
    line(page, "unit, range", d.unit() + "; " + d.range());
    line(page, "undefined", d.undefined());
    line(page, "shows", d.shows());
    line(page, "misleads", d.misleads());
    line(page, "source", d.source());
  }

  private static void line(StringBuilder page, String what, String text) {
    page.append("- ").append(what).append(": ").append(text).append('\n');
  }
}
