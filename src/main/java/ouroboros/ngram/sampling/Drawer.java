package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.random.Philox;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/**
 * Draws sentences from a compiled model, several at the same time.
 *
 * <p>Sentence u of generation g is a function of (model, seed, replicate, g, u): its tokens read
 * the Philox stream with that key and counter in order, one number per context that is visited. So
 * any sentence can be drawn alone. {@value #LANES} sentences, called lanes, are drawn at the same
 * time so that their cache misses overlap. Each round has three loops over the lanes: it computes a
 * random place in the context of each lane, searches the slot of each place, and takes one step in
 * each sentence. Only integers decide on a token. Not thread-safe.
 */
public final class Drawer implements SentenceDrawer {
  /** How many sentences are drawn at the same time. */
  static final int LANES = 32;

  private final Sampler model;
  private final long seed;
  private final long replicate;
  private final long generation;
  private final int maxLength;
  private final boolean drawsUnknown;
  private final @Nullable ModelShard shard;
  private long truncated;

  // One entry per lane.
  private final int[] context = new int[LANES];
  private final int[] top = new int[LANES];
  private final long[] unit = new long[LANES];
  private final long[] position = new long[LANES];
  private final long[] random = new long[4 * LANES];
  private final int[] used = new int[LANES];
  private final int[] length = new int[LANES];
  private final int[][] tokens = new int[LANES][64];
  private final long[] place = new long[LANES];
  private final long[] rest = new long[LANES];
  private final int[] low = new int[LANES];
  private final int[] width = new int[LANES];
  private final long[] total = new long[LANES];
  private final int[] word = new int[LANES];
  private final int[] follow = new int[LANES];
  private final int[] searching = new int[LANES];

  /**
   * @param generation the number g of the corpus S_g that is drawn
   * @param maxLength length at which a sentence is ended by force; 0 for no limit
   * @param drawsUnknown whether {@code <unk>} may be drawn; if not, the others share its mass
   */
  public Drawer(
      Sampler model,
      long seed,
      long replicate,
      long generation,
      int maxLength,
      boolean drawsUnknown) {
    this(model, null, seed, replicate, generation, maxLength, drawsUnknown);
  }

  /** Draws in one shard of a model; {@code shard} is null for a whole model. */
  Drawer(
      Sampler model,
      @Nullable ModelShard shard,
      long seed,
      long replicate,
      long generation,
      int maxLength,
      boolean drawsUnknown) {
    this.model = model;
    this.shard = shard;
    this.seed = seed;
    this.replicate = replicate;
    this.generation = generation;
    this.maxLength = maxLength;
    this.drawsUnknown = drawsUnknown;
  }

  @Override
  public long truncated() {
    return truncated;
  }

