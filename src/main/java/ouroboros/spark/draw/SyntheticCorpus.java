package ouroboros.spark.draw;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.policy.Source;
import ouroboros.spark.cluster.Storage;

/**
 * A synthetic corpus as a function: any of its sentences can be drawn on any machine, any number of
 * times, with the same result.
 */
public sealed interface SyntheticCorpus extends Serializable
    permits DrawTask.Corpus, MixedCorpus, PanelCorpus, MemberCorpus, PlantedCorpus {
  /** Its author and generation. */
  Source.Synthetic source();

  /** A drawer of its sentences. */
  SentenceDrawer drawer(Storage storage);

  /** The component of the model that draws the sentence with this counter word. */
  int component(long word);

  /** Tokens after which a sentence is ended by force; 0 for no limit. */
  int maxLength();

  /** The same drawn from models that are not divided. */
  default SyntheticCorpus whole() {
    return this;
  }

  /** The shards into which each model is divided; null if models are whole. */
  @Nullable Shards shards();
}
