package ouroboros.metric.count;

/**
 * The population stability index: sum (q - p) ln(q/p) over bins of types, where p and q are the
 * shares of R's and the subject's tokens in a bin, plus 1e-4. Bin 0 holds the types that R lacks;
 * bin b those with a count in R from 2^(b-1) to 2^b - 1, up to R's highest count.
 */
public final class StabilityIndex {
  private static final double FLOOR = 1e-4;

  private StabilityIndex() {}

  /** The index; both must have tokens. */
  public static double of(PairHistogram h) {
    long[] real = new long[Long.SIZE];
    long[] subject = new long[Long.SIZE];
    int bins = 1;
    for (int i = 0; i < h.size(); i++) {
      int bin = Long.SIZE - Long.numberOfLeadingZeros(h.real(i));
      real[bin] += h.types(i) * h.real(i);
      subject[bin] += h.types(i) * h.subject(i);
      bins = Math.max(bins, bin + 1);
    }
    double realTokens = h.realTokens();
    double subjectTokens = h.subjectTokens();
    CompensatedSum sum = new CompensatedSum();
    for (int bin = 0; bin < bins; bin++) {
      double p = real[bin] / realTokens + FLOOR;
      double q = subject[bin] / subjectTokens + FLOOR;
      sum.add((q - p) * (StrictMath.log(q) - StrictMath.log(p)));
    }
    return sum.value();
  }
}
