package ouroboros.ngram.population;

import java.util.Iterator;
import java.util.List;
import ouroboros.ngram.count.ContextOrder;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GramList;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.ContextParts;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.Shards;
import ouroboros.text.Vocabulary;

/**
 * Turns what walkers did in one shard of a model into counts of n-grams. The contexts of a shard
 * are not connected, so their tokens are not found by walking to them; they are read from the table
 * that the model was fitted to. Sorted by context, its n-grams are the slots of the model in their
 * order. Cost: a scan of the table and a sort of the shard's n-grams, about 50 bytes for each.
 */
public final class ShardCounts {
  private final Sampler model;
  private final KeyLayout layout;

  /** The n-grams of the shard in suffix order. */
  private final GramList grams;

  private ShardCounts(Sampler model, KeyLayout layout, GramList grams) {
    this.model = model;
    this.layout = layout;
    this.grams = grams;
  }

  /**
   * The counts.
   *
   * @param table that the model was fitted to, in suffix order; its order is the model's
   * @param model one shard of the model, or a whole model
   * @param shards into which the model is divided
   * @param shard its number
   * @param flows how many walkers took each slot
   * @param forced how many were ended by force in each context, by its number in the shard
   */
  public static CountRun of(
      Iterator<CountRun> table,
      Sampler model,
      KeyLayout layout,
      Shards shards,
      int shard,
      CountRun flows,
      CountRun forced) {
    if (layout.order() != model.order()) {
      throw new IllegalArgumentException(
          "a model of order " + model.order() + " has no counts of order " + layout.order());
    }
    GramList grams = new GramList(layout);
    ContextParts contexts = ContextParts.ofShard(shards, layout, shard);
    while (table.hasNext()) {
      CountRun run = table.next();
      for (int i = 0; i < run.size(); i++) {
        // With order 1, all shards have the one context.
        int owner =
            layout.order() == 1 ? shard : contexts.part(layout, run.keys(), i, 1, layout.order());
        if (owner == shard) {
          grams.add(run.layout(), run.keys(), i, 0, 0);
        }
      }
    }
    return new ShardCounts(model, layout, grams).counts(flows, forced);
  }

  private CountRun counts(CountRun flows, CountRun forced) {
    ContextOrder sorted = ContextOrder.of(layout, grams.keys, grams.size);
    int[] from = sorted.order();
    long[][] ends = new long[layout.words()][forced.size()];
    GramList closed = new GramList(layout);
    int context = -1;
    int slot = 0;
    int flow = 0;
    int end = 0;
    for (int i = 0; i < grams.size; i++) {
      if (sorted.startsContext(i)) {
        context++;
        slot = model.offsets[context];
        if (end < forced.size() && forced.keys()[0][end] == context) {
          ended(from[i], ends, end++);
        }
      }
      // Decoding may have removed slots.
      boolean isThere = slot < model.offsets[context + 1];
      boolean isClosed = isThere && isClosed(slot, sorted, i);
      if (isClosed || (isThere && model.words[slot] == sorted.word(i))) {
        if (flow < flows.size() && flows.keys()[0][flow] == slot) {
          long count = flows.counts()[flow++];
          if (isClosed) {
            closed.add(layout, grams.keys, from[i], count, 0);
            end(closed.keys, closed.size - 1);
          } else {
            grams.counts[from[i]] = count;
          }
        }
        slot++;
      }
    }
    if (context + 1 != model.contexts() || flow < flows.size() || end < forced.size()) {
      throw new IllegalStateException(
          "the model has "
              + model.contexts()
              + " contexts, its table "
              + (context + 1)
              + "; the table is not that of the model");
    }
    return CountMerge.sum(
        layout,
        List.of(
            taken(),
            new CountRun(layout, ends, forced.counts(), forced.size()),
            new CountRun(layout, closed.keys, closed.counts, closed.size)));
  }

  /** Whether a sentence ends where the table has nothing but {@code <unk>}, which is not drawn. */
  private boolean isClosed(int slot, ContextOrder sorted, int i) {
    return model.words[slot] == Vocabulary.EOS
        && sorted.word(i) == Vocabulary.UNK
        && sorted.startsContext(i)
        && (i + 1 == grams.size || sorted.startsContext(i + 1));
  }

  /** Writes the n-gram that ends a sentence in the context of an n-gram. */
  private void ended(int gram, long[][] ends, int at) {
    for (int w = 0; w < ends.length; w++) {
      ends[w][at] = grams.keys[w][gram];
    }
    end(ends, at);
  }

  /** Makes {@code </s>} the last token of an n-gram. */
  private void end(long[][] keys, int at) {
    int shift = layout.shift(0);
    keys[0][at] &= ~(layout.tokenMask() << shift);
    keys[0][at] |= (long) Vocabulary.EOS << shift;
  }

  /** The n-grams that somebody took. */
  private CountRun taken() {
    int size = 0;
    for (int i = 0; i < grams.size; i++) {
      if (grams.counts[i] > 0) {
        for (long[] word : grams.keys) {
          word[size] = word[i];
        }
        grams.counts[size++] = grams.counts[i];
      }
    }
    return new CountRun(layout, grams.keys, grams.counts, size);
  }
}
