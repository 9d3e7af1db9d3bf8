package ouroboros.dating;

/**
 * The logarithm of the generating function of the count in S_k, per occurrence in R, as power
 * series.
 *
 * @param single if no sentence of R contains the type twice
 * @param paired if every sentence of R that contains the type contains it twice
 */
record CountSeries(double[] single, double[] paired) {
  /**
   * The series of types whose occurrences are in pairs with probability {@code pairs}; else in
   * different sentences.
   */
  double[] of(double pairs) {
    if (pairs == 0) {
      return single;
    }
    double[] both = new double[single.length];
    for (int m = 0; m < both.length; m++) {
      both[m] = (1 - pairs) * single[m] + pairs * paired[m];
    }
    return both;
  }
}
