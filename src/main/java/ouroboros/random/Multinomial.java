package ouroboros.random;

/**
 * n independent draws from a discrete distribution, counted: the counts of the outcomes.
 *
 * <p>The outcomes are halved: a {@link Binomial} number says how many draws fall into the left
 * half, and so on. Where few draws are left, each picks its outcome. The order is fixed, so the
 * counts are a function of the random numbers, the weights and n. Weights are whole numbers, so
 * every probability is rounded only once. Cost: at most one binomial number for each outcome, and
 * about log2(outcomes) for each draw.
 */
public final class Multinomial {
  /** Up to so many draws, a search for each is faster than binomial numbers. */
  private static final int SINGLES = 16;

  /** Takes the counts; one outcome may come more than once, and its counts then add up. */
  public interface Sink {
    /** Takes {@code count} draws of the outcome {@code index}; at least 1. */
    void accept(int index, long count);
  }

  private final KeyedStream random;
  private final long[] cumulative;
  private final Sink sink;

  private Multinomial(KeyedStream random, long[] cumulative, Sink sink) {
    this.random = random;
    this.cumulative = cumulative;
    this.sink = sink;
  }

  /**
   * Draws from the outcomes {@code from} (included) to {@code to} (excluded), at least one, of a
   * table of cumulative weights.
   *
   * @param cumulative the sum of the weights up to each outcome, included, from some outcome at or
   *     before {@code from}
   * @param before the sum before the outcome {@code from}
   * @param draws n
   */
  public static void split(
      KeyedStream random, long[] cumulative, int from, int to, long before, long draws, Sink sink) {
    new Multinomial(random, cumulative, sink).split(from, to, before, draws);
  }

  private void split(int from, int to, long before, long draws) {
    if (draws == 0) {
      return;
    }
    if (to - from == 1) {
      sink.accept(from, draws);
      return;
    }
    long all = cumulative[to - 1] - before;
    if (draws <= SINGLES) {
      for (long i = 0; i < draws; i++) {
        sink.accept(CumulativeWeights.above(cumulative, from, to, before + random.below(all)), 1);
      }
      return;
    }
    int middle = (from + to) >>> 1;
    long left = cumulative[middle - 1] - before;
    long first =
        left <= all - left
            ? Binomial.sample(random, draws, (double) left / all)
            : draws - Binomial.sample(random, draws, (double) (all - left) / all);
    split(from, middle, before, first);
    split(middle, to, before + left, draws - first);
  }
}
