package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCatalogueTest {
  @Test
  void isTheDocumentation() throws Exception {
    assertThat(Files.readString(Path.of("src/site/markdown/metrics.md")))
        .as("run ouroboros.metric.MetricCataloguePage src/site/markdown/metrics.md")
        .isEqualTo(MetricCatalogue.markdown());
  }

  @Test
  void namesAreUnique() {
    assertThat(MetricCatalogue.names(3)).doesNotHaveDuplicates();
    assertThat(MetricCatalogue.all()).extracting(Metric::id).doesNotHaveDuplicates();
  }

  @Test
  void writesTheOrderOut() {
    assertThat(MetricCatalogue.names(2))
        .contains("types-1", "types-2", "entropy-2@", "hill-2-1", "sentence-length-mean", "tokens")
        .doesNotContain("types-3", "types-n");
  }

  @Test
  void defaultMetricsOfTextAreThese() {
    List<String> names =
        MetricCatalogue.all().stream()
            .filter(
                m ->
                    m.isDefault() && !(m instanceof KnownTruthMetric || m instanceof MixtureMetric))
            .map(Metric::id)
            .toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "tokens",
            "sentences",
            "types-n",
            "vocabulary-retention",
            "retention-n",
            "lost-mass-n",
            "novel-n",
            "hapax-n",
            "entropy-n",
            "heterozygosity-n",
            "zipf-exponent",
            "truncated",
            "repetition",
            "duplicate-sentences",
            "top-10-sentence-share",
            "verbatim-sentences",
            "planted-share",
            "js-n",
            "tv-n",
            "types-n@",
            "hapax-n@",
            "entropy-n@",
            "distinct-n@",
            "perplexity",
            "perplexity-generator",
            "zero-probability-share",
            "oov-rate",
            "sentence-length-mean",
            "gate-kept",
            "candidates",
            "real-units-used",
            "detector-auc",
            "detector-recall",
            "detector-false-alarm",
            "reviewed-units",
            "contamination",
            "between-js-n",
            "f-st",
            "pool-retention-n");
  }

  @Test
  void selectsByFamilyByNameAndByWord() {
    MetricSelection some = MetricSelection.of(List.of("types-n", "js-2", "entropy-3@"), 3);
    assertThat(some.names()).containsExactly("entropy-3@", "js-2", "types-1", "types-2", "types-3");
    assertThat(some.includes(CountMetric.JS, 1)).isFalse();
    MetricSelection usual = MetricSelection.of(List.of("default", "kl-1"), 2);
    assertThat(usual.includes(CountMetric.KL, 1)).isTrue();
    assertThat(usual.includes(CountMetric.KL, 2)).isFalse();
    assertThat(usual.includes(CountMetric.JS, 2)).isTrue();
    assertThat(usual.includes(KnownTruthMetric.VARIANCE)).isTrue();
    assertThat(MetricSelection.of(List.of("all"), 2).names())
        .containsExactlyInAnyOrderElementsOf(MetricCatalogue.names(2));
  }

  @Test
  void namesEveryUnknownMetricAndTheNearestOne() {
    assertThatThrownBy(() -> MetricSelection.of(List.of("tokns", "types-4", "js-1"), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no metric is called 'tokns' for metric-order 3; nearest: tokens;"
                + " `metrics` takes default, all or a list of names\n"
                + "no metric is called 'types-4' for metric-order 3; nearest: types-1;"
                + " `metrics` takes default, all or a list of names");
  }
}
