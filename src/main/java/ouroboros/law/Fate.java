package ouroboros.law;

/**
 * What is left of an occurrence in R.
 *
 * @param keptShare the share of R that is chosen once and kept
 * @param keptTheta theta of an occurrence there; may be infinite
 * @param theta of an occurrence elsewhere in R; may be infinite
 * @param reserveTheta of what new real data bring, per occurrence expected in as many units as R
 *     has
 */
record Fate(double keptShare, double keptTheta, double theta, double reserveTheta) {

  /** The probability that one occurrence in R leaves nothing. */
  private double lost() {
    return keptShare * StrictMath.exp(-keptTheta) + (1 - keptShare) * StrictMath.exp(-theta);
  }

  /**
   * The probability that a type is alive.
   *
   * @param occurrences in R
   * @param elsewhere occurrences expected in as many real units outside R; how many there are is
   *     gamma distributed about it (see {@link CountsOfCounts})
   */
  double alive(double occurrences, double elsewhere) {
    double inherited = StrictMath.pow(lost(), occurrences);
    return 1 - inherited * StrictMath.pow(1 + reserveTheta, -elsewhere);
  }

  /**
   * The probability that a type is alive of which a sample like R has a Poisson number of this
   * mean.
   */
  double aliveOfMean(double mean) {
    return -StrictMath.expm1(-mean * (1 - lost() + reserveTheta));
  }
}
