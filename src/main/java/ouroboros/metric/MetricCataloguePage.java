package ouroboros.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the documentation page of the metrics from the catalogue. */
public final class MetricCataloguePage {
  private static final int WIDTH = 120;

  private static final String HEAD =
      """
      # Metrics

      Printed from the catalogue in `ouroboros.metric`; change it there, then run
      `ouroboros.metric.MetricCataloguePage src/site/markdown/metrics.md`.

      ## How to read this page

      A metric is a named number. In the tables (`metrics.csv`, `summary.csv`, ..) a row has the name, a *subject* and a
      *scope*. Names that end in `-n` stand for several metrics, one for each n from 1 to `metric-order`: `types-n` is
      `types-1`, `types-2`, .. in the tables. An asterisk after a name marks what `metrics: default` measures. The words
      of this page are explained in [concepts.md](concepts.md).

      Each entry has one sentence of meaning, and then:

      | line | what it says |
      | --- | --- |
      | formula | how the number is computed, in the symbols below |
      | unit, range | the unit, then the lowest and the highest possible value; `0 ..` has no upper limit |
      | undefined | when there is no number: then the tables have no row, and `run.json` counts the case |
      | shows | what the metric reveals, and how early in a lineage that trains on its own output (next table) |
      | misleads | when not to trust it, and what to compare it with |
      | source | a DOI, an arXiv id or a book; `here` means that this project defines it |

      An infinite number is `1.0E309` in the CSV tables ([tables.md](tables.md) says why), and infinity in Parquet.

      The words for time compare metrics with each other; they are not numbers of generations.

      | word | when the metric moves |
      | --- | --- |
      | at once | in the first generation that has the cause, whether or not anything collapses |
      | earliest, early | in the first generations, while only rare types, small components or details disappear |
      | middle | once types of middle frequency are affected, or the training set teaches clearly less |
      | late | once common types, whole kinds of sentences or most of the variance are affected |
      | last | only when nearly all diversity is gone |

      | unit | meaning |
      | --- | --- |
      | types, tokens, sentences, components | counts; an expected or equivalent count may be a fraction |
      | share, probability | between 0 and 1 |
      | bits, nats | logarithms to base 2, natural logarithms |
      | ratio, score, area, none | without unit |
      | units, squared units, squared kernel units | of the vectors or points themselves, their square, the kernel's values |
      | indicator | 0 or 1; its mean over replicates is a probability |

      | subject | describes |
      | --- | --- |
      | `synthetic` | S_g, what was drawn |
      | `guarded` | S'_g, what passed the safeguards |
      | `training` | T_g, the training set |
      | `model` | M_g, the fitted model |

      | scope | describes |
      | --- | --- |
      | `all` | the whole subject |
      | `stratum=X` | the part of the subject, or of R, with that label |
      | `count=3` | the types that R has three times |
      | `length=L` | sentences of L to 2L - 1 tokens |
      | `bin=K` | test tokens whose likeliest alternative has a probability in ((K - 1)/15, K/15] |
      | `component=K` | one component of a mixture |

      **Symbols.** r is the count of a type in R and s its count in the subject. p and q are its shares in R and in the
      subject. N is the number of n-gram tokens of the subject. `#{..}` is the number of types with that property. n-grams
      are counted inside a sentence, without `<s>` and `</s>`.

      **Twins (`@`).** Many counts grow with the size of the text. A metric with `@` is the same number, but expected for a
      random part of m n-gram tokens of the subject; so texts of different sizes can be compared. m is the same for all
      texts of an experiment, and is known before any text is drawn. It is half of R's n-gram tokens, rounded down, times
      the size of the smallest generation as a share of R's size, at most 1. Size is measured in sentences, or in tokens
      where generations were made elsewhere. Empty generations do not count here. `run.json` and the JSON of `measure`
      call m `rarefiedTo`. A text with fewer than m n-grams has no twins.

      **Baselines.** A distance is not 0 without feedback: each text is a finite sample. `baselines.csv` of a run (cell,
      metric, scope, value, low, high, draws) has, for every count metric that compares with R, the mean over texts that
      were drawn once from M_0: all S_g of the `frozen` cell, or a cell's own S_1 where the sweep has no such cell. One
      more such draw is in low .. high with probability 95 %. Two halves of R are no reference in a run. They are
      independent of each other, but S_g descends from R: it is closer to R than one half is to the other, even after it
      lost half of R's words. `jobs/measure` compares texts that may be independent of R, and there the baseline is one
      half of R's documents against the other (metric, scope, value).

      **Strata.** `vocabulary-retention` (and `retention-1`) in scope `stratum=X` is computed over the words that, in R, only
      stratum X has.
      """;

