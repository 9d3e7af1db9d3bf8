package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.random.CumulativeWeights;
import ouroboros.text.Vocabulary;

/**
 * A compiled n-gram model in flat arrays. To draw from it needs no look-up by key.
 *
 * <p>Contexts of all lengths are numbered; the empty context is 0. The successors of context c are
 * its slots, {@code offsets[c] .. offsets[c + 1)}, in ascending order of their words; {@code
 * cumulative} has their cumulative counts, which begin again in every context. A slot names the
 * context that follows when its word is drawn. A context names the context without its oldest
 * token. Under maximum likelihood all contexts have the same length, and there are no shorter ones.
 *
 * <p>Memory: 16 bytes per slot and 8 per context. Threads can share it.
 */
public final class Sampler {
  /** The value of {@code next} after {@code </s>}: no context follows. */
  static final int END = -1;

  /** The word of a slot that leads to the shorter context; it is higher than all words. */
  static final int REST = Integer.MAX_VALUE;

  final int order;
  public final int start;
  public final int[] offsets;
  public final long[] cumulative;
  public final int[] words;
  public final int[] next;
  public final int[] shorter;
  final int[] levels;
  final Interpolation interpolation;

  /** [contexts / 64] one bit per context: whether it uses the last rule; empty where none does. */
  public final long[] exceptions;

  /** What {@link #withoutUnknown} returns; null until then. */
  private volatile @Nullable Sampler withoutUnknown;

  /**
   * @param start the context of a sentence's first token; -1 if it is in another shard
   * @param offsets [contexts + 1] first slot of each context
   * @param cumulative [slots] the sum of the counts of a context up to this slot, included
   * @param words [slots] the word of each slot
   * @param next [slots] the context that follows, or {@link #END}; lower for one in another shard
   * @param shorter [contexts] the context without its oldest token; empty under maximum likelihood
   * @param levels [order + 1] first context of each length 0 .. order - 1, then the number of
   *     contexts
   * @param interpolation what is taken from each count, and the uniform distribution below the
   *     unigrams
   * @param exceptions one bit per context: whether it uses the last rule of {@code interpolation}
   */
  Sampler(
      int order,
      int start,
      int[] offsets,
      long[] cumulative,
      int[] words,
      int[] next,
      int[] shorter,
      int[] levels,
      Interpolation interpolation,
      long[] exceptions) {
    this.order = order;
    this.start = start;
    this.offsets = offsets;
    this.cumulative = cumulative;
    this.words = words;
    this.next = next;
    this.shorter = shorter;
    this.levels = levels;
    this.interpolation = interpolation;
    this.exceptions = exceptions;
  }

  /**
   * This model for drawing without {@code <unk>}: where nothing else follows a context and nothing
   * goes to a shorter one, the sentence ends. The model itself where there is no such context.
   * Cost: one pass over the contexts, once.
   */
  Sampler withoutUnknown() {
    Sampler known = withoutUnknown;
    if (known == null) {
      known = endingBeforeUnknown();
      withoutUnknown = known;
    }
    return known;
  }

  private Sampler endingBeforeUnknown() {
    int[] ends =
        IntStream.range(0, contexts())
            .filter(c -> offsets[c + 1] - offsets[c] == 1 && words[offsets[c]] == Vocabulary.UNK)
            .filter(c -> interpolation.none() || new Probabilities(this).given(c) == 0)
            .map(c -> offsets[c])
            .toArray();
    if (ends.length == 0) {
      return this;
    }
    int[] endingWords = words.clone();
    int[] endingNext = next.clone();
    for (int slot : ends) {
      endingWords[slot] = Vocabulary.EOS;
      endingNext[slot] = END;
    }
    return new Sampler(
        order,
        start,
        offsets,
        cumulative,
        endingWords,
        endingNext,
        shorter,
        levels,
        interpolation,
        exceptions);
  }

  /** The order of the model. */
  public int order() {
    return order;
  }

  /** How many slots all contexts have together. */
  public int slots() {
    return words.length;
  }

  /** How many contexts there are. */
  public int contexts() {
    return offsets.length - 1;
  }

  /** How many bytes the arrays take. */
  public long bytes() {
    return 16L * slots() + 4L * offsets.length + 4L * shorter.length + 8L * exceptions.length;
  }

  /** The slot of a word in a context, or -1. */
  int find(int context, int word) {
    return context == 0 ? unigram(word) : search(offsets[context], offsets[context + 1], word);
  }

  private int search(int from, int to, int word) {
    int at = Arrays.binarySearch(words, from, to, word);
    return at < 0 ? -1 : at;
  }

  /** The first slot in {@code [from, to)} whose cumulative count is above {@code place}. */
  int above(int from, int to, long place) {
    return CumulativeWeights.above(cumulative, from, to, place);
  }

  /**
   * Reads the middle slot of a context, so that it is in the cache when the context is searched.
   * Meant for loops over many contexts.
   */
  long ahead(int context) {
    int from = offsets[context];
    int end = offsets[context + 1];
    int middle = (from + end - 1) >>> 1;
    return from == end ? 0 : cumulative[middle] + words[middle] + next[middle];
  }

  /** The longest context of the model that ends a context followed by a word. */
  int follow(int context, int word) {
    for (int c = context; c != 0; c = shorter[c]) {
      int slot = find(c, word);
      if (slot >= 0) {
        return next[slot];
      }
      if (shorter.length == 0) {
        return 0;
      }
    }
    int slot = find(0, word);
    return slot < 0 ? 0 : next[slot];
  }

  /**
   * The slot of a word in the empty context, or -1. Ids of words have few gaps, so a word is at the
   * place where it would be without any, or a little before it: the search doubles its steps.
   */
  private int unigram(int word) {
    int from = offsets[0];
    int high = offsets[1] - 1;
    if (high < from || word < words[from]) {
      return -1;
    }
    high = Math.min(high, from + word - words[from]);
    int low = high;
    for (int step = 1; low > from && words[low] > word; step *= 2) {
      high = low;
      low = Math.max(from, low - step);
    }
    return words[low] == word ? low : search(low, high + 1, word);
  }

  /** How many distinct successors a context has. */
  int types(int context) {
    return offsets[context + 1] - offsets[context];
  }

  /** The sum of a context's counts. */
  long total(int context) {
    return cumulative[offsets[context + 1] - 1];
  }

  /** The count of a slot of a context. */
  long count(int context, int slot) {
    return cumulative[slot] - (slot == offsets[context] ? 0 : cumulative[slot - 1]);
  }

  /** How many tokens a context has. */
  int length(int context) {
    int length = 0;
    while (context >= levels[length + 1]) {
      length++;
    }
    return length;
  }

  /** The index of the rule of the interpolation that a context uses. */
  int rule(int context) {
    return isException(context) ? order : length(context);
  }

  boolean isException(int context) {
    return exceptions.length > 0 && (exceptions[context >>> 6] >>> (context & 63) & 1) != 0;
  }
}
