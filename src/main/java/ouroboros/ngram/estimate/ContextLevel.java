package ouroboros.ngram.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.ContextOrder;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.heldout.HeldOutBuilder;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * The second pass of an estimation: normalises the n-grams of one order whose contexts are in one
 * part, in context order.
 *
 * <p>{@link Discounts} defines p(w | h) and the back-off weight of h. A part has all contexts that
 * end in its tokens. So the shorter context of every context is in the same part, one level below,
 * and one pass goes through both levels in parallel. Cost: a radix sort and one pass.
 */
public final class ContextLevel {
  private final int n;
  private final UnigramLevel unigrams;
  private final @Nullable ContextLevel below;
  private final KeyLayout layout;
  private final KeyLayout contextLayout;
  private final long[][] keys;
  private final long[] codes;
  private final int size;

  /** [size] for each place in context order, the index of the n-gram in suffix order. */
  private final int[] order;

  private final int[] words;
  private final double[] p;

  private final int contexts;
  private final int[] starts;
  private final long[][] contextKeys;
  private final double[] backOff;

  /** [contexts] given(h) / mass(h). */
  private final double[] given;

  private ContextLevel(
      int n, UnigramLevel unigrams, @Nullable ContextLevel below, int bits, List<CountRun> runs) {
    this.n = n;
    this.unigrams = unigrams;
    this.below = below;
    layout = KeyLayout.ofBits(n, bits);
    contextLayout = KeyLayout.ofBits(n - 1, bits);
    List<CountRun> ascending = ascending(runs);
    size = ascending.stream().mapToInt(CountRun::size).reduce(0, Math::addExact);
    keys = new long[layout.words()][size];
    codes = new long[size];
    int at = 0;
    for (CountRun run : ascending) {
      for (int w = 0; w < keys.length; w++) {
        System.arraycopy(run.keys()[w], 0, keys[w], at, run.size());
      }
      System.arraycopy(run.counts(), 0, codes, at, run.size());
      at += run.size();
    }
    ContextOrder sorted = ContextOrder.of(layout, keys, size);
    order = sorted.order();
    words = new int[size];
    int many = 0;
    for (int i = 0; i < size; i++) {
      words[i] = sorted.word(i);
      many += sorted.startsContext(i) ? 1 : 0;
    }
    contexts = many;
    starts = new int[contexts + 1];
    contextKeys = new long[contextLayout.words()][contexts];
    int c = 0;
    for (int i = 0; i < size; i++) {
      if (sorted.startsContext(i)) {
        starts[c] = i;
        HeldOutBuilder.contextOf(layout, keys, order[i], contextLayout, contextKeys, c++);
      }
    }
    starts[contexts] = size;
    p = new double[size];
    backOff = new double[contexts];
    given = new double[contexts];
  }

  /**
   * The same n-grams in ascending runs. Those of several key ranges are between the n-grams of the
   * others.
   */
  private List<CountRun> ascending(List<CountRun> runs) {
    List<CountRun> ascending = new ArrayList<>(runs);
    ascending.removeIf(run -> run.size() == 0);
    ascending.sort(
        Comparator.comparing(run -> run, (a, b) -> layout.compare(a.keys(), 0, b.keys(), 0)));
    for (int i = 1; i < ascending.size(); i++) {
      CountRun before = ascending.get(i - 1);
      if (layout.compare(before.keys(), before.size() - 1, ascending.get(i).keys(), 0) > 0) {
        return List.of(CountMerge.sum(layout, ascending));
      }
    }
    return ascending;
  }

  /**
   * Normalises one level.
   *
   * @param n the order, 2 or more
   * @param below the level of order n - 1 of the same part; null for order 2, whose shorter context
   *     is empty
   * @param runs the n-grams that {@link AdjustedCounts} of all ranges gave for this part, in any
   *     order
   */
  public static ContextLevel of(
      int n, UnigramLevel unigrams, @Nullable ContextLevel below, int bits, List<CountRun> runs) {
    ContextLevel level = new ContextLevel(n, unigrams, below, bits, runs);
    level.normalise();
    return level;
  }

  private void normalise() {
    long[] byCount = new long[Smoothing.COUNTS_OF_COUNTS];
    long[][] scratch = new long[contextLayout.words()][1];
    int shorter = 0;
    for (int c = 0; c < contexts; c++) {
      java.util.Arrays.fill(byCount, 0);
      long total = 0;
      long pruned = 0;
      int stay = 0;
      for (int i = starts[c]; i < starts[c + 1]; i++) {
        long code = codes[order[i]];
        long count = code >>> 1;
        total += count;
        if ((code & 1) != 0) {
          pruned += count;
        } else {
          byCount[(int) Math.min(count, byCount.length - 1)]++;
          stay++;
        }
      }
      boolean fromStart = contextLayout.token(contextKeys, c, n - 2) == Vocabulary.BOS;
      Discounts d = fromStart ? unigrams.starting(n) : unigrams.discounts(n);
      int types = starts[c + 1] - starts[c];
      double mass = d.mass(total, types);
      double gives = d.given(total - pruned, types, byCount, 1, byCount.length - 1) + pruned;
      shorter = shorter(c, shorter, scratch);
      if (unigrams.smoothing().backsOff()) {
        backOff(c, shorter, d, mass, gives, stay);
      } else {
        interpolate(c, shorter, d, mass, gives);
      }
    }
  }

