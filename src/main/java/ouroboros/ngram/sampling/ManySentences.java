package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * Scores many sentences under one model: the numbers of {@link TokenProbabilities.Walk#bits}, bit
 * for bit. {@value #LANES} sentences, called lanes, are scored at the same time, so that their
 * cache misses overlap: each round searches the next word of every lane in one context. A word of
 * the empty context is found by its number. Memory: four bytes for each word of the vocabulary. Not
 * thread-safe.
 */
public final class ManySentences {
  /** How many sentences are scored at the same time. */
  public static final int LANES = 32;

  /** A word that the empty context does not have, but the uniform distribution has. */
  private static final int ONLY_UNIFORM = -1;

  /** A word that the model cannot draw. */
  private static final int UNKNOWN = -2;

  private final TokenProbabilities table;
  private final Sampler model;

  /** [words] the slot of each word in the empty context, or one of the two above. */
  private final int[] unigrams;

  /** The probability of each word that the uniform distribution has. */
  private final double uniformProbability;

  // One entry per lane.
  private final int[] sentence = new int[LANES];
  private final int[][] tokens = new int[LANES][];

  /** The place of the word that is looked up; the length of the sentence for its end. */
  private final int[] at = new int[LANES];

  private final int[] word = new int[LANES];

  /** The longest context of the words before. */
  private final int[] top = new int[LANES];

  /** The context in which the word is looked up. */
  private final int[] context = new int[LANES];

  private final double[] factor = new double[LANES];
  private final double[] product = new double[LANES];
  private final double[] bits = new double[LANES];
  private final int[] low = new int[LANES];
  private final int[] width = new int[LANES];
  private final int[] searching = new int[LANES];

  ManySentences(TokenProbabilities table) {
    this.table = table;
    model = table.model();
    int from = model.offsets[0];
    int last = model.offsets[1] - 1;
    last -= last >= from && model.words[last] == Sampler.REST ? 1 : 0;
    int[] vocabulary = table.vocabulary();
    int words = last < from ? 0 : model.words[last] + 1;
    if (vocabulary.length > 0) {
      words = Math.max(words, vocabulary[vocabulary.length - 1] + 1);
    }
    unigrams = new int[words];
    Arrays.fill(unigrams, UNKNOWN);
    for (int type : vocabulary) {
      unigrams[type] = ONLY_UNIFORM;
    }
    for (int slot = from; slot <= last; slot++) {
      unigrams[model.words[slot]] = slot;
    }
    uniformProbability = 1.0 / vocabulary.length;
  }

  /**
   * Gives each of the sentences {@code [0, many)} its -log2 p, {@code </s>} included; infinite
   * where the model cannot draw it.
   *
   * @param closed one more than the highest id of the closed vocabulary; other ids are {@code
   *     <unk>}
   * @param into [at least many]
   */
  public void bits(int[][] sentences, int many, int closed, double[] into) {
    int begun = 0;
    int lanes = 0;
    while (begun < many && lanes < LANES) {
      begin(lanes++, sentences, begun++, closed);
    }
    while (lanes > 0) {
      search(lanes);
      for (int lane = 0; lane < lanes; lane++) {
        if (!step(lane, closed)) {
          continue;
        }
        into[sentence[lane]] = bits[lane];
        if (begun < many) {
          begin(lane, sentences, begun++, closed);
        } else {
          move(--lanes, lane);
          lane--;
        }
      }
    }
  }

  private void begin(int lane, int[][] sentences, int number, int closed) {
    sentence[lane] = number;
    tokens[lane] = sentences[number];
    at[lane] = 0;
    product[lane] = 1;
    bits[lane] = 0;
    top[lane] = model.start;
    look(lane, closed);
  }

  /** Begins to look up the word at the place of a lane. */
  private void look(int lane, int closed) {
    int[] text = tokens[lane];
    int i = at[lane];
    int next = i == text.length ? Vocabulary.EOS : text[i];
    look(lane, next, i < text.length && next >= closed);
  }

  private void look(int lane, int next, boolean isUnknown) {
    word[lane] = isUnknown ? Vocabulary.UNK : next;
    context[lane] = top[lane];
    factor[lane] = 1;
  }

  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    sentence[to] = sentence[from];
    tokens[to] = tokens[from];
    at[to] = at[from];
    word[to] = word[from];
    top[to] = top[from];
    context[to] = context[from];
    factor[to] = factor[from];
    product[to] = product[from];
    bits[to] = bits[from];
    low[to] = low[from];
    width[to] = width[from];
  }

  /** Finds the slot at which each lane's word is, if its context has it: a binary search. */
  private void search(int lanes) {
    int[] offsets = model.offsets;
    int[] words = model.words;
    int open = 0;
    for (int lane = 0; lane < lanes; lane++) {
      int c = context[lane];
      if (c == 0) {
        int slot = unigram(word[lane]);
        low[lane] = slot;
        width[lane] = slot < 0 ? 0 : 1;
      } else {
        low[lane] = offsets[c];
        width[lane] = offsets[c + 1] - offsets[c];
      }
      searching[open] = lane;
      open += width[lane] > 1 ? 1 : 0;
    }
    while (open > 0) {
      int still = 0;
      for (int i = 0; i < open; i++) {
        int lane = searching[i];
        int all = width[lane];
        int half = all >>> 1;
        int from = low[lane];
        // All ones where the middle has the word or a lower one, without a branch.
        int below = (words[from + half] - word[lane] - 1) >> 31;
        low[lane] = from + (half & below);
        width[lane] = all - half;
        searching[still] = lane;
        still += (1 - all + half) >>> 31;
      }
      open = still;
    }
  }

  private int unigram(int w) {
    return w < unigrams.length ? unigrams[w] : UNKNOWN;
  }

  /** p under the uniform distribution of a word that the empty context does not have. */
  private double uniform(int w) {
    return unigram(w) == ONLY_UNIFORM ? uniformProbability : 0;
  }

  /** Goes on with what the search found. Returns true when the sentence ends. */
  private boolean step(int lane, int closed) {
    int slot = low[lane];
    int c = context[lane];
    if (width[lane] > 0 && model.words[slot] == word[lane]) {
      top[lane] = model.next[slot];
      return take(lane, factor[lane] * table.seen(slot), closed);
    }
    factor[lane] *= table.unseen(c);
    if (c != 0 && model.shorter.length > 0) {
      context[lane] = model.shorter[c];
      return false;
    }
    double uniform = c == 0 ? uniform(word[lane]) : table.uniform(word[lane]);
    if (uniform > 0) {
      top[lane] = 0;
      return take(lane, factor[lane] * uniform, closed);
    }
    if (word[lane] != Vocabulary.UNK) {
      look(lane, Vocabulary.UNK, true);
      return false;
    }
    return take(lane, 0, closed);
  }

  /** Multiplies the probability of a word. Returns true when the sentence ends. */
  private boolean take(int lane, double p, int closed) {
    product[lane] *= p;
    boolean isEnd = at[lane] == tokens[lane].length;
    if (isEnd || product[lane] < TokenProbabilities.SMALL) {
      if (product[lane] == 0) {
        bits[lane] = Double.POSITIVE_INFINITY;
        return true;
      }
      bits[lane] -= StrictMath.log(product[lane]) / TokenProbabilities.LOG_2;
      product[lane] = 1;
    }
    if (!isEnd) {
      at[lane]++;
      look(lane, closed);
    }
    return isEnd;
  }
}
