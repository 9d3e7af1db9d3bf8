package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.config.SpecFile;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/** The estimated cost of runs on text. */
@Tag("spark")
class TextCostTest {
  @TempDir Path folder;

  private static final String LINES =
      """
      name: cost
      seed: 3
      corpus: {source: %s}
      family: {kind: ngram, order: 1}
      policy: {kind: replace}
      generations: 4
      size: 50
      """;

  /**
   * Each member draws its sentences, then its pool, then what passes of it; each seals its
   * generations.
   */
  @Test
  void everyMemberIsAModel() throws IOException {
    SparkSession spark = PreparationSession.session();
    PreparationSession.write(folder.resolve("a.jsonl"), PreparationSession.lines(0, 300));
    Experiment one = experiment("");
    String prepared = folder.resolve("corpus").toString();
    Preparation.prepare(spark, one.corpus(), one.seed(), prepared);
    CorpusReader corpus = CorpusReader.open(prepared);
    PreparedCorpus.PartEntry real = corpus.corpus().part(Part.REAL);
    double drawn = 4 * 50.0 * real.tokens() / real.sentences();
    RunCost alone = TextCost.of(one, corpus, 1);
    RunCost three = TextCost.of(experiment("ecosystem: {members: 3}"), corpus, 1);
    RunCost judged =
        TextCost.of(
            experiment("ecosystem: {members: 3}\nsafeguards: [{kind: thin, share: 0.5}]"),
            corpus,
            1);
    assertThat(alone.drawn()).isCloseTo(drawn, within(1e-6));
    assertThat(three.drawn()).isCloseTo(3 * 2 * drawn, within(1e-6));
    assertThat(judged.drawn()).isCloseTo(3 * 3 * drawn, within(1e-6));
    assertThat(three.disk()).isGreaterThan(3 * alone.disk());
    // Each generation of each member takes a tenth of a second, whatever it draws.
    assertThat(alone.seconds()).isGreaterThan(.5);
    assertThat(three.seconds()).isGreaterThan(1.5);
  }

  private Experiment experiment(String more) {
    return SpecFile.parse(
        "x.yaml", LINES.formatted(folder.resolve("a.jsonl")) + more + "\n", List.of());
  }
}
