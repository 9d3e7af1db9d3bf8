package ouroboros.metric.count;

/**
 * How far the subject's distribution q is from R's distribution p, over the types that occur in R
 * or in the subject. All methods need at least one token in each. Identical proportions give
 * exactly 0 (except in {@link #kullbackLeibler}, which smooths q). Cost: linear in the distinct
 * pairs.
 */
public final class Divergence {
  /**
   * Share of the uniform distribution over R's types that {@link #kullbackLeibler} mixes into q.
   */
  public static final double EPSILON = 1e-3;

  /** Up to this d^2 a series is used: the closed form would lose the leading digits. */
  private static final double SERIES = 0.01;

  /** The first term that is left out is below 1e-16 of the sum. */
  private static final int TERMS = 8;

  private Divergence() {}

  /**
   * Jensen-Shannon divergence, sum (p log2(p/m) + q log2(q/m)) / 2 with m = (p + q)/2, in bits: 0
   * for equal, 1 for disjoint distributions. With d = (p - q)/(p + q) a pair adds m ((1 + d) log2(1
   * + d) + (1 - d) log2(1 - d)) / 2, which loses no digits when p and q are close. Source: J. Lin
   * (1991), doi:10.1109/18.61115.
   */
  public static double jensenShannon(PairHistogram h) {
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double p = h.real(i) / realTokens;
      double q = h.subject(i) / subjectTokens;
      if (p == 0 || q == 0) {
        sum.add(h.types(i) * (p + q) / 2);
      } else {
        double d = (p - q) / (p + q);
        double nats = (1 + d) * StrictMath.log1p(d) + (1 - d) * StrictMath.log1p(-d);
        sum.add(h.types(i) * (p + q) / 4 * (Math.max(0, nats) / Bits.LN_2));
      }
    }
    return Math.min(1, sum.value());
  }

  /** Total variation, sum |p - q| / 2: 0 for equal, 1 for disjoint distributions. */
  public static double totalVariation(PairHistogram h) {
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double difference = h.real(i) / realTokens - h.subject(i) / subjectTokens;
      sum.add(h.types(i) * Math.abs(difference));
    }
    return Math.min(1, sum.value() / 2);
  }

  /**
   * Hellinger distance, sqrt(sum (sqrt p - sqrt q)^2 / 2): 0 for equal, 1 for disjoint
   * distributions.
   */
  public static double hellinger(PairHistogram h) {
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double d = Math.sqrt(h.real(i) / realTokens) - Math.sqrt(h.subject(i) / subjectTokens);
      sum.add(h.types(i) * d * d);
    }
    return Math.min(1, Math.sqrt(sum.value() / 2));
  }

  /**
   * Frontier integral, 2 int_0^1 (w KL(p | m_w) + (1 - w) KL(q | m_w)) dw with m_w = w p + (1 - w)
   * q, in nats: 0 for equal, 1 for disjoint distributions. With d = (p - q)/(p + q) a pair adds (p
   * + q)/2 (1 - (1 - d^2) atanh(d)/d). Source: L. Liu et al. (2021), arXiv 2106.07898.
   */
  public static double frontierIntegral(PairHistogram h) {
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double p = h.real(i) / realTokens;
      double q = h.subject(i) / subjectTokens;
      sum.add(h.types(i) * (p + q) / 2 * frontier((p - q) / (p + q)));
    }
    return Math.min(1, sum.value());
  }

  /** 1 - (1 - d^2) atanh(d)/d = sum over k >= 1 of 2 d^(2k)/(4 k^2 - 1), for |d| <= 1. */
  private static double frontier(double d) {
    double square = d * d;
    if (square >= 1) {
      return 1;
    }
    if (square > SERIES) {
      double atanh = (StrictMath.log1p(d) - StrictMath.log1p(-d)) / 2;
      return 1 - (1 - square) * atanh / d;
    }
    double sum = 0;
    double power = square;
    for (int k = 1; k <= TERMS; k++) {
      sum += 2 * power / (4.0 * k * k - 1);
      power *= square;
    }
    return sum;
  }

  /**
   * sum p log2(p / ((1 - e) q + e/V)) over R's V types, e = {@link #EPSILON}, in bits: the mean
   * number of extra bits per n-gram when R's n-grams are coded with the subject's (smoothed)
   * frequencies. Always finite, at most log2(V/e). Source: S. Kullback, R. A. Leibler (1951),
   * doi:10.1214/aoms/1177729694.
   */
  public static double kullbackLeibler(PairHistogram h) {
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    double floor = EPSILON / h.realTypes();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      if (h.real(i) > 0) {
        double p = h.real(i) / realTokens;
        double q = (1 - EPSILON) * (h.subject(i) / subjectTokens) + floor;
        sum.add(h.types(i) * p * Bits.log2(p / q));
      }
    }
    return Math.max(0, sum.value());
  }
}
