package ouroboros.spark.draw;

import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.TracedDrawer;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.SentenceTask;

/**
 * Draws the units {@code from .. to} of a synthetic corpus: all of them, or the selected ones.
 *
 * @param corpus which corpus
 * @param selection how often each unit is drawn; 0 for a unit that is left out
 * @param candidates which candidate of each unit is drawn
 */
public record DrawTask(
    SyntheticCorpus corpus,
    Selection selection,
    CounterWords candidates,
    long from,
    long to,
    long expectedTokens)
    implements SentenceTask {
  /** Units whose multiplicities are read in one call. */
  private static final int STRIDE = 1 << 12;

  /**
   * A synthetic corpus that is drawn from one model.
   *
   * @param source which synthetic corpus
   * @param decoding how tokens are chosen
   * @param maxLength tokens after which {@code </s>} is forced; 0 for no limit
   * @param drawsUnknown whether {@code <unk>} may be drawn
   * @param shards into which the model is divided; null if it is whole
   */
  public record Corpus(
      ModelRef model,
      Decoding decoding,
      Key key,
      Source.Synthetic source,
      int maxLength,
      boolean drawsUnknown,
      @Nullable Shards shards)
      implements SyntheticCorpus {
    @Override
    public Corpus whole() {
      return new Corpus(model, decoding, key, source, maxLength, drawsUnknown, null);
    }

    @Override
    public int component(long unit) {
      return 0;
    }

    @Override
    public SentenceDrawer drawer(Storage storage) {
      Shards parted = shards;
      if (parted != null) {
        return new TravellingDrawer(parted, shard -> Models.of(storage, this, parted, shard), this);
      }
      return drawer(Models.of(storage, model, decoding, drawsUnknown));
    }

    /** A drawer of single sentences that says where each token came from. */
    public TracedDrawer traced(Storage storage) {
      return Models.of(storage, model, decoding, drawsUnknown)
          .traced(key.seed(), key.replicate(), source.word(), maxLength);
    }

    /** Draws from the model, or from a shard of it. */
    public SentenceDrawer drawer(DecodedModel compiled) {
      return compiled.drawer(key.seed(), key.replicate(), source.word(), maxLength);
    }
  }

  @Override
  public long feed(Storage storage, ComponentSink counts) {
    SentenceDrawer drawer = corpus.drawer(storage);
    SentenceSink sink =
        (unit, tokens, start, end) ->
            counts.accept(corpus.component(unit), unit, tokens, start, end);
    boolean first = candidates == CounterWords.FIRST;
    if (first
        && selection instanceof Selection.Range range
        && range.from() <= from
        && range.to() >= to) {
      drawer.draw(from, to, sink);
      return drawer.truncated();
    }
    eachChunk((units, many) -> drawer.draw(i -> units[(int) i], many, sink));
    return drawer.truncated();
  }

  /** Calls {@code unit} with the counter word of every sentence, as often as it was selected. */
  public void eachUnit(LongConsumer unit) {
    eachChunk(
        (units, many) -> {
          for (int i = 0; i < many; i++) {
            unit.accept(units[i]);
          }
        });
  }

  /** Receives the counter words {@code units[0 .. many)}. */
  private interface Chunk {
    void accept(long[] units, int many);
  }

  private void eachChunk(Chunk chunk) {
    LongUnaryOperator words = candidates.words();
    int[] times = new int[STRIDE];
    long[] chosen = new long[STRIDE];
    for (long start = from; start < to; start += STRIDE) {
      int count = (int) Math.min(STRIDE, to - start);
      selection.multiplicities(start, count, times);
      // A sentence that is chosen twice is drawn twice, with the same result.
      int many = 0;
      for (int i = 0; i < count; i++) {
        long word = times[i] > 0 ? words.applyAsLong(start + i) : 0;
        for (int k = 0; k < times[i]; k++) {
          if (many == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * many);
          }
          chosen[many++] = word;
        }
      }
      chunk.accept(chosen, many);
    }
  }
}
