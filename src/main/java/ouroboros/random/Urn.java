package ouroboros.random;

/**
 * n draws without replacement from an urn with balls of several kinds, counted: every set of n
 * balls is equally probable.
 *
 * <p>The kinds are halved: a {@link Hypergeometric} number says how many draws fall into the left
 * half, and so on. Where few draws are left, each picks its ball. The order is fixed, so the counts
 * are a function of the random numbers, the urn and n. Cost: at most one hypergeometric number for
 * each kind, and about log2(kinds) for each draw.
 */
public final class Urn {
  /** Up to so many draws, a search for each is faster than hypergeometric numbers. */
  private static final int SINGLES = 16;

  private final KeyedStream random;
  private final long[] cumulative;
  private final Multinomial.Sink sink;
  private final long[] picked = new long[SINGLES];

  private Urn(KeyedStream random, long[] cumulative, Multinomial.Sink sink) {
    this.random = random;
    this.cumulative = cumulative;
    this.sink = sink;
  }

  /**
   * Draws from an urn with at least one kind.
   *
   * @param cumulative how many balls there are of each kind and of the kinds before it
   * @param kinds how many kinds there are
   * @param draws n, at most the number of balls
   */
  public static void split(
      KeyedStream random, long[] cumulative, int kinds, long draws, Multinomial.Sink sink) {
    if (draws < 0 || draws > cumulative[kinds - 1]) {
      throw new IllegalArgumentException(
          draws + " draws were asked of an urn with " + cumulative[kinds - 1] + " balls.");
    }
    new Urn(random, cumulative, sink).split(0, kinds, draws);
  }

  private long before(int kind) {
    return kind == 0 ? 0 : cumulative[kind - 1];
  }

  private void split(int from, int to, long draws) {
    if (draws == 0) {
      return;
    }
    if (to - from == 1) {
      sink.accept(from, draws);
      return;
    }
    long all = cumulative[to - 1] - before(from);
    if (draws <= SINGLES && draws <= all / 4) {
      singles(from, to, all, (int) draws);
      return;
    }
    int middle = (from + to) >>> 1;
    long left = cumulative[middle - 1] - before(from);
    long first =
        ThinHypergeometric.isThin(all, draws) && left > 0 && left < all
            ? ThinHypergeometric.sample(random, all, left, draws)
            : Hypergeometric.sample(random, all, left, draws);
    split(from, middle, first);
    split(middle, to, draws - first);
  }

  private void singles(int from, int to, long all, int draws) {
    for (int i = 0; i < draws; i++) {
      long ball = random.below(all);
      while (isPicked(ball, i)) {
        ball = random.below(all);
      }
      picked[i] = ball;
      sink.accept(CumulativeWeights.above(cumulative, from, to, before(from) + ball), 1);
    }
  }

  private boolean isPicked(long ball, int size) {
    for (int i = 0; i < size; i++) {
      if (picked[i] == ball) {
        return true;
      }
    }
    return false;
  }
}
