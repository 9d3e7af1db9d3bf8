package ouroboros.spark.text;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.block.SentenceBlock;

/**
 * Real sentences by their numbers, in any order. The blocks that a JVM has read stay in its memory
 * as long as there is room.
 *
 * @param blocks in the order of their sentences
 * @param firsts [blocks] the number of the first sentence of each
 */
@SuppressWarnings("ArrayRecordComponent")
public record RealSentences(List<BlockRef> blocks, long[] firsts) implements Serializable {
  private static final ConcurrentHashMap<BlockRef, SoftReference<SentenceBlock>> READ =
      new ConcurrentHashMap<>();

  public RealSentences {
    blocks = List.copyOf(blocks);
  }

  /**
   * Gives some sentences to the sink.
   *
   * @param words what each is called
   * @param units [words] their numbers
   */
  public void read(long[] words, IntToLongFunction units, SentenceSink sink) {
    int[] order =
        IntStream.range(0, words.length)
            .boxed()
            .sorted(Comparator.comparingLong(units::applyAsLong))
            .mapToInt(i -> i)
            .toArray();
    int last = -1;
    SentenceBlock block = null;
    for (int i : order) {
      long unit = units.applyAsLong(i);
      int place = Arrays.binarySearch(firsts, unit);
      int here = place < 0 ? -place - 2 : place;
      if (block == null || here != last) {
        block = block(blocks.get(here));
        last = here;
      }
      int own = (int) (unit - firsts[here]);
      sink.accept(words[i], block.tokens(), block.start(own), block.end(own));
    }
  }

  private static SentenceBlock block(BlockRef ref) {
    SoftReference<SentenceBlock> known = READ.get(ref);
    SentenceBlock block = known == null ? null : known.get();
    if (block == null) {
      block = CorpusReader.read(ref);
      READ.put(ref, new SoftReference<>(block));
    }
    return block;
  }
}