  @Override
  public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
    long[] begun = new long[1];
    run(
        lane -> begun[0] < many && begin(lane, units.applyAsLong(begun[0]++)),
        (lane, ended) -> sink.accept(unit[lane], tokens[lane], 0, length[lane]));
  }

  @Override
  public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
    int[] begun = new int[1];
    run(
        lane -> begun[0] < walkers.size() && resume(lane, walkers, begun[0]++),
        (lane, ended) -> {
          if (ended) {
            sink.ended(unit[lane], tokens[lane], length[lane]);
          } else {
            int numbers = Math.toIntExact(4 * (position[lane] - 1) + used[lane]);
            sink.left(context[lane], unit[lane], numbers, tokens[lane], length[lane]);
          }
        });
  }

  /** Takes the sentence of a lane that has ended, or whose context is in another shard. */
  private interface Leave {
    void accept(int lane, boolean ended);
  }

  /**
   * Draws until there is no further sentence and every lane is empty.
   *
   * @param enter puts the next sentence into a lane; false where there is none
   */
  private void run(IntPredicate enter, Leave leave) {
    int lanes = 0;
    while (lanes < LANES && enter.test(lanes)) {
      lanes++;
    }
    while (lanes > 0) {
      look(lanes);
      search(lanes);
      for (int lane = 0; lane < lanes; lane++) {
        boolean ended = step(lane);
        if (ended || context[lane] < 0) {
          leave.accept(lane, ended);
          if (!enter.test(lane)) {
            move(--lanes, lane);
            lane--;
          }
        }
      }
    }
  }

  private boolean begin(int lane, long number) {
    unit[lane] = number;
    position[lane] = 0;
    used[lane] = 4;
    length[lane] = 0;
    context[lane] = model.start;
    top[lane] = model.start;
    return true;
  }

  private boolean resume(int lane, UnfinishedSentences walkers, int at) {
    int numbers = walkers.numbers(at);
    unit[lane] = walkers.unit(at);
    position[lane] = (numbers + 3L) / 4;
    used[lane] = numbers - 4 * (int) (position[lane] - 1);
    if (used[lane] < 4) {
      draw(lane);
    }
    tokens[lane] = walkers.tokens(at, tokens[lane]);
    length[lane] = walkers.length(at);
    context[lane] = walkers.contextIn(shard, at, model.start);
    top[lane] = context[lane];
    return true;
  }

  /** Copies the last lane to an empty one. The last lane may be in the middle of a round. */
  private void move(int from, int to) {
    if (from == to) {
      return;
    }
    unit[to] = unit[from];
    position[to] = position[from];
    used[to] = used[from];
    length[to] = length[from];
    context[to] = context[from];
    top[to] = top[from];
    place[to] = place[from];
    rest[to] = rest[from];
    low[to] = low[from];
    word[to] = word[from];
    follow[to] = follow[from];
    System.arraycopy(random, 4 * from, random, 4 * to, 4);
    int[] swap = tokens[to];
    tokens[to] = tokens[from];
    tokens[from] = swap;
  }

  private long nextRandom(int lane) {
    int at = used[lane];
    if (at == 4) {
      position[lane]++;
      draw(lane);
      at = 0;
    }
    used[lane] = at + 1;
    return random[4 * lane + at];
  }

  /** Computes the block of four random numbers at a lane's position. */
  private void draw(int lane) {
    Philox.block(
        seed,
        replicate,
        position[lane],
        unit[lane],
        generation,
        Purpose.DRAW.code(),
        random,
        4 * lane);
  }

  /** Draws each lane's place in its context. Loops are short, so that the cache misses overlap. */
  private void look(int lanes) {
    int[] offsets = model.offsets;
    long[] cumulative = model.cumulative;
    for (int lane = 0; lane < lanes; lane++) {
      int c = context[lane];
      int start = offsets[c];
      low[lane] = start;
      width[lane] = offsets[c + 1] - start;
    }
    for (int lane = 0; lane < lanes; lane++) {
      total[lane] = cumulative[low[lane] + width[lane] - 1];
    }
    if (model.interpolation.widens) {
      for (int lane = 0; lane < lanes; lane++) {
        long added = model.interpolation.added(model.rule(context[lane]), width[lane]);
        total[lane] = Math.addExact(total[lane], added);
      }
    }
    for (int lane = 0; lane < lanes; lane++) {
      long u = nextRandom(lane);
      place[lane] = Philox.unsignedMultiplyHigh(u, total[lane]);
      rest[lane] = u * total[lane];
    }
  }

  /** Finds each lane's first slot whose cumulative count is above its place. */
  private void search(int lanes) {
    above(model.cumulative, place, low, width, searching, lanes);
    int[] words = model.words;
    int[] next = model.next;
    for (int lane = 0; lane < lanes; lane++) {
      word[lane] = words[low[lane]];
      follow[lane] = next[low[lane]];
    }
  }

  /**
   * Binary searches of several lanes, one step of each at a time.
   *
   * @param low [lanes] the first slot of each context; then the first slot whose cumulative count
   *     is above the place
   * @param width [lanes] how many slots the context has; used up
   * @param searching [lanes] scratch
   */
  static void above(
      long[] cumulative, long[] place, int[] low, int[] width, int[] searching, int lanes) {
    int open = 0;
    for (int lane = 0; lane < lanes; lane++) {
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
        // All ones where the middle is at or below the place, without a branch.
        long below = (cumulative[from + half - 1] - place[lane] - 1) >> 63;
        low[lane] = from + (half & (int) below);
        width[lane] = all - half;
        searching[still] = lane;
        still += (1 - all + half) >>> 31;
      }
      open = still;
    }
  }

  /** Takes one step, to the slot that the search found. Returns true when the sentence ends. */
  private boolean step(int lane) {
    int slot = low[lane];
    int c = context[lane];
    Interpolation interpolation = model.interpolation;
    if (!interpolation.none()) {
      long before = slot == model.offsets[c] ? 0 : model.cumulative[slot - 1];
      long count = model.cumulative[slot] - before;
      long inside = place[lane] - before;
      if (inside >= count) {
        // Behind the counts: the mass that smoothing adds, then what rounding up added.
        return interpolation.outside(model.rule(c), model.types(c), inside - count, rest[lane])
            ? false
            : shorten(lane, c);
      }
      if (inside < interpolation.most()
          && !interpolation.keeps(model.rule(c), count, inside, rest[lane])) {
        return shorten(lane, c);
      }
      if (word[lane] == Sampler.REST) {
        return shorten(lane, c);
      }
      if (interpolation.backsOff && c != top[lane]) {
        // In back-off, a shorter context draws only words that are not seen after the longer one.
        int longer = longer(lane, c);
        if (model.find(longer, model.words[slot]) >= 0) {
          return false;
        }
      }
    }
    return take(lane, word[lane], slot, c);
  }

  /** Goes to the context that is shorter by one token; below the empty one is the uniform draw. */
  private boolean shorten(int lane, int c) {
    if (c != 0) {
      context[lane] = model.shorter[c];
      return false;
    }
    int[] vocabulary = model.interpolation.vocabulary;
    int w = vocabulary[(int) Philox.unsignedMultiplyHigh(nextRandom(lane), vocabulary.length)];
    return take(lane, w, w == Vocabulary.EOS ? Sampler.END : model.find(0, w), 0);
  }

  /** The context whose next shorter context is {@code c}. */
  private int longer(int lane, int c) {
    int longer = top[lane];
    while (model.shorter[longer] != c) {
      longer = model.shorter[longer];
    }
    return longer;
  }

  /**
   * Appends a word. Returns true when the sentence ends.
   *
   * @param slot its slot in the context from which it was drawn; -1 for the uniform draw
   * @param from that context
   */
  private boolean take(int lane, int word, int slot, int from) {
    if (word == Vocabulary.UNK && !drawsUnknown) {
      // Start again with the full context: the other words share the mass of <unk> in proportion.
      context[lane] = top[lane];
      return false;
    }
    if (word == Vocabulary.EOS) {
      return true;
    }
    if (length[lane] == LONGEST) {
      throw SentenceDrawer.endless(unit[lane], generation);
    }
    if (length[lane] == tokens[lane].length) {
      tokens[lane] = Arrays.copyOf(tokens[lane], 2 * length[lane]);
    }
    tokens[lane][length[lane]++] = word;
    int follows = follows(lane, word, slot, from);
    context[lane] = follows;
    top[lane] = follows;
    if (length[lane] == maxLength) {
      truncated++;
      return true;
    }
    return false;
  }

  /** The longest context of the model that ends the history followed by this word. */
  private int follows(int lane, int word, int slot, int from) {
    if (from < model.levels[Math.max(0, model.order - 2)] && model.shorter.length > 0) {
      // The word was drawn from a short context, but it may be seen after a longer one too.
      for (int c = top[lane]; c != from; c = model.shorter[c]) {
        int found = model.find(c, word);
        if (found >= 0) {
          return model.next[found];
        }
      }
    }
    return slot == low[lane] ? follow[lane] : slot < 0 ? 0 : model.next[slot];
  }
}