  /**
   * The index, one level below, of context c without its oldest token. The search begins at {@code
   * from}, because both levels are ascending.
   */
  private int shorter(int c, int from, long[][] scratch) {
    if (below == null) {
      return 0;
    }
    contextLayout.truncate(contextKeys, c, below.contextLayout, scratch, 0);
    int at = from;
    while (at < below.contexts
        && below.contextLayout.compare(below.contextKeys, at, scratch, 0) < 0) {
      at++;
    }
    if (at == below.contexts
        || below.contextLayout.compare(below.contextKeys, at, scratch, 0) != 0) {
      throw new IllegalStateException("a context's suffix is missing from its part");
    }
    return at;
  }

  private void interpolate(int c, int shorter, Discounts d, double mass, double gives) {
    int at = below == null ? 0 : below.starts[shorter];
    for (int i = starts[c]; i < starts[c + 1]; i++) {
      double lower;
      if (below == null) {
        lower = unigrams.probability(words[i]);
      } else {
        while (below.words[at] < words[i]) {
          at++;
        }
        lower = below.p[at];
      }
      long code = codes[order[i]];
      double keeps = (code & 1) != 0 ? 0 : d.kept(code >>> 1);
      p[i] = (keeps + gives * lower) / mass;
    }
    given[c] = gives / mass;
    backOff[c] = given[c];
  }

  private void backOff(int c, int shorter, Discounts d, double mass, double gives, int stay) {
    int others = below == null ? unigrams.seen() : below.staying(shorter);
    boolean lowerGives = below == null ? unigrams.gives() : below.given[shorter] > 0;
    boolean closed = stay == others && !lowerGives;
    for (int i = starts[c]; i < starts[c + 1]; i++) {
      long code = codes[order[i]];
      if ((code & 1) == 0) {
        p[i] = (closed ? code >>> 1 : d.kept(code >>> 1)) / mass;
      }
    }
    given[c] = closed ? 0 : gives / mass;
    backOff[c] = given[c] == 0 ? 0 : given[c] / unseen(c, shorter, stay, others);
  }

  private int staying(int c) {
    int stay = 0;
    for (int i = starts[c]; i < starts[c + 1]; i++) {
      stay += (codes[order[i]] & 1) == 0 ? 1 : 0;
    }
    return stay;
  }

  /**
   * The probability that the shorter context gives to the words that are not seen after c, or
   * pruned there.
   */
  private double unseen(int c, int shorter, int stay, int others) {
    if (others > 4L * stay) {
      // Few words are seen after c and many after the shorter context, so it is faster to add up
      // the few and subtract.
      return 1 - spoken(c, shorter);
    }
    if (below == null) {
      double left = 0;
      int next = starts[c];
      for (int id = 0; id < unigrams.types(); id++) {
        while (next < starts[c + 1] && (words[next] < id || (codes[order[next]] & 1) != 0)) {
          next++;
        }
        left += next < starts[c + 1] && words[next] == id ? 0 : unigrams.probability(id);
      }
      return left;
    }
    double left = below.given[shorter];
    int at = starts[c];
    for (int i = below.starts[shorter]; i < below.starts[shorter + 1]; i++) {
      while (at < starts[c + 1] && words[at] < below.words[i]) {
        at++;
      }
      boolean spoken =
          at < starts[c + 1] && words[at] == below.words[i] && (codes[order[at]] & 1) == 0;
      left += spoken ? 0 : below.p[i];
    }
    return left;
  }

  /**
   * The probability that the shorter context gives to the words that are seen after c and not
   * pruned.
   */
  private double spoken(int c, int shorter) {
    double spoken = 0;
    int at = below == null ? 0 : below.starts[shorter];
    for (int i = starts[c]; i < starts[c + 1]; i++) {
      if ((codes[order[i]] & 1) != 0) {
        continue;
      }
      if (below == null) {
        spoken += unigrams.probability(words[i]);
        continue;
      }
      while (below.words[at] < words[i]) {
        at++;
      }
      spoken += below.p[at];
    }
    return spoken;
  }

  /**
   * The n-grams that are not pruned, in context order. The count of each is the bits of its
   * probability.
   */
  public CountRun probabilities() {
    long[][] stay = new long[layout.words()][size];
    long[] bits = new long[size];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if ((codes[order[i]] & 1) == 0) {
        for (int w = 0; w < stay.length; w++) {
          stay[w][at] = keys[w][order[i]];
        }
        bits[at++] = Double.doubleToRawLongBits(p[i]);
      }
    }
    return new CountRun(layout, stay, bits, at);
  }

  /** The contexts in suffix order. The count of each is the bits of its back-off weight. */
  public CountRun backOffs() {
    long[] bits = new long[contexts];
    for (int c = 0; c < contexts; c++) {
      bits[c] = Double.doubleToRawLongBits(backOff[c]);
    }
    return new CountRun(contextLayout, contextKeys, bits, contexts);
  }
}
