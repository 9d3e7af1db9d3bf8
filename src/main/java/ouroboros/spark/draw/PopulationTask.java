package ouroboros.spark.draw;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.population.PopulationCounts;
import ouroboros.ngram.population.PopulationDraw;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.spark.cluster.Storage;

/**
 * Draws sentences of a synthetic corpus as a population. The groups of a generation are
 * independent.
 *
 * @param corpus which corpus
 * @param group its number, from 0; see {@link ouroboros.policy.Stays}
 * @param sentences how many the group has
 */
public record PopulationTask(DrawTask.Corpus corpus, int group, long sentences)
    implements Serializable {

  /** The counts of the group, drawn in this JVM from a whole model. */
  public PopulationCounts draw(Storage storage, KeyLayout layout) {
    Sampler model =
        Models.overHistories(storage, corpus.model(), corpus.decoding(), corpus.drawsUnknown());
    return TextPopulation.draw(model, layout, population());
  }

  /** What is drawn. */
  public PopulationDraw population() {
    return PopulationDraw.ofGroup(
        corpus.key(),
        corpus.source().word(),
        group,
        sentences,
        corpus.maxLength(),
        corpus.drawsUnknown());
  }

  /** The shards that the model is divided into; null if it is whole. */
  public @Nullable Shards shards() {
    return corpus.shards();
  }
}
