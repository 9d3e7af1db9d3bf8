package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * Enumerates the words after a context by descending weight, one at a time. It merges sorted lists:
 * that of the context, those of all shorter contexts (without the words that are seen after longer
 * ones), the types below the unigrams, and the words that the sentence already contains, whose
 * weights are lowered by the penalty.
 *
 * <p>Cost of a word: one comparison per order, and one search for each word that is skipped because
 * a longer context has it. Cost of opening a context: with a penalty, one search per order for each
 * word of the sentence. Not thread-safe.
 */
final class RankedWords {
  private final RankedModel ranked;
  private final Tempered tempered;
  private final Sampler model;
  private final double left;

  // The contexts whose lists are merged, the longest first; the types below the unigrams come
  // last.
  private final int[] chain;
  private final double[] factors;
  private final int[] at;
  private final int[] heads;
  private int links;
  private int belowAt;
  private double belowFactor;

  // The words that the sentence already contains, ascending.
  private boolean[] isSaid;
  private int[] said = new int[16];
  private int saidMany;
  private int[] saidRank = new int[0];
  private long[] saidWeight = new long[16];
  private int[] saidSlot = new int[16];
  private int saidAt;

  private double total;
  private int word;
  private int slot;
  private double weight;

  /**
   * @param left factor for the weight of a word that the sentence already contains; 1 for no
   *     penalty
   */
  RankedWords(RankedModel ranked, double left) {
    this.ranked = ranked;
    this.left = left;
    tempered = ranked.tempered;
    model = tempered.model;
    chain = new int[model.order + 1];
    factors = new double[model.order + 1];
    at = new int[model.order + 1];
    heads = new int[model.order + 1];
    int highest = Arrays.stream(model.words).max().orElse(0);
    highest = Math.max(highest, Arrays.stream(tempered.unseen).max().orElse(0));
    isSaid = new boolean[highest + 1];
  }

  /** Begins a new sentence. */
  void begin() {
    for (int i = 0; i < saidMany; i++) {
      isSaid[said[i]] = false;
    }
    saidMany = 0;
  }

  /** Notes that the sentence contains this word. */
  void say(int token) {
    if (left == 1 || isSaid(token)) {
      return;
    }
    if (token >= isSaid.length) {
      // The word was drawn in another shard of the model and may be new here.
      isSaid = Arrays.copyOf(isSaid, token + 1);
    }
    if (saidMany == said.length) {
      said = Arrays.copyOf(said, 2 * saidMany);
      saidSlot = Arrays.copyOf(saidSlot, 2 * saidMany);
      saidWeight = new long[2 * saidMany];
    }
    isSaid[token] = true;
    int place = saidMany++;
    for (; place > 0 && said[place - 1] > token; place--) {
      said[place] = said[place - 1];
    }
    said[place] = token;
  }

  /** Whether the sentence already contains a word. */
  boolean isSaid(int token) {
    return token < isSaid.length && isSaid[token];
  }

  /** Opens a context; {@link #next} then goes to its first word. */
  void open(int context) {
    links = 0;
    double factor = 1;
    total = tempered.totals[context];
    for (int c = context; factor > 0; ) {
      chain[links] = c;
      factors[links] = factor;
      at[links] = model.offsets[c];
      heads[links] = head(links);
      links++;
      factor *= tempered.gives[c];
      if (c == 0 || factor == 0) {
        break;
      }
      c = model.shorter[c];
    }
    belowFactor = factor;
    belowAt = 0;
    weighSaid();
  }

  private void weighSaid() {
    int[] places = new int[saidMany];
    for (int i = 0; i < saidMany; i++) {
      double whole = weigh(said[i]);
      saidSlot[i] = slot;
      total -= whole - left * whole;
      places[i] = i;
      saidWeight[i] = Double.doubleToRawLongBits(left * whole);
    }
    saidRank = saidMany == 0 ? places : Descending.best(places, saidWeight, saidMany);
    saidAt = 0;
  }

  /** The weight of a word without the penalty. Sets {@link #slot} to its slot, or to -1. */
  private double weigh(int token) {
    for (int i = 0; i < links; i++) {
      slot = model.find(chain[i], token);
      if (slot >= 0) {
        return factors[i] * tempered.weights[slot];
      }
    }
    return Arrays.binarySearch(tempered.unseen, token) >= 0 ? belowFactor : 0;
  }

  /** The sum of the weights of all words after the context. */
  double total() {
    return total;
  }

  /** Goes to the next word; false where no word with a weight above 0 is left. */
  boolean next() {
    word = Sampler.REST;
    weight = 0;
    int from = -1;
    for (int i = 0; i < links; i++) {
      int head = heads[i];
      if (head >= 0 && takes(factors[i] * tempered.weights[head], model.words[head])) {
        slot = head;
        from = i;
      }
    }
    while (belowAt < tempered.unseen.length && isSaid[tempered.unseen[belowAt]]) {
      belowAt++;
    }
    if (belowAt < tempered.unseen.length && takes(belowFactor, tempered.unseen[belowAt])) {
      slot = -1;
      from = links;
    }
    if (saidAt < saidMany) {
      int best = saidRank[saidAt];
      if (takes(Double.longBitsToDouble(saidWeight[best]), said[best])) {
        slot = saidSlot[best];
        from = links + 1;
      }
    }
    advance(from);
    return from >= 0;
  }

  /** Makes a candidate the best word so far if it is better. Returns whether it was. */
  private boolean takes(double candidate, int candidateWord) {
    if (candidate > weight || (candidate == weight && candidate > 0 && candidateWord < word)) {
      weight = candidate;
      word = candidateWord;
      return true;
    }
    return false;
  }

  private void advance(int from) {
    if (from < 0) {
      return;
    }
    if (from < links) {
      at[from]++;
      heads[from] = head(from);
    } else if (from == links) {
      belowAt++;
    } else {
      saidAt++;
    }
  }

  /**
   * The slot with the highest weight in a list whose word is neither in the sentence nor seen after
   * the longer context; -1 where none is left.
   */
  private int head(int link) {
    int end = model.offsets[chain[link] + 1];
    while (at[link] < end) {
      int candidate = ranked.byWeight[at[link]];
      int token = model.words[candidate];
      if (!isSaid[token] && (link == 0 || model.find(chain[link - 1], token) < 0)) {
        return candidate;
      }
      at[link]++;
    }
    return -1;
  }

  int word() {
    return word;
  }

  double weight() {
    return weight;
  }

  /** The context that follows the word, or {@link Sampler#END}. */
  int follows() {
    return word == Vocabulary.EOS ? Sampler.END : slot < 0 ? 0 : model.next[slot];
  }
}
