package ouroboros.ngram.sampling;

import java.util.Arrays;
import ouroboros.text.Vocabulary;

/**
 * The words behind a context by falling weight, one at a time: the heads of its own list and of
 * those of all shorter contexts, of which each speaks only for what longer ones have not seen, and
 * of the words that the sentence already has, whose weight is a share of what it was.
 *
 * <p>Cost of a word: a comparison an order, and a search in a longer context for each word that it
 * has seen; to open a context, a search an order for each word of the sentence. Not thread-safe.
 */
final class RankedWords {
  private final RankedModel ranked;
  private final Tempered tempered;
  private final Sampler model;
  private final double left;

  // The chain of contexts, longest first, the types below the unigrams behind all.
  private final int[] chain;
  private final double[] factors;
  private final int[] at;
  private final int[] heads;
  private int links;
  private int belowAt;
  private double belowFactor;

  // The words of the sentence, ascending.
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
   * @param left what is left of the weight of a word that the sentence already has; 1 for all
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

  /** Begins a sentence. */
  void begin() {
    for (int i = 0; i < saidMany; i++) {
      isSaid[said[i]] = false;
    }
    saidMany = 0;
  }

  /** The sentence has this word from now on. */
  void say(int token) {
    if (left == 1 || isSaid(token)) {
      return;
    }
    if (token >= isSaid.length) {
      // Said in another shard of the model.
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

  /** Whether the sentence has a word. */
  boolean isSaid(int token) {
    return token < isSaid.length && isSaid[token];
  }

  /** Goes before the first word behind a context. */
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

  /** The weight of a word, unpenalised; its slot, or -1, stands in {@link #slot}. */
  private double weigh(int token) {
    for (int i = 0; i < links; i++) {
      slot = model.find(chain[i], token);
      if (slot >= 0) {
        return factors[i] * tempered.weights[slot];
      }
    }
    return Arrays.binarySearch(tempered.unseen, token) >= 0 ? belowFactor : 0;
  }

  /** The sum of all weights behind the context. */
  double total() {
    return total;
  }

  /** Goes to the next word; false where none with a weight is left. */
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

  /** Whether a candidate is better than the best so far, which it then is. */
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

  /** The best slot of a link that nobody else speaks for; -1 where none is left. */
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
