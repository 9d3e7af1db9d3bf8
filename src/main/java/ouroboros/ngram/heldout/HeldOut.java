package ouroboros.ngram.heldout;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyIndex;
import ouroboros.ngram.count.KeyLayout;

/**
 * Held-out text as the list of n-grams and contexts whose counts decide its probability. It says
 * what a scan of the table of a training set must collect, and in which order the probabilities are
 * added.
 *
 * <p>Every probability is computed from integers that can be added over key ranges. So no model is
 * built for scoring: tasks send the counts of these n-grams and contexts, and the driver computes
 * the probabilities in suffix order.
 */
public final class HeldOut implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeyLayout layout;
  private final String[] strata;

  /**
   * [words, entries] the distinct padded n-grams of the highest order that end at a token of the
   * text.
   */
  private final long[][] keys;

  /** [strata, entries] how often each entry occurs in the text of a stratum. */
  private final long[][] counts;

  /** [entries] how often each entry occurs in guard; empty without guard. */
  private final long[] guard;

  /** Found on first use; not serialized. */
  private transient @Nullable GuardGrams guardGrams;

  private transient @Nullable ScoredTokens scored;

  /** [order + 1, contexts]. */
  private transient boolean @Nullable [][] scoredContexts;

  /** [entries] the order of the longest suffix of each entry that is not padding. */
  private final byte[] orders;

  /** [entries] the number of that suffix among the n-grams of its order. */
  private final int[] numbers;

  /** [order + 1] the n-grams of each order. */
  private final Level[] levels;

  /** The distinct n-grams of one order, in suffix order. */
  static final class Level implements Serializable {
    private static final long serialVersionUID = 1L;
    final KeyLayout layout;
    final long[][] keys;
    final int size;

    /** [size] the number of each n-gram without its oldest token, in the next lower order. */
    final int[] shorter;

    /** [size] the number of the context of each n-gram. */
    final int[] context;

    final long[][] contextKeys;
    final int contexts;

    /** Built on first use; not serialized. */
    private transient @Nullable KeyIndex index;

    Level(
        KeyLayout layout,
        long[][] keys,
        int[] shorter,
        int[] context,
        long[][] contextKeys,
        int contexts) {
      this.layout = layout;
      this.keys = keys;
      this.size = shorter.length;
      this.shorter = shorter;
      this.context = context;
      this.contextKeys = contextKeys;
      this.contexts = contexts;
    }

    /** An index of the contexts; only for orders above 1. */
    synchronized KeyIndex index() {
      if (index == null) {
        KeyLayout shorter = KeyLayout.ofBits(layout.order() - 1, layout.bits());
        index = new KeyIndex(shorter, contextKeys, contexts);
      }
      return index;
    }
  }

  private HeldOut(
      KeyLayout layout, String[] strata, List<CountRun> runs, @Nullable CountRun fitted) {
    this.layout = layout;
    this.strata = strata;
    List<CountRun> both = new ArrayList<>(runs);
    if (fitted != null) {
      both.add(fitted);
    }
    CountRun all = CountMerge.sum(layout, both);
    keys = new long[layout.words()][];
    for (int w = 0; w < keys.length; w++) {
      keys[w] = Arrays.copyOf(all.keys()[w], all.size());
    }
    counts = new long[strata.length][];
    for (int s = 0; s < strata.length; s++) {
      counts[s] = byEntry(runs.get(s), all.size());
    }
    guard = fitted == null ? new long[0] : byEntry(fitted, all.size());
    orders = new byte[all.size()];
    numbers = new int[all.size()];
    levels = new HeldOutBuilder(layout, all, orders, numbers).levels();
  }

  /** [entries] the counts of a run whose n-grams are all entries. */
  private long[] byEntry(CountRun run, int entries) {
    long[] counted = new long[entries];
    int at = 0;
    for (int i = 0; i < run.size(); i++) {
      while (layout.compare(keys, at, run.keys(), i) != 0) {
        at++;
      }
      counted[at] = run.counts()[i];
    }
    return counted;
  }

  /**
   * Held-out text from its n-grams.
   *
   * @param strata [strata] the names of the strata
   * @param runs [strata] the padded n-grams of each stratum's sentences, of the highest order that
   *     is scored; ids outside the closed vocabulary are replaced by {@code <unk>} already
   */
  public static HeldOut of(KeyLayout layout, String[] strata, List<CountRun> runs) {
    return new HeldOut(layout, strata.clone(), runs, null);
  }

  /**
   * The same with guard text, to which the evaluation model is fitted. Guard is not scored.
   *
   * @param guard the padded n-grams of guard's sentences
   */
  public static HeldOut of(KeyLayout layout, String[] strata, List<CountRun> runs, CountRun guard) {
    return new HeldOut(layout, strata.clone(), runs, guard);
  }

  /** The classes of which held-out text consists, for serializers that must register them. */
  public static List<Class<?>> nested() {
    return List.of(Level.class, Level[].class);
  }

  /** The highest order that can be scored. */
  public int order() {
    return layout.order();
  }

  KeyLayout layout() {
    return layout;
  }

  /** [words, entries] the keys of the entries. */
  long[][] keys() {
    return keys;
  }

  /**
   * The share of the tokens, without {@code </s>}, whose type does not occur in the table that was
   * scanned; NaN without text.
   */
  public double outOfVocabulary(HeldOutCounts counted) {
    return scored().outOfVocabulary(counted);
  }

  /** All n-grams of the text that is scored, summed over the strata. */
  public CountRun grams() {
    long[] sums = new long[orders.length];
    for (long[] stratum : counts) {
      Arrays.setAll(sums, e -> sums[e] + stratum[e]);
    }
    return new CountRun(layout, keys, sums, sums.length).withoutZeros();
  }

  /** The names of the strata. */
  public String[] strata() {
    return strata.clone();
  }

  Level level(int n) {
    return levels[n];
  }

  int entries() {
    return orders.length;
  }

  int order(int entry) {
    return orders[entry];
  }

  int number(int entry) {
    return numbers[entry];
  }

  /** The number of the last {@code n} tokens of an entry, at most {@link #order(int)}. */
  int number(int entry, int n) {
    int number = numbers[entry];
    for (int longer = orders[entry]; longer > n; longer--) {
      number = levels[longer].shorter[number];
    }
    return number;
  }

  /** The last token of an entry. */
  int word(int entry) {
    return layout.token(keys, entry, 0);
  }

  /** The token of an entry at a position; position 0 is the last token. */
  int token(int entry, int position) {
    return layout.token(keys, entry, position);
  }

  /** [entries] how often each entry occurs in guard; empty without guard. */
  long[] guard() {
    return guard;
  }

  /** The n-grams of guard that its probability under a model of an order depends on. */
  synchronized GuardGrams guardGrams(int top) {
    if (guardGrams == null || guardGrams.order() != top) {
      guardGrams = new GuardGrams(this, top);
    }
    return guardGrams;
  }

  /** The tokens of the text that is scored, without guard. */
  synchronized ScoredTokens scored() {
    if (scored == null) {
      scored = new ScoredTokens(this);
    }
    return scored;
  }

  /** The contexts in which the text is scored under a model of an order: [order + 1, contexts]. */
  synchronized boolean[][] scoredContexts(int top) {
    if (scoredContexts == null || scoredContexts.length != top + 1) {
      scoredContexts = LikeliestCandidates.needed(this, top);
    }
    return scoredContexts;
  }

  /** How often an entry occurs in a stratum. */
  long count(int stratum, int entry) {
    return counts[stratum][entry];
  }
}
