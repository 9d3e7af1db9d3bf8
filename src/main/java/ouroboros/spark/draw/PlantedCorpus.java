package ouroboros.spark.draw;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.TwoSubsets;
import ouroboros.safeguard.Candidate;
import ouroboros.spark.cluster.Storage;

/**
 * A synthetic corpus in which some sentences are planted: chosen units are one of two texts. Only
 * candidate 0 of a unit is: what a gate tries next is drawn.
 *
 * @param drawn the corpus without them
 * @param units of the corpus
 * @param first how many units become the first text
 * @param second how many become the second
 * @param texts [2] their tokens
 */
public record PlantedCorpus(
    SyntheticCorpus drawn, Key key, long units, long first, long second, List<List<Integer>> texts)
    implements SyntheticCorpus {
  private static final int BLOCK = 1 << 12;
  private static final int BLOCKS_KEPT = 64;

  @Override
  public Source.Synthetic source() {
    return drawn.source();
  }

  @Override
  public int component(long word) {
    return drawn.component(word);
  }

  @Override
  public int maxLength() {
    return drawn.maxLength();
  }

  /** Always whole: sentences that travel between shards are not replaced. */
  @Override
  public @Nullable Shards shards() {
    return null;
  }

  @Override
  public SentenceDrawer drawer(Storage storage) {
    return new Drawer(drawn.drawer(storage));
  }

  private final class Drawer implements SentenceDrawer {
    private final SentenceDrawer of;
    private final TwoSubsets chosen = TwoSubsets.of(key, source().word(), units, first, second);
    private final int[][] planted =
        texts.stream()
            .map(text -> text.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);

    /** Which units are planted, by block; the blocks that were used last. */
    private final Map<Long, int[]> blocks =
        new LinkedHashMap<>(2 * BLOCKS_KEPT, 0.75F, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, int[]> eldest) {
            return size() > BLOCKS_KEPT;
          }
        };

    Drawer(SentenceDrawer of) {
      this.of = of;
    }

    @Override
    public void draw(LongUnaryOperator words, long many, SentenceSink sink) {
      of.draw(
          words,
          many,
          (word, tokens, start, end) -> {
            int which = which(word);
            if (which == TwoSubsets.NEITHER) {
              sink.accept(word, tokens, start, end);
            } else {
              int[] text = planted[which - 1];
              sink.accept(word, text, 0, text.length);
            }
          });
    }

    private int which(long word) {
      if (word >= Candidate.UNITS || word >= units) {
        return TwoSubsets.NEITHER;
      }
      int[] block =
          blocks.computeIfAbsent(
              word / BLOCK,
              number -> {
                long from = number * BLOCK;
                int[] which = new int[(int) Math.min(BLOCK, units - from)];
                chosen.which(from, which.length, which);
                return which;
              });
      return block[(int) (word % BLOCK)];
    }

    @Override
    public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
      throw new IllegalStateException("planted sentences do not travel between shards");
    }

    @Override
    public long truncated() {
      return of.truncated();
    }
  }
}
