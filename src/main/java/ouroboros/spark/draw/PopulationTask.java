package ouroboros.spark.draw;

import java.io.Serializable;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.population.PopulationCounts;
import ouroboros.ngram.population.PopulationDraw;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.spark.cluster.Storage;

/**
 * Draws sentences of a synthetic corpus as a population. The two parts of a generation are
 * independent.
 *
 * @param corpus which corpus; its model is whole
 * @param part 0 or 1
 * @param sentences how many the part has
 */
public record PopulationTask(DrawTask.Corpus corpus, int part, long sentences)
    implements Serializable {

  /** The counts of the part. */
  public PopulationCounts draw(Storage storage, KeyLayout layout) {
    Sampler model =
        Models.overHistories(storage, corpus.model(), corpus.decoding(), corpus.drawsUnknown());
    return TextPopulation.draw(
        model,
        layout,
        new PopulationDraw(
            corpus.key(),
            corpus.source().word(),
            part,
            sentences,
            corpus.maxLength(),
            corpus.drawsUnknown()));
  }
}
