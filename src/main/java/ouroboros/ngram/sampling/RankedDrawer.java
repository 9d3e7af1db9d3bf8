package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.random.KeyedStream;
import ouroboros.text.Vocabulary;

/**
 * Draws sentences from a {@link RankedModel}, one after the other. It is needed where top-k or
 * top-p is used with smoothing, or where a penalty lowers the probability of words that the
 * sentence already contains.
 *
 * <p>With top-k or top-p, the words that are kept are listed by descending weight and one of them
 * is drawn. Cost: the number of words listed, times the order. With a penalty only, words are drawn
 * by rejection: a word is drawn without the penalty, and a word that the sentence already contains
 * is accepted with probability theta^-a. After {@value #TRIES} rejections the words are listed
 * until their weights reach a random share of the total. Sentences read the same Philox streams as
 * those of {@link Drawer}. Not thread-safe.
 */
final class RankedDrawer implements SentenceDrawer, TokenSource {
  private static final int TRIES = 64;

  /** The most words in all remembered lists together. */
  private static final int MOST_KNOWN = 1 << 21;

  private final Decoding decoding;
  private final @Nullable ModelShard shard;
  private final Sampler sampler;
  private final RankedWords words;
  private final KeyedStream random;
  private final long generation;
  private final int maxLength;
  private final double left;

  /** theta^-a in units of 2^-64, unsigned. */
  private final long stays;

  private final boolean drawsUnknown;
  private long truncated;
  private int[] tokens = new int[64];
  private int length;

  private KeptWords kept = new KeptWords();

  /** Lists by context, remembered where they do not depend on the sentence. */
  private final Map<Integer, KeptWords> known = new HashMap<>();

  private int knownWords;

  // The word that was drawn last, and the context that follows it.
  private int word;
  private int follows;

  RankedDrawer(
      RankedModel model,
      @Nullable ModelShard shard,
      Decoding decoding,
      KeyedStream random,
      long generation,
      int maxLength) {
    this.decoding = decoding;
    this.shard = shard;
    this.random = random;
    this.generation = generation;
    this.maxLength = maxLength;
    sampler = model.sampler;
    drawsUnknown = model.tempered.drawsUnknown;
    left = decoding.left();
    stays = left == 1 ? -1 : (long) (left * 0x1p63) << 1;
    words = new RankedWords(model, left);
  }

  @Override
  public long truncated() {
    return truncated;
  }

  @Override
  public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
    for (long i = 0; i < many; i++) {
      long unit = units.applyAsLong(i);
      random.seek(unit, 0);
      words.begin();
      length = 0;
      move(unit, sampler.start);
      sink.accept(unit, tokens, 0, length);
    }
  }

  @Override
  public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
    for (int i = 0; i < walkers.size(); i++) {
      long unit = walkers.unit(i);
      random.seek(unit, walkers.numbers(i));
      words.begin();
      tokens = walkers.tokens(i, tokens);
      length = walkers.length(i);
      for (int at = 0; at < length; at++) {
        words.say(tokens[at]);
      }
      int context = move(unit, walkers.contextIn(shard, i, sampler.start));
      if (context == Sampler.END) {
        sink.ended(unit, tokens, length);
      } else {
        int numbers = Math.toIntExact(random.used());
        sink.left(context, unit, numbers, tokens, length);
      }
    }
  }

  @Override
  public void begin() {
    words.begin();
  }

  @Override
  public void say(int said) {
    words.say(said);
  }

  @Override
  public int token(int context) {
    draw(context);
    return word;
  }

  /**
   * Appends tokens until the sentence ends or its context is in another shard. Returns {@link
   * Sampler#END}, or that context, as {@link ModelShard} names it.
   */
  private int move(long unit, int from) {
    int context = from;
    while (context >= 0) {
      draw(context);
      if (word == Vocabulary.EOS) {
        return Sampler.END;
      }
      if (length == LONGEST) {
        throw SentenceDrawer.endless(unit, generation);
      }
      if (length == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * length);
      }
      tokens[length++] = word;
      words.say(word);
      if (length == maxLength) {
        truncated++;
        return Sampler.END;
      }
      context = follows;
    }
    return context;
  }

  private void draw(int context) {
    if (decoding.truncates()) {
      list(context);
      int at = kept.above(unit() * kept.sum());
      word = kept.words[at];
      follows = kept.follows[at];
      return;
    }
    for (int i = 0; i < TRIES; i++) {
      unpenalised(context);
      if (!words.isSaid(word) || Long.compareUnsigned(random.nextLong(), stays) < 0) {
        return;
      }
    }
    words.open(context);
    double place = unit() * words.total();
    double sum = 0;
    while (sum <= place && words.next()) {
      sum += words.weight();
      word = words.word();
      follows = words.follows();
    }
  }

  /** A random number in [0, 1). */
  private double unit() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** Sets {@link #kept} to the list of the words that are kept after a context. */
  private void list(int context) {
    if (decoding.penalises()) {
      list(context, kept);
      return;
    }
    KeptWords found = known.get(context);
    if (found == null) {
      found = new KeptWords();
      list(context, found);
      knownWords += found.size();
      if (knownWords > MOST_KNOWN) {
        known.clear();
        knownWords = found.size();
      }
      known.put(context, found);
    }
    kept = found;
  }

  private void list(int context, KeptWords to) {
    list(words, decoding, context, to);
  }

  /** Writes the words that top-k and top-p keep after a context, by descending weight. */
  static void list(RankedWords words, Decoding decoding, int context, KeptWords to) {
    words.open(context);
    int most = decoding.topK() == 0 ? Integer.MAX_VALUE : decoding.topK();
    boolean byMass = decoding.topK() == 0 && decoding.topP() < 1;
    double enough = byMass ? decoding.topP() * words.total() : Double.POSITIVE_INFINITY;
    to.clear();
    while (to.size() < most && to.sum() < enough && words.next()) {
      to.add(words.word(), words.follows(), words.weight());
    }
    if (decoding.topK() > 0 && decoding.topP() < 1) {
      to.cut(decoding.topP() * to.sum());
    }
  }

  /** Draws a word without the penalty. */
  private void unpenalised(int context) {
    int longer = -1;
    int c = context;
    while (true) {
      int from = sampler.offsets[c];
      long place = random.below(sampler.total(c));
      int slot = sampler.above(from, sampler.offsets[c + 1], place);
      word = sampler.words[slot];
      follows = sampler.next[slot];
      if (word == Sampler.REST) {
        if (c == 0) {
          int[] unseen = sampler.interpolation.vocabulary;
          word = unseen[(int) random.below(unseen.length)];
          follows = 0;
          return;
        }
        longer = c;
        c = sampler.shorter[c];
      } else if (word == Vocabulary.UNK && !drawsUnknown) {
        // Where the counts are drawn from as they are, they have <unk> too.
        longer = -1;
        c = context;
      } else if (longer < 0 || sampler.find(longer, word) < 0) {
        return;
      }
    }
  }
}
