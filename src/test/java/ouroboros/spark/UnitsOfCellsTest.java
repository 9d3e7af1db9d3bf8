package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.SealedFiles;

/** One experiment whose cells draw different units: each cell gives the same results as alone. */
@Tag("spark")
class UnitsOfCellsTest {
  private static final PrintStream QUIET = new PrintStream(PrintStream.nullOutputStream());
  private static final String NGRAM = "{kind: ngram, order: 2}";
  private static final String GAUSSIAN =
      "{kind: gaussian-mixture, components: 1, features: {dimension: 3}}";
  private static final String WORDS = "{kind: multinomial-mixture, components: 3}";

  @TempDir static Path folder;

  private static Path spec(Runs runs, String name, String... families) throws IOException {
    return runs.spec(
        name,
        """
        family: %s
        policy: {kind: replace}
        generations: 2
        size: 40
        metrics: [types-n@, vocabulary-retention, perplexity, frechet, variance-ratio]
        metric-order: 2
        sweep:
          family: [%s]
          policy: [{kind: replace}, {kind: fresh, real: {share: 0.2}}]
        """
            .formatted(families[0], String.join(", ", families)));
  }

  @Test
  void everyCellIsWhatItIsAlone() throws IOException {
    Runs runs = new Runs(folder);
    Path all = runs.out("all");
    try (Session session = Runs.session()) {
      RunFacts facts = Runs.run(session, spec(runs, "all", NGRAM, GAUSSIAN, WORDS), all);
      assertThat(facts.inputs()).hasSize(1);
      assertThat(facts.baselines()).isNotEmpty();
      int rows = 0;
      for (String family : List.of(NGRAM, GAUSSIAN, WORDS)) {
        Path alone = runs.out("alone" + rows);
        Path spec = spec(runs, "alone" + rows, family);
        Runs.run(
            session,
            spec,
            alone,
            family.equals(NGRAM)
                ? "metrics=[types-n@, vocabulary-retention, perplexity]"
                : "metrics=[types-n@, vocabulary-retention, frechet, variance-ratio]");
        List<Map<String, String>> own = Runs.rows(alone.resolve("metrics.csv"));
        String cell = Objects.requireNonNull(own.get(0).get("cell"));
        String prefix = cell.substring(0, cell.indexOf(";policy="));
        assertThat(
                Runs.rows(all.resolve("metrics.csv")).stream()
                    .filter(row -> row.getOrDefault("cell", "").startsWith(prefix))
                    .toList())
            .as(family)
            .isEqualTo(own);
        rows += own.size();
      }
      assertThat(Runs.rows(all.resolve("metrics.csv"))).hasSize(rows);
      assertThat(SealedFiles.check(ExperimentRun.folder(all.toString())).damage()).isEmpty();
      sentencesAreDrawnAgainAndDocumentsAreNot(all);
      theForecastIsThatOfEachCell(session, runs);
    }
  }

  private static void sentencesAreDrawnAgainAndDocumentsAreNot(Path out) throws IOException {
    var run = ExperimentRun.folder(out.toString());
    for (Map<String, String> row : Runs.rows(out.resolve("cells.csv"))) {
      String cell = Objects.requireNonNull(row.get("cell"));
      if (cell.contains("=ngram")) {
        assertThat(SentenceReplay.open(run, cell, 0, 2).units()).isEqualTo(40);
      } else {
        assertThatThrownBy(() -> SentenceReplay.open(run, cell, 0, 2))
            .hasMessageContaining("draws no sentences");
      }
    }
  }

  private static void theForecastIsThatOfEachCell(Session session, Runs runs) throws IOException {
    Path spec = spec(runs, "forecast", NGRAM, GAUSSIAN, WORDS);
    ForecastRun.Outcome outcome =
        ForecastRun.of(
            SpecFile.read(spec.toString(), List.of()),
            session,
            ExperimentRun.folder(runs.out("forecast").toString()),
            QUIET);
    assertThat(outcome.rows())
        .extracting(row -> row.key().metric() + " of " + row.key().cell().replaceAll("[(;].*", ""))
        .contains(
            "vocabulary-retention of family=ngram", "variance-ratio of family=gaussian-mixture")
        .noneMatch(row -> row.contains("multinomial"));
    assertThat(outcome.cost().orElseThrow().text())
        .endsWith(", without 4 cells that draw documents");
    assertThat(outcome.cost().orElseThrow().drawn()).isPositive();
  }
}
