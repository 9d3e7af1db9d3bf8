package ouroboros.random;

import java.util.Arrays;

/**
 * How many of k cells hold 0, 1, 2, .. balls when t balls are thrown into cells at random: each
 * ball into any cell with the same probability. The cells themselves are not drawn, so the cost
 * depends on how many counts there are, not on k.
 *
 * <p>If the number of balls were a Poisson number, cells would be independent Poisson numbers, and
 * how many of them hold 0, 1, 2, .. is a chain of binomial numbers. Given their sum s, these cells
 * hold s balls thrown at random, whatever s is. So such a start is drawn with a mean of t - 4
 * sqrt(t) balls, again where it has more than t, and the t - s balls that are missing are thrown
 * too: first they are divided over the cells with equal counts, then over the cells of each, in the
 * same way. Few balls are thrown one by one. Where cells are fewer than counts, they are halved.
 *
 * <p>Exact, apart from rounding and from counts whose Poisson probability is below 1e-30. Cost: a
 * binomial number for each count, about 24 sqrt(t / k) of them, a few times; with few cells one for
 * each cell.
 */
public final class Occupancy {
  /** So many balls, or fewer, are thrown one by one. */
  private static final int FEW = 64;

  private static final double LESS = 4;
  private static final double WIDE = 12;

  /** Takes numbers of cells; one count may come more than once, and its cells then add up. */
  public interface Sink {
    /** Takes {@code cells} cells, at least 1, that hold {@code balls} balls each. */
    void accept(long balls, long cells);
  }

  private final KeyedStream random;
  private final Sink sink;
  private final long[] touched = new long[FEW];

  private Occupancy(KeyedStream random, Sink sink) {
    this.random = random;
    this.sink = sink;
  }

  /**
   * Throws balls.
   *
   * @param cells k, at least 1
   * @param balls t, up to 1e15
   * @param before balls that every cell holds already
   */
  public static void split(KeyedStream random, long cells, long balls, long before, Sink sink) {
    new Occupancy(random, sink).split(cells, balls, before);
  }

  private void split(long cells, long balls, long before) {
    if (cells == 0) {
      return;
    }
    if (balls == 0 || cells == 1) {
      sink.accept(before + balls, cells);
    } else if (balls <= FEW) {
      singles(cells, (int) balls, before);
    } else if (cells < 2 * WIDE * Math.sqrt((double) balls / cells) + WIDE) {
      long half = cells / 2;
      long first = Binomial.sample(random, balls, (double) half / cells);
      split(half, first, before);
      split(cells - half, balls - first, before);
    } else {
      independent(cells, balls, before);
    }
  }

  /** A cell that was not touched yet is any of the others. */
  private void singles(long cells, int balls, long before) {
    int many = 0;
    for (int i = 0; i < balls; i++) {
      long cell = random.below(cells);
      if (cell < many) {
        touched[(int) cell]++;
      } else {
        touched[many++] = 1;
      }
    }
    for (int i = 0; i < many; i++) {
      sink.accept(before + touched[i], 1);
    }
    if (cells > many) {
      sink.accept(before, cells - many);
    }
  }

  private void independent(long cells, long balls, long before) {
    double mean = (balls - LESS * Math.sqrt((double) balls)) / cells;
    long low = (long) Math.max(0, mean - WIDE * Math.sqrt(mean) - WIDE);
    double[] hazards = hazards(mean, low);
    long[] holding = new long[hazards.length];
    long sum = Long.MAX_VALUE;
    while (sum > balls) {
      sum = 0;
      long rest = cells;
      for (int i = 0; i < holding.length; i++) {
        holding[i] = Binomial.sample(random, rest, hazards[i]);
        rest -= holding[i];
        sum += holding[i] * (low + i);
      }
    }
    long missing = balls - sum;
    long rest = cells;
    for (int i = 0; i < holding.length; i++) {
      long here = Binomial.sample(random, missing, rest == 0 ? 0 : (double) holding[i] / rest);
      missing -= here;
      rest -= holding[i];
      split(holding[i], here, before + low + i);
    }
  }

  /** Pr(x = low + i | x >= low + i) for a Poisson number; 1 at the end. */
  private static double[] hazards(double mean, long low) {
    int size = (int) (mean + WIDE * Math.sqrt(mean) + 4 * WIDE - low) + 1;
    double[] mass = new double[size];
    int mode = (int) Math.min(size - 1, Math.max(0, (long) mean - low));
    mass[mode] = 1;
    for (int i = mode + 1; i < size; i++) {
      mass[i] = mass[i - 1] * mean / (low + i);
    }
    for (int i = mode - 1; i >= 0; i--) {
      mass[i] = mass[i + 1] * (low + i + 1) / mean;
    }
    double[] hazards = Arrays.copyOf(mass, size);
    double above = 0;
    for (int i = size - 1; i >= 0; i--) {
      above += mass[i];
      hazards[i] = above == 0 ? 1 : mass[i] / above;
    }
    return hazards;
  }
}
