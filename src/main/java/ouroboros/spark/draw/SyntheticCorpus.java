package ouroboros.spark.draw;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.policy.Source;
import ouroboros.spark.cluster.Storage;

/** A synthetic corpus as a function: any of its sentences can be drawn, anywhere, again. */
public sealed interface SyntheticCorpus extends Serializable permits DrawTask.Corpus, MixedCorpus {
  /** Which synthetic corpus it is. */
  Source.Synthetic source();

  /** Draws its sentences. */
  SentenceDrawer drawer(Storage storage);

  /** Which component of the model a sentence is drawn from, by its counter word. */
  int component(long word);

  /** The shards into which each model is parted; null where models are whole. */
  @Nullable Shards shards();
}
