package ouroboros.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.SentenceDrawer;

/** A synthetic corpus as a function: any of its sentences can be drawn, anywhere, again. */
sealed interface SyntheticCorpus extends Serializable permits DrawTask.Corpus, MixedCorpus {
  /** Its number g: S_g. */
  int generation();

  /** Draws its sentences. */
  SentenceDrawer drawer(Storage storage);

  /** Which component of the model a sentence is drawn from. */
  int component(long unit);

  /** The shards into which each model is parted; null where models are whole. */
  @Nullable Shards shards();
}
