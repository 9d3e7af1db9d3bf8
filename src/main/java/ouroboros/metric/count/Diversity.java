package ouroboros.metric.count;

/**
 * Diversity of one text from its counts of counts; q = count / tokens. All methods need at least
 * one token. Cost: linear in the distinct counts.
 */
public final class Diversity {
  private Diversity() {}

  /**
   * -sum q log2 q, in bits: 0 for one type, log2 of the number of types if all are equally
   * frequent. Source: C. E. Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x.
   */
  public static double entropy(CountHistogram h) {
    double n = h.tokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double c = h.count(i);
      sum.add(h.types(i) * (c / n) * Bits.log2(n / c));
    }
    return sum.value();
  }

  /**
   * 1 - sum q^2: the probability that two tokens, drawn with replacement, are of different types.
   * Computed as the sum of q (1 - q). Sources: E. H. Simpson (1949), doi:10.1038/163688a0; M. Nei
   * (1973), doi:10.1073/pnas.70.12.3321.
   */
  public static double heterozygosity(CountHistogram h) {
    double n = h.tokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      sum.add(h.types(i) * (h.count(i) / n) * ((h.tokens() - h.count(i)) / n));
    }
    return sum.value();
  }

  /**
   * 1 / sum q^2: the number of equally frequent types that would have the same diversity (Hill
   * number of order 2). Source: M. O. Hill (1973), doi:10.2307/1934352.
   */
  public static double hill2(CountHistogram h) {
    double n = h.tokens();
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double q = h.count(i) / n;
      sum.add(h.types(i) * q * q);
    }
    return 1 / sum.value();
  }

  /**
   * -sum C q log2(C q) / (1 - (1 - C q)^N) with C = 1 - hapaxes/N, in bits: an estimate of the
   * entropy of the distribution from which the text was sampled. It corrects for types that were
   * not seen, by the estimated coverage C. If all types are hapaxes, C is 1/N. Source: A. Chao, T.
   * Shen (2003), doi:10.1023/A:1026096204727.
   */
  public static double chaoShen(CountHistogram h) {
    double n = h.tokens();
    double coverage = Math.max(1, h.tokens() - h.hapaxes()) / n;
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < h.size(); i++) {
      double p = coverage * h.count(i) / n;
      double seen = -StrictMath.expm1(n * StrictMath.log1p(-p));
      sum.add(h.types(i) * (p * Bits.log2(1 / p) / seen));
    }
    return sum.value();
  }
}
