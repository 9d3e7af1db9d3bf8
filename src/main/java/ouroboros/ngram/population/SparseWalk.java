package ouroboros.ngram.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.TokenSplit;
import ouroboros.random.KeyedStream;
import ouroboros.text.Vocabulary;

/**
 * A population of a model with smoothing that has too many histories to compile them all. Only
 * histories with walkers are in memory, as sorted lists. In a round every walker takes one step;
 * the n-grams that were taken, sorted, are the frontier of the next round, because those with the
 * same last order - 1 tokens, which is a history, are neighbours.
 *
 * <p>Random numbers are keyed by the round and the rank of the history among those of the round, so
 * the bits depend on nothing but the model and the draw. How many n-grams there are grows with the
 * number of sentences, up to types^order; {@link #support} estimates it before.
 *
 * <p>Cost: in one thread, about a microsecond for each history of each round and each walker that
 * draws alone. So it is faster than single sentences where many walkers share their histories.
 * Memory: {@value #BYTES} bytes for each distinct n-gram, times one more than the longs of its key.
 */
public final class SparseWalk {
  /** Bytes of an n-gram for each long of its key and its count, in all lists together. */
  public static final int BYTES = 40;

  /** How many sentences are drawn to estimate how many n-grams there will be. */
  private static final int PILOT = 1 << 15;

  private static final int BUFFERED = 1 << 20;

  private final TokenSplit tokens;
  private final KeyLayout layout;
  private final PopulationDraw draw;
  private final KeyedStream random;

  /** The most n-grams that the memory holds. */
  private final long most;

  private final List<CountRun> taken = new ArrayList<>();
  private final int[] history;
  private long moved;
  private long truncated;

  // What a round has taken: the n-gram before, the token, how many.
  private int[] sources = new int[1024];
  private int[] words = new int[1024];
  private long[] counts = new long[1024];
  private int size;

  // What the walkers of one history have drawn.
  private int[] drawn = new int[64];
  private long[] many = new long[64];
  private int draws;

  private SparseWalk(
      TokenSplit tokens, KeyLayout layout, PopulationDraw draw, KeyedStream random, long most) {
    this.tokens = tokens;
    this.layout = layout;
    this.draw = draw;
    this.random = random;
    this.most = most;
    history = new int[Math.max(0, layout.order() - 1)];
  }

  /** Makes the splitter of a model for random numbers. */
  public interface Splitter {
    /** Splits with these random numbers. */
    TokenSplit with(KeyedStream random);
  }

  /**
   * Draws a generation.
   *
   * @param memory bytes that its lists may take
   * @throws IllegalStateException if they would take more
   */
  public static PopulationCounts draw(
      Splitter splitter, KeyLayout layout, PopulationDraw draw, double memory) {
    KeyedStream random = draw.stream(0);
    long most = (long) (memory / bytes(layout));
    return new SparseWalk(splitter.with(random), layout, draw, random, most).walk();
  }

  /** Bytes for each distinct n-gram. */
  public static long bytes(KeyLayout layout) {
    return (long) BYTES * (layout.words() + 1);
  }

  /**
   * About how many distinct n-grams a generation has, rather too many. New n-grams become rarer the
   * more sentences are drawn, so after a pilot every further sentence has at most as many as the
   * last one of the pilot, which is the number of n-grams that the pilot has once, for each of its
   * sentences (Good 1953).
   *
   * @see <a href="https://doi.org/10.1093/biomet/40.3-4.237">Good 1953</a>
   */
  public static double support(DecodedModel model, KeyLayout layout, PopulationDraw draw) {
    long pilot = Math.min(PILOT, draw.sentences());
    NgramCounter counter = new NgramCounter(layout, BUFFERED);
    model
        .drawer(draw.key().seed(), draw.key().replicate(), draw.generation(), draw.maxLength())
        .draw(0, pilot, counter);
    CountRun counts = counter.finish();
    long once = 0;
    for (int i = 0; i < counts.size(); i++) {
      once += counts.counts()[i] == 1 ? 1 : 0;
    }
    double each = once / (double) Math.max(1, pilot);
    return counts.size() + each * (double) (draw.sentences() - pilot);
  }

