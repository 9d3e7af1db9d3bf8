package ouroboros.spark;

import java.util.Arrays;
import ouroboros.ngram.Decoding;
import ouroboros.ngram.SentenceDrawer;
import ouroboros.ngram.SentenceSink;
import ouroboros.random.Key;
import ouroboros.random.Selection;

/**
 * The units {@code from .. to} of a synthetic corpus, all of them or those that were selected.
 *
 * @param corpus which corpus
 * @param selection which units, and how often each
 */
record DrawTask(Corpus corpus, Selection selection, long from, long to, long expectedTokens)
    implements SentenceTask {
  /** Units whose multiplicities are asked for at once. */
  private static final int STRIDE = 1 << 12;

  /**
   * A synthetic corpus as a function.
   *
   * @param generation its number g: S_g
   * @param decoding how tokens are chosen
   * @param maxLength where {@code </s>} is forced; 0 for nowhere
   * @param drawsUnknown whether {@code <unk>} may be drawn
   */
  record Corpus(
      ModelRef model,
      Decoding decoding,
      Key key,
      int generation,
      int maxLength,
      boolean drawsUnknown)
      implements java.io.Serializable {
    SentenceDrawer drawer(Storage storage) {
      return Models.of(storage, model, decoding, drawsUnknown)
          .drawer(key.seed(), key.replicate(), generation, maxLength);
    }
  }

  @Override
  public long feed(Storage storage, SentenceSink sink) {
    SentenceDrawer drawer = corpus.drawer(storage);
    if (selection instanceof Selection.Range range && range.from() <= from && range.to() >= to) {
      drawer.draw(from, to, sink);
      return drawer.truncated();
    }
    int[] times = new int[STRIDE];
    long[] chosen = new long[STRIDE];
    for (long start = from; start < to; start += STRIDE) {
      int count = (int) Math.min(STRIDE, to - start);
      selection.multiplicities(start, count, times);
      // A sentence chosen twice is drawn twice: the same sentence.
      int many = 0;
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < times[i]; k++) {
          if (many == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * many);
          }
          chosen[many++] = start + i;
        }
      }
      long[] units = chosen;
      drawer.draw(i -> units[(int) i], many, sink);
    }
    return drawer.truncated();
  }
}