  private static final String SMOOTHINGS =
      """

      **Copies.** A smoothing that reads counts as independent draws finds a text worse when the text is repeated, although
      nothing is lost. The evaluation model of `perplexity` does not. `perplexity-generator` describes M_g with the smoothing
      of its family, so there the question depends on the smoothing: with `modified-kneser-ney` and `witten-bell`, training
      sets that contain copies (`accumulate`) score worse than their parts; with `jelinek-mercer` they do not. Perplexity of
      the bundled corpus's test text (order 3; S_1 .. S_10 drawn by maximum likelihood from all before). The table is from one
      seed, computed by a prototype with all of guard before the model was built, so it has no intervals, and a run with
      other random numbers has other values:

      | training set | `perplexity` | `modified-kneser-ney` | `witten-bell` | `jelinek-mercer` |
      | --- | --- | --- | --- | --- |
      | R | 193.0 | 194.9 | 248.7 | 228.1 |
      | R, S_1 .. S_10 | 200.4 | 338.4 | 736.1 | 236.0 |
      | R drawn again, S_1 .. S_10 | 201.1 | 332.2 | 749.0 | 236.8 |
      | subsample of these, of R's size | 225.7 | 246.7 | 363.3 | 267.6 |
      | S_10 | 227.2 | 249.5 | 369.5 | 269.5 |
      """;

  private MetricCataloguePage() {}

  /** Writes the page to the file that the first argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), MetricCatalogue.markdown());
  }

  static String markdown(List<Metric> metrics) {
    StringBuilder page = new StringBuilder(HEAD);
    Class<?> room = Object.class;
    for (Metric metric : metrics) {
      if (metric.getClass() != room) {
        room = metric.getClass();
        page.append("\n## ").append(title(metric)).append('\n');
        page.append(metric instanceof TextModelMetric ? SMOOTHINGS : "");
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
    } else if (metric instanceof SentenceMetric || metric instanceof StrataMetric) {
      return "Sentences";
    } else if (metric instanceof TextModelMetric) {
      return "Models on test text";
    } else if (metric instanceof MixtureMetric) {
      return "Mixtures and vectors";
    } else if (metric instanceof SafeguardMetric) {
      return "Safeguards";
    } else if (metric instanceof EcosystemMetric) {
      return "Ecosystems";
    }
    return "Known truth";
  }

  private static void entry(Metric metric, StringBuilder page) {
    Description d = metric.description();
    page.append("\n### `").append(metric.id()).append('`');
    page.append(metric.isDefault() ? " *\n\n" : "\n\n");
    wrapped(d.meaning(), "", page);
    page.append('\n');
    line(page, "formula", "`" + d.formula() + "`");
    line(page, "unit, range", d.unit() + "; " + d.range());
    line(page, "undefined", d.undefined());
    line(page, "shows", d.shows());
    line(page, "misleads", d.misleads());
    line(page, "source", d.source());
  }

  private static void line(StringBuilder page, String what, String text) {
    wrapped("- " + what + ": " + text, "  ", page);
  }

  /** Appends a text in lines of at most 120 characters; all lines but the first are indented. */
  private static void wrapped(String text, String indent, StringBuilder page) {
    int length = 0;
    for (String word : text.split(" ", -1)) {
      if (length > 0 && length + 1 + word.length() > WIDTH) {
        page.append('\n').append(indent);
        length = indent.length();
      } else if (length > 0) {
        page.append(' ');
        length++;
      }
      page.append(word);
      length += word.length();
    }
    page.append('\n');
  }
}
