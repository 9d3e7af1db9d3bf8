package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Sampling;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.population.PopulationCounts;
import ouroboros.ngram.population.PopulationDraw;
import ouroboros.ngram.population.SparseWalk;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.TokenSplit;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Stays;
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

  /**
   * Groups of a population. A run that goes on draws groups again that it drew before, and their
   * bits must be the same: so a model that does not fit whole is refused where one in shards could
   * not be drawn from, or takes other random numbers.
   *
   * @param asked {@code sampling.model}
   * @throws IllegalStateException if the corpus has shards that were not asked for, and is bound to
   *     a whole model
   */
  public static List<PopulationTask> of(
      DrawTask.Corpus corpus, List<Stays.Group> groups, Sampling.ModelPlace asked) {
    boolean isBound =
        corpus.maxLength() == 0 || !(corpus.model().smoothing() instanceof Smoothing.None);
    if (corpus.shards() != null && asked != Sampling.ModelPlace.SHARDED && isBound) {
      throw new IllegalStateException(
          "a population is drawn from a whole model, but this one takes more than a quarter of a"
              + " worker's memory; give workers more memory (a run that goes on needs as much as it"
              + " began with), or begin another run with sampling.model sharded, which moves"
              + " walkers through a model without smoothing in rounds, or with sampling.backend"
              + " sentences");
    }
    return groups.stream()
        .map(group -> new PopulationTask(corpus, group.number(), group.units()))
        .toList();
  }

  /** The counts of the group, drawn in this JVM from a whole model. */
  public PopulationCounts draw(Storage storage, KeyLayout layout) {
    if (!(corpus.model().smoothing() instanceof Smoothing.None)) {
      Sampler fitted = Models.of(storage, corpus.model());
      double histories = FullContexts.ngrams(fitted, corpus.drawsUnknown());
      if (histories > FullContexts.MOST) {
        return sparse(storage, fitted, histories, layout);
      }
    }
    Sampler model =
        Models.overHistories(storage, corpus.model(), corpus.decoding(), corpus.drawsUnknown());
    return TextPopulation.draw(model, layout, population());
  }

  /** Draws from a model with smoothing that has too many histories to compile them all. */
  private PopulationCounts sparse(
      Storage storage, Sampler fitted, double histories, KeyLayout layout) {
    DecodedModel model =
        Models.of(storage, corpus.model(), corpus.decoding(), corpus.drawsUnknown());
    double memory =
        Math.max(0, TextPopulation.SHARE * Runtime.getRuntime().maxMemory() - 3.0 * model.bytes());
    double ngrams = Math.min(histories, SparseWalk.support(model, layout, population()));
    if (ngrams * SparseWalk.bytes(layout) > memory) {
      throw SparseWalk.tooMany(ngrams, layout, population(), memory);
    }
    return SparseWalk.draw(
        random -> new TokenSplit(fitted, corpus.decoding(), corpus.drawsUnknown(), random),
        layout,
        population(),
        memory);
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
