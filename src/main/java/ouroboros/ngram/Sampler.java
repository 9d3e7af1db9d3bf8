package ouroboros.ngram;

/**
 * A compiled n-gram model: flat arrays that a draw walks along, no look-up by key.
 *
 * <p>Contexts of all lengths are numbered, the empty one 0. Context c has the successors {@code
 * offsets[c] .. offsets[c + 1)}, its slots, in ascending order of their words; {@code cumulative}
 * counts run within a context. A slot knows the context that follows when its word is drawn, a
 * context knows the one that is shorter by its oldest token. Under maximum likelihood there is one
 * length of context and no shorter one.
 *
 * <p>Memory: 16 bytes a slot, 8 a context. Immutable; shared between threads.
 */
public final class Sampler {
  /** The context that follows {@code </s>}: none. */
  static final int END = -1;

  final int order;
  final int start;
  final int[] offsets;
  final long[] cumulative;
  final int[] words;
  final int[] next;
  final int[] shorter;
  final int[] levels;
  final Interpolation interpolation;

  /**
   * @param start the context of a sentence's first token
   * @param offsets [contexts + 1] first slot of each context
   * @param cumulative [slots] counts up to and with this slot, within its context
   * @param words [slots] the word that a slot draws
   * @param next [slots] the context that follows, or {@link #END}
   * @param shorter [contexts] the context without its oldest token; empty under maximum likelihood
   * @param levels [order + 1] first context of each length 0 .. order - 1, then how many contexts
   * @param interpolation what is taken from each count, and what stands below the unigrams
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
      Interpolation interpolation) {
    this.order = order;
    this.start = start;
    this.offsets = offsets;
    this.cumulative = cumulative;
    this.words = words;
    this.next = next;
    this.shorter = shorter;
    this.levels = levels;
    this.interpolation = interpolation;
  }

  /** The order of the model. */
  public int order() {
    return order;
  }

  /** How many successors all contexts have together. */
  public int slots() {
    return words.length;
  }

  /** How many contexts there are. */
  public int contexts() {
    return offsets.length - 1;
  }

  /** Bytes that the arrays take. */
  public long bytes() {
    return 16L * slots() + 4L * offsets.length + 4L * shorter.length;
  }

  /** The slot of a word in a context, or -1. */
  int find(int context, int word) {
    int at = java.util.Arrays.binarySearch(words, offsets[context], offsets[context + 1], word);
    return at < 0 ? -1 : at;
  }
}
