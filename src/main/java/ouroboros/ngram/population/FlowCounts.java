package ouroboros.ngram.population;

import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.text.Vocabulary;

/**
 * Turns the number of walkers that took each slot of a model into counts of n-grams. The tokens of
 * a context are found by walking to it from the start, so a model needs no list of its contexts.
 *
 * <p>Contexts are numbered in suffix order, so n-grams with the same last token are in order
 * already, and one distribution by last tokens sorts the table. Cost: three passes over the slots.
 */
final class FlowCounts {
  private final Sampler model;
  private final KeyLayout layout;

  /** [words, contexts] a key whose last tokens are the context; only of contexts with walkers. */
  private final long[][] histories;

  FlowCounts(Sampler model, KeyLayout layout) {
    this.model = model;
    this.layout = layout;
    histories = new long[layout.words()][model.contexts()];
  }

  /**
   * The counts.
   *
   * @param flows [slots] walkers
   * @param forced [contexts] walkers that were ended by force; empty for none
   */
  CountRun run(long[] flows, long[] forced) {
    boolean[] reached = reach(flows);
    int types = 0;
    for (int word : model.words) {
      types = Math.max(types, word + 1);
    }
    int[] start = new int[types + 1];
    for (int slot = 0; slot < flows.length; slot++) {
      start[model.words[slot] + 1] += flows[slot] > 0 ? 1 : 0;
    }
    for (int word = 0; word < types; word++) {
      start[word + 1] += start[word];
    }
    int size = start[types];
    long[][] keys = new long[layout.words()][size];
    long[] counts = new long[size];
    for (int c = 0; c < model.contexts(); c++) {
      for (int slot = model.offsets[c]; reached[c] && slot < model.offsets[c + 1]; slot++) {
        if (flows[slot] > 0) {
          int at = start[model.words[slot]]++;
          follow(histories, c, model.words[slot], keys, at);
          counts[at] = flows[slot];
        }
      }
    }
    CountRun run = ascending(new CountRun(layout, keys, counts, size));
    return forced.length == 0 ? run : CountMerge.sum(run, ends(forced));
  }

  /** The n-grams that end sentences by force. */
  private CountRun ends(long[] forced) {
    int size = 0;
    for (long many : forced) {
      size += many > 0 ? 1 : 0;
    }
    long[][] keys = new long[layout.words()][size];
    long[] counts = new long[size];
    int at = 0;
    for (int c = 0; c < forced.length; c++) {
      if (forced[c] > 0) {
        follow(histories, c, Vocabulary.EOS, keys, at);
        counts[at++] = forced[c];
      }
    }
    return ascending(new CountRun(layout, keys, counts, size));
  }

  private CountRun ascending(CountRun run) {
    for (int i = 1; i < run.size(); i++) {
      if (layout.compare(run.keys(), i - 1, run.keys(), i) >= 0) {
        throw new IllegalStateException(
            "contexts are not in suffix order at n-gram " + i + "; the model is broken");
      }
    }
    return run;
  }

  /** Writes the history of every context that a walker reached. Returns which these are. */
  private boolean[] reach(long[] flows) {
    boolean[] reached = new boolean[model.contexts()];
    int[] queue = new int[model.contexts()];
    int end = 0;
    for (int p = 0; p < layout.order(); p++) {
      histories[layout.word(p)][model.start] |= (long) Vocabulary.BOS << layout.shift(p);
    }
    reached[model.start] = true;
    queue[end++] = model.start;
    for (int i = 0; i < end; i++) {
      int c = queue[i];
      for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
        int next = model.next[slot];
        if (flows[slot] > 0 && next >= 0 && !reached[next]) {
          follow(histories, c, model.words[slot], histories, next);
          reached[next] = true;
          queue[end++] = next;
        }
      }
    }
    return reached;
  }

  private void follow(long[][] from, int i, int word, long[][] into, int at) {
    follow(layout, from, i, word, into, at);
  }

  /** Writes the key of a history and one more token; its oldest token is left out. */
  static void follow(KeyLayout layout, long[][] from, int i, int word, long[][] into, int at) {
    int last = layout.words() - 1;
    int top = layout.shift(0);
    long mask = layout.tokenMask();
    long carry = word;
    for (int w = 0; w <= last; w++) {
      long key = from[w][i];
      into[w][at] = key >>> layout.bits() | carry << top;
      carry = key & mask;
    }
    into[last][at] &= layout.lastWordMask();
  }
}
