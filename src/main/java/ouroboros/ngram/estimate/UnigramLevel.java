package ouroboros.ngram.estimate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.text.Vocabulary;

/**
 * What every part of an estimation needs from the whole: the discounts of each order, and the
 * unigram probabilities p(w).
 *
 * <p>The uniform distribution below the unigrams is over the types that occur, {@code </s>} and
 * {@code <unk>}. Memory: 8 bytes per type.
 */
public final class UnigramLevel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int order;
  private final Smoothing smoothing;
  private final List<Discounts> discounts;
  private final double[] probabilities;
  private final int seen;
  private final double given;

  private UnigramLevel(
      int order,
      Smoothing smoothing,
      List<Discounts> discounts,
      double[] probabilities,
      int seen,
      double given) {
    this.order = order;
    this.smoothing = smoothing;
    this.discounts = discounts;
    this.probabilities = probabilities;
    this.seen = seen;
    this.given = given;
  }

  /**
   * Computes the discounts and the unigram probabilities.
   *
   * @param statistics the sum of {@link AdjustedCounts#statistics()} of all ranges
   * @param unigrams of all ranges, in ascending order
   * @param types one more than the highest id
   */
  public static UnigramLevel of(
      int order, Smoothing smoothing, long[] statistics, List<CountRun> unigrams, int types) {
    long total = 0;
    int seen = 0;
    long[] counts = new long[types];
    long[] byCount = new long[Smoothing.COUNTS_OF_COUNTS];
    for (CountRun run : unigrams) {
      for (int i = 0; i < run.size(); i++) {
        long count = run.counts()[i] >>> 1;
        counts[run.layout().token(run.keys(), i, 0)] = count;
        byCount[(int) Math.min(count, byCount.length - 1)]++;
        total += count;
        seen++;
      }
    }
    int vocabulary = counts[Vocabulary.UNK] > 0 ? seen : seen + 1;
    List<Discounts> discounts = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      int first = n * Smoothing.COUNTS_OF_COUNTS;
      long[] ofOrder = Arrays.copyOfRange(statistics, first, first + Smoothing.COUNTS_OF_COUNTS);
      discounts.add(smoothing.discounts(n, order, ofOrder, vocabulary));
    }
    Discounts d = discounts.get(0);
    boolean closed = smoothing.backsOff() && vocabulary == seen;
    double mass = d.mass(total, seen);
    double given = closed ? 0 : d.given(total, seen, byCount, 1, byCount.length - 1);
    double[] p = new double[types];
    for (int id = 0; id < types; id++) {
      if (counts[id] == 0 && id != Vocabulary.UNK) {
        continue;
      }
      double kept = closed ? counts[id] : d.kept(counts[id]);
      if (!smoothing.backsOff()) {
        p[id] = (kept + given / vocabulary) / mass;
      } else {
        p[id] = counts[id] > 0 ? kept / mass : given / mass / (vocabulary - seen);
      }
    }
    return new UnigramLevel(order, smoothing, discounts, p, seen, given);
  }

  /** The order of the model. */
  public int order() {
    return order;
  }

  Smoothing smoothing() {
    return smoothing;
  }

  /** The discounts of an order. */
  public Discounts discounts(int n) {
    return discounts.get(n - 1);
  }

  /** The discounts of contexts that start with {@code <s>}, for n-grams of an order. */
  Discounts starting(int n) {
    return discounts.get((smoothing.onlyWhole() ? order : n) - 1);
  }

  /** p(w) of an id; 0 for {@code <s>} and for ids that do not occur. */
  public double probability(int id) {
    return probabilities[id];
  }

  /** One more than the highest id. */
  public int types() {
    return probabilities.length;
  }

  /** How many distinct unigrams occur, {@code </s>} included. */
  int seen() {
    return seen;
  }

  /** Whether types that do not occur get a probability above 0. */
  boolean gives() {
    return given > 0;
  }
}
