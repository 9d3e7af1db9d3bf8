package ouroboros.spark.ngram;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Inject;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.InjectedCorpus;
import ouroboros.spark.text.ComponentLabeller;
import ouroboros.text.Vocabulary;

/** The real text of the cells: with the statements that a cell plants, once for all that do so. */
final class InjectedTexts {
  private final Experiment experiment;
  private final JavaSparkContext spark;
  private final CorpusReader corpus;
  private final Map<Optional<Inject>, Text> texts = new HashMap<>();

  InjectedTexts(Experiment experiment, JavaSparkContext spark, CorpusReader corpus) {
    this.experiment = experiment;
    this.spark = spark;
    this.corpus = corpus;
  }

  /**
   * A real text.
   *
   * @param inject the statements that are planted; null for none
   * @param corpus with the statements
   * @param grouper finds the components of its sentences
   */
  record Text(@Nullable Inject inject, CorpusReader corpus, ComponentLabeller grouper) {
    /** The tokens of the statements. */
    List<int[]> statements(Vocabulary vocabulary) {
      return inject == null ? List.of() : NgramModels.statements(corpus, vocabulary, inject);
    }
  }

  /** The text of a cell. */
  Text of(Cell cell) {
    return texts.computeIfAbsent(
        Optional.ofNullable(cell.inject()),
        planted -> {
          CorpusReader text = planted.map(of -> InjectedCorpus.of(corpus, of)).orElse(corpus);
          return new Text(
              planted.orElse(null), text, new ComponentLabeller(experiment, spark, text));
        });
  }
}
