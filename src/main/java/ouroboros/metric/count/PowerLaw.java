package ouroboros.metric.count;

/**
 * P(count = x) = x^-a / zeta(a, cut) for x = cut, cut + 1, ..: the distribution of the counts of
 * the more frequent types, in a text whose rank-frequency curve falls as rank^-s with s = 1/(a -
 * 1).
 *
 * @see <a href="https://doi.org/10.1137/070710111">Clauset, Shalizi, Newman (2009), Power-law
 *     distributions in empirical data</a>
 */
public final class PowerLaw {
  /**
   * The smallest number of types with a count of at least the cut; a fit to fewer types would not
   * be reliable.
   */
  private static final int FEWEST = 50;

  private static final double LEAST = 1 + 1e-6;
  private static final double MOST = 60;
  private static final int HALVINGS = 60;

  private PowerLaw() {}

  /**
   * s = 1/(a - 1) with the maximum likelihood estimate of a for the counts from {@code cut} on,
   * which solves -d ln zeta(a, cut)/da = mean of ln count. NaN if no type is as frequent as {@code
   * cut}; 0 if all these types occur exactly {@code cut} times. Cost: 60 zeta functions.
   */
  public static double zipfExponent(CountHistogram counts, long cut) {
    double exponent = exponent(counts, from(counts, cut), cut);
    return Double.isNaN(exponent) ? Double.NaN : 1 / (exponent - 1);
  }

  /**
   * The cut at which the fitted law is closest to the counts: it minimizes the largest difference
   * between the two cumulative distributions (Kolmogorov-Smirnov distance) over all distinct counts
   * that leave at least {@value #FEWEST} types. The smaller of two equally good cuts is taken; 1 if
   * no count leaves enough types. Cost: one fit and one pass per distinct count.
   */
  public static long cut(CountHistogram counts) {
    long best = 1;
    double least = Double.POSITIVE_INFINITY;
    long left = counts.types();
    for (int i = 0; i < counts.size() && left >= FEWEST; i++) {
      double distance = distance(counts, i, left);
      if (distance < least) {
        least = distance;
        best = counts.count(i);
      }
      left -= counts.types(i);
    }
    return best;
  }

  private static double distance(CountHistogram counts, int first, long types) {
    long cut = counts.count(first);
    double a = exponent(counts, first, cut);
    if (a == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double whole = HurwitzZeta.of(a, (double) cut).value();
    double most = 0;
    long above = types;
    for (int i = first; i < counts.size(); i++) {
      // Compare just before a count and at it: between two counts only the law changes.
      double before = HurwitzZeta.of(a, (double) counts.count(i)).value() / whole;
      most = Math.max(most, Math.abs(before - (double) above / types));
      above -= counts.types(i);
      double at = HurwitzZeta.of(a, counts.count(i) + 1.0).value() / whole;
      most = Math.max(most, Math.abs(at - (double) above / types));
    }
    return most;
  }

  private static int from(CountHistogram counts, long cut) {
    int first = 0;
    while (first < counts.size() && counts.count(first) < cut) {
      first++;
    }
    return first;
  }

  private static double exponent(CountHistogram counts, int first, long cut) {
    CompensatedSum logs = new CompensatedSum();
    long types = 0;
    for (int i = first; i < counts.size(); i++) {
      logs.add(counts.types(i) * StrictMath.log((double) counts.count(i)));
      types += counts.types(i);
    }
    if (types == 0) {
      return Double.NaN;
    }
    double mean = logs.value() / types;
    if (first == counts.size() - 1 && counts.count(first) == cut) {
      return Double.POSITIVE_INFINITY;
    }
    double low = LEAST;
    double high = MOST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (-HurwitzZeta.of(middle, (double) cut).logDerivative() > mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
