package ouroboros.metric.count;

import java.util.stream.IntStream;

/**
 * Pr(k) = C(c, k) C(N - c, m - k) / C(N, m): the probability that a type with count c is seen k
 * times if only m of the N tokens of a text are kept, drawn without replacement (hypergeometric).
 * The methods give exact expectations over this distribution from the counts of counts, so that
 * texts of different sizes can be compared.
 *
 * <p>All methods need {@code 1 <= m <= N}; at m = N they give the values of the text itself. No
 * factorials are computed: each probability follows from the previous one by an exact ratio.
 * Sources: S. H. Hurlbert (1971), doi:10.2307/1934145; the entropy by summation over Pr(k).
 */
public final class Rarefaction {
  /** A probability of being unseen below this value does not change a double near 1. */
  private static final double NOTHING = 1e-25;

  /** Terms with less weight than this share of the largest weight are left out. */
  private static final double LIGHT = 1e-17;

  /** From this N/m on, steps are summed at once. */
  private static final long THIN = 1 << 12;

  /** So many steps, or fewer, are made one by one. */
  private static final long JUMP = 64;

  /** Steps at once change the number of tokens that are left by at most one part of so many. */
  private static final long PIECES = 256;

  private Rarefaction() {}

  /**
   * Expected types, sum over types of 1 - C(N - c, m)/C(N, m). One pass over c = 1, 2, .. up to the
   * largest count, or until the probability of being unseen is below 1e-25 (after at most about 58
   * N/m steps). Relative error below 2 c 2^-53 in each term. Where N/m is above 4,096, as in
   * populations, the steps from one count to the next are summed at once.
   */
  public static double types(CountHistogram h, long m) {
    Unseen unseen = new Unseen(h.tokens(), m);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      sum.add(h.types(i) * unseen.seenAfter(h.count(i)));
    }
    return sum.value();
  }

  /**
   * Expected types seen exactly once, sum over types of c C(N - c, m - 1)/C(N, m). Cost: as for
   * {@link #types}.
   */
  public static double hapaxes(CountHistogram h, long m) {
    Unseen unseen = new Unseen(h.tokens(), m);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      sum.add(h.types(i) * unseen.onceAfter(h.count(i)));
    }
    return sum.value();
  }

  /**
   * Expected plug-in entropy, E[-sum (k/m) log2(k/m)], in bits. With mu = m c/N = E k it equals the
   * entropy of the whole text minus sum E[k ln(k/mu) - (k - mu)] / (m ln 2), a small sum of
   * positive terms. Each expectation is summed over k outward from the mode, until Pr(k) falls
   * below 1e-17 of its largest value: about 18 standard deviations of k for each distinct count.
   * The omitted part is below 1e-15 of the term (Pr is log-concave); total error below 1e-12 bits.
   */
  public static double entropy(CountHistogram h, long m) {
    double[] terms = new double[h.size()];
    IntStream.range(0, h.size())
        .parallel()
        .forEach(i -> terms[i] = h.types(i) * excess(h.tokens(), h.count(i), m));
    CompensatedSum nats = new CompensatedSum();
    for (double term : terms) {
      nats.add(term);
    }
    return Math.max(0, Diversity.entropy(h) - nats.value() / (m * Bits.LN_2));
  }

  /** E[k ln(k/mu) - (k - mu)] in nats; at least 0. */
  private static double excess(long tokens, long count, long m) {
    long least = Math.max(0, m - (tokens - count));
    long most = Math.min(count, m);
    double mu = (double) m * count / tokens;
    long mode =
        Math.min(most, Math.max(least, (long) ((m + 1.0) * (count + 1.0) / (tokens + 2.0))));
    CompensatedSum weights = new CompensatedSum();
    CompensatedSum terms = new CompensatedSum();
    double weight = 1;
    for (long k = mode; k <= most && weight > LIGHT; k++) {
      weights.add(weight);
      terms.add(weight * bent(k, mu));
      weight *= ((double) (count - k) * (m - k)) / ((k + 1.0) * (tokens - count - m + k + 1));
    }
    weight = 1;
    for (long k = mode; k > least; k--) {
      weight *= ((double) k * (tokens - count - m + k)) / ((double) (count - k + 1) * (m - k + 1));
      if (!(weight > LIGHT)) {
        break;
      }
      weights.add(weight);
      terms.add(weight * bent(k - 1, mu));
    }
    return terms.value() / weights.value();
  }

  /** k ln(k/mu) - (k - mu), at least 0; equal to mu for k = 0. */
  private static double bent(long k, double mu) {
    return k == 0 ? mu : Math.max(0, k * StrictMath.log1p((k - mu) / mu) - (k - mu));
  }

  /** Pr(k = 0) for c = 0, 1, 2, ..; must be called with ascending c. */
  private static final class Unseen {
    private final long tokens;
    private final long m;
    private long c;
    private double before = 1;
    private double unseen = 1;
    private double seen;

    Unseen(long tokens, long m) {
      if (m < 1 || m > tokens) {
        throw new IllegalArgumentException(
            "cannot keep " + m + " of " + tokens + " tokens; it must be 1 .. " + tokens);
      }
      this.tokens = tokens;
      this.m = m;
    }

    /** Pr(k >= 1) of a type that occurs {@code count} times. */
    double seenAfter(long count) {
      moveTo(count);
      return c < count ? 1 : Math.min(1, seen);
    }

    /** Pr(k = 1): Pr(k = 0) at count - 1, times count m / (N - count + 1). */
    double onceAfter(long count) {
      moveTo(count);
      return c < count ? 0 : before * ((double) count * m / (tokens - count + 1));
    }

    private void moveTo(long count) {
      while (c < count && unseen > NOTHING) {
        if (count - c > JUMP && (tokens - c) / m > THIN) {
          jump(Math.min(count - c, (tokens - c) / PIECES));
          continue;
        }
        before = unseen;
        seen += unseen * (m / (double) (tokens - c));
        unseen *= Math.max(0, tokens - m - c) / (double) (tokens - c);
        c++;
      }
    }

    /**
     * So many steps at once. ln Pr(0) changes by the sum of ln(1 - m/(N - j)) over the steps j: the
     * integral by Gauss and Legendre's rule with three nodes, from half a step before the first to
     * half a step after the last, and the first term of Euler and Maclaurin. N - j changes by less
     * than 1/256 and is above 4,096 m, so the relative error of the sum is below 1e-15.
     */
    private void jump(long steps) {
      double middle = tokens - (c + (steps - 1) / 2.0);
      double half = steps / 2.0;
      double node = half * StrictMath.sqrt(0.6);
      double sum = 8 * kept(middle) + 5 * kept(middle + node) + 5 * kept(middle - node);
      double log = half * sum / 9 - (slope(middle - half) - slope(middle + half)) / 24;
      seen += unseen * -StrictMath.expm1(log);
      unseen *= StrictMath.exp(log);
      c += steps;
      double last = tokens - c + 1;
      before = unseen * (last / (last - m));
    }

    /** ln(1 - m/u). */
    private double kept(double u) {
      return StrictMath.log1p(-m / u);
    }

    /** The derivative of ln(1 - m/u) by N - u. */
    private double slope(double u) {
      return -m / (u * (u - m));
    }
  }
}