  /** Why so many n-grams are too many for a memory. */
  public static IllegalStateException tooMany(
      double ngrams, KeyLayout layout, PopulationDraw draw, double memory) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "sampling.backend population: with smoothing, new n-grams come with every sentence:"
                + " %,d sentences have about %.3g n-grams of order %d, which take up to %.3g GB"
                + " while walkers move, and %.3g GB of this process may go to them: start with more"
                + " memory (--driver-memory, or --executor-memory on a cluster), lower size or"
                + " family.order, or choose sampling.backend sentences",
            draw.sentences(),
            ngrams,
            layout.order(),
            ngrams * bytes(layout) / 1e9,
            memory / 1e9));
  }

  private PopulationCounts walk() {
    CountRun frontier = start();
    for (long round = 0; frontier.size() > 0; round++) {
      if (round == SentenceDrawer.LONGEST && round != draw.maxLength()) {
        throw SentenceDrawer.endless(0, draw.number());
      }
      CountRun took = step(round, frontier);
      add(took);
      frontier = took;
    }
    return new PopulationCounts(CountMerge.sum(layout, taken), truncated);
  }

  /** All sentences after {@code <s>}; not an n-gram that is counted. */
  private CountRun start() {
    long[][] keys = new long[layout.words()][1];
    for (int p = 0; p < layout.order(); p++) {
      keys[layout.word(p)][0] |= (long) Vocabulary.BOS << layout.shift(p);
    }
    return new CountRun(layout, keys, new long[] {draw.sentences()}, draw.sentences() > 0 ? 1 : 0);
  }

  /** Everybody whose sentence has not ended takes a step. */
  private CountRun step(long round, CountRun grams) {
    size = 0;
    boolean isLast = draw.maxLength() > 0 && round == draw.maxLength();
    int rank = 0;
    int i = 0;
    while (i < grams.size()) {
      int first = i;
      long walkers = 0;
      while (i < grams.size()
          && (i == first
              || layout.shared(grams.keys(), i, grams.keys(), first) >= layout.order() - 1)) {
        boolean hasEnded = layout.token(grams.keys(), i, 0) == Vocabulary.EOS;
        walkers += hasEnded ? 0 : grams.counts()[i];
        i++;
      }
      if (walkers == 0) {
        continue;
      }
      if (moved + walkers < 0) {
        throw draw.overflow();
      }
      moved += walkers;
      if (isLast) {
        truncated += walkers;
        put(first, Vocabulary.EOS, walkers);
      } else {
        for (int p = 0; p < history.length; p++) {
          history[p] = layout.token(grams.keys(), first, p);
        }
        random.seek(draw.word(round, rank));
        split(first, tokens.context(history, history.length), walkers);
      }
      rank++;
    }
    return sorted(grams);
  }

  private void split(int source, int context, long walkers) {
    draws = 0;
    tokens.split(
        context,
        walkers,
        (word, count) -> {
          if (draws == drawn.length) {
            drawn = Arrays.copyOf(drawn, 2 * draws);
            many = Arrays.copyOf(many, 2 * draws);
          }
          drawn[draws] = word;
          many[draws++] = count;
        });
    long[] places = new long[draws];
    for (int i = 0; i < draws; i++) {
      places[i] = (long) drawn[i] << 32 | i;
    }
    Arrays.sort(places);
    int before = size;
    for (long place : places) {
      int word = (int) (place >>> 32);
      if (size > before && words[size - 1] == word) {
        counts[size - 1] += many[(int) place];
      } else {
        put(source, word, many[(int) place]);
      }
    }
  }

  private void put(int source, int word, long count) {
    if (size == words.length) {
      check((long) size + 1);
      int longer = (int) Math.min(Integer.MAX_VALUE - 8, 2L * size);
      sources = Arrays.copyOf(sources, longer);
      words = Arrays.copyOf(words, longer);
      counts = Arrays.copyOf(counts, longer);
    }
    sources[size] = source;
    words[size] = word;
    counts[size++] = count;
  }

  /** The n-grams of a round in suffix order: their histories are in order already. */
  private CountRun sorted(CountRun grams) {
    int types = 0;
    for (int i = 0; i < size; i++) {
      types = Math.max(types, words[i] + 1);
    }
    int[] start = new int[types + 1];
    for (int i = 0; i < size; i++) {
      start[words[i] + 1]++;
    }
    for (int word = 0; word < types; word++) {
      start[word + 1] += start[word];
    }
    long[][] keys = new long[layout.words()][size];
    long[] sums = new long[size];
    for (int i = 0; i < size; i++) {
      int at = start[words[i]]++;
      FlowCounts.follow(layout, grams.keys(), sources[i], words[i], keys, at);
      sums[at] = counts[i];
    }
    return new CountRun(layout, keys, sums, size);
  }

  /** Adds the n-grams of a round; lists of similar size are merged. */
  private void add(CountRun run) {
    taken.add(run);
    int last = taken.size() - 1;
    while (last > 0 && taken.get(last - 1).size() < 2L * taken.get(last).size()) {
      taken.set(last - 1, CountMerge.sum(taken.get(last - 1), taken.get(last)));
      taken.remove(last--);
    }
    check(0);
  }

  private void check(long more) {
    long all = more;
    for (CountRun run : taken) {
      all += run.size();
    }
    if (all > most) {
      throw tooMany((double) all, layout, draw, (double) most * bytes(layout));
    }
  }
}
