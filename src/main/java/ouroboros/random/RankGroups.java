package ouroboros.random;

import java.util.Arrays;

/**
 * The ranks of a Zipf law, p_i ~ i^-beta, in groups of almost equal probability: neighbours whose
 * probabilities differ by at most a thousandth of the larger one. Every rank of a group has the
 * mean probability of the group, so the mass of a group is exact.
 *
 * <p>Error: a probability is off by at most 1e-3 of itself, and the mean over a group is exact. So
 * the mean of a smooth function f of p is off by at most f''(p) (1e-3 p)^2 / 8: for the probability
 * of being seen, 1 - exp(-n p), that is below 7e-8 (its largest x^2 exp(-x) is .54), and below
 * 1.3e-7 of itself where n p is small. Rank 1 is alone in its group.
 *
 * <p>Cost: about 1000 beta ln(types) groups, 21,000 for beta = 1 and 10^9 ranks. The mass of a long
 * group is summed by the formula of Euler and Maclaurin, with a relative error below 1e-12.
 */
public final class RankGroups {
  private static final double WIDTH = 1e-3;

  /** Ranks of a group up to which they are added one by one. */
  private static final long SHORT = 64;

  private final double exponent;
  private double[] probability = new double[1024];
  private long[] ranks = new long[1024];
  private int size;
  private int beforeCut;

  private RankGroups(double exponent, long types, long cut) {
    this.exponent = exponent;
    double factor = StrictMath.pow(1 - WIDTH, -1 / exponent);
    double total = 0;
    for (long at = 1; at <= types; at += ranks[size++]) {
      if (size == ranks.length) {
        ranks = Arrays.copyOf(ranks, 2 * size);
        probability = Arrays.copyOf(probability, 2 * size);
      }
      long last = Math.max(at, (long) Math.min((double) types, at * factor));
      last = at <= cut ? Math.min(last, cut) : last;
      ranks[size] = last - at + 1;
      double mass = mass(at, last);
      probability[size] = mass / ranks[size];
      total += mass;
      beforeCut = last <= cut ? size + 1 : beforeCut;
    }
    for (int j = 0; j < size; j++) {
      probability[j] /= total;
    }
  }

  /**
   * Those of a law.
   *
   * @param exponent beta > 0
   * @param types how many ranks there are
   * @param cut models draw the ranks 1 .. cut; no group has ranks on both sides of it
   */
  public static RankGroups of(double exponent, long types, long cut) {
    return new RankGroups(exponent, types, cut);
  }

  /** The sum of i^-beta over the ranks from {@code a} to {@code b}. */
  private double mass(long a, long b) {
    double sum = 0;
    if (b - a < SHORT) {
      for (long i = a; i <= b; i++) {
        sum += StrictMath.pow((double) i, -exponent);
      }
      return sum;
    }
    double first = StrictMath.pow((double) a, -exponent);
    double last = StrictMath.pow((double) b, -exponent);
    double log = StrictMath.log((double) b / a);
    double bend = (1 - exponent) * log;
    double length = Math.abs(bend) < 1e-12 ? log : log * (StrictMath.expm1(bend) / bend);
    return first * a * length + (first + last) / 2 + exponent * (first / a - last / b) / 12;
  }

  /** How many groups there are. */
  public int size() {
    return size;
  }

  /** How many groups have only ranks that models draw: those up to the cut. */
  public int beforeCut() {
    return beforeCut;
  }

  /** The probability of each rank of a group; group 0 has the first ranks. */
  public double probability(int group) {
    return probability[group];
  }

  /** How many ranks a group has. */
  public long ranks(int group) {
    return ranks[group];
  }

  /** The sum of the squared probabilities. */
  public double squares() {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += ranks[j] * probability[j] * probability[j];
    }
    return sum;
  }
}
