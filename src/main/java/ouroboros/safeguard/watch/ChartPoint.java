package ouroboros.safeguard.watch;

/**
 * What a chart says of one value.
 *
 * @param limit beyond which it fires, in the units of the statistic
 * @param statistic what the chart compares with the limit
 * @param level how far the statistic is on the way to the limit: above 1 the chart fires
 * @param fired whether it fires
 */
public record ChartPoint(double limit, double statistic, double level, boolean fired) {

  /** A statistic that fires above a limit of at least 0. */
  static ChartPoint above(double limit, double statistic) {
    return new ChartPoint(limit, statistic, statistic / limit, statistic > limit);
  }
}
