package ouroboros.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.SentenceDrawer;
import ouroboros.policy.Source;

/** A synthetic corpus as a function: any of its sentences can be drawn, anywhere, again. */
sealed interface SyntheticCorpus extends Serializable permits DrawTask.Corpus, MixedCorpus {
  /** Which synthetic corpus it is. */
  Source.Synthetic source();

  /** Draws its sentences. */
  SentenceDrawer drawer(Storage storage);

  /** Which component of the model a sentence is drawn from, by its counter word. */
  int component(long word);

  /** The shards into which each model is parted; null where models are whole. */
  @Nullable Shards shards();
}
