package ouroboros.safeguard.watch;

import java.util.Arrays;
import java.util.Locale;

/**
 * The rules by which monitoring teams raise an alarm about a number, with the limits that are in
 * use. A rule turns the values of a lineage into a statistic; it rings in the first generation
 * whose statistic is above its limit. The first three are charts of {@link Chart}.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions and limits
public enum AlarmRule {
  /** |z|, z = (value - mean)/sd. Shewhart (1931). */
  SHEWHART((values, center) -> each(values, x -> StrictMath.abs(center.standardised(x))), 3),

  /** The greater of both sums with k = .5. Page (1954), doi:10.1093/biomet/41.1-2.100. */
  CUSUM(AlarmRule::sums, 5),

  /**
   * |e|/sqrt(lambda/(2 - lambda)), e = (1 - lambda) e + lambda z, lambda = .1. Roberts (1959),
   * doi:10.1080/00401706.1959.10489860.
   */
  EWMA(AlarmRule::average, 2.814),

  /** 1 - value/mean: "it fell by 10 %". */
  RELATIVE_FALL((values, center) -> each(values, x -> 1 - x / center.mean()), .1, .2),

  /** value/mean - 1: "it rose by 10 %". */
  RELATIVE_RISE((values, center) -> each(values, x -> x / center.mean() - 1), .1),

  /**
   * |value - mean|/sd of the ten values before it: "beyond three sigma of its own past". It has no
   * statistic before the eleventh value. In a steady decline by d a generation the mean is 5.5 d
   * behind and the standard deviation is 3.03 d, so it is 1.82 for ever.
   */
  OWN_PAST((values, center) -> past(values), 3),

  /**
   * The value itself, for the population stability index. The limits are those of E. Lewis (1994),
   * An Introduction to Credit Scoring.
   */
  PSI((values, center) -> values.clone(), .1, .2),

  /** The value itself, for the area under the curve of a classifier of old against new. */
  CLASSIFIER_AUC((values, center) -> values.clone(), .55);

  /** How many values a lineage's own past has. */
  public static final int PAST = 10;

  private static final double K = .5;
  private static final double LAMBDA = .1;

  /** Statistics from values. */
  private interface Statistic {
    double[] of(double[] values, ChartCenter center);
  }

  /** One number from one value. */
  private interface Single {
    double of(double value);
  }

  private final Statistic statistic;
  private final double[] published;

  AlarmRule(Statistic statistic, double... published) {
    this.statistic = statistic;
    this.published = published;
  }

  /** As tables call it: in lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The limits that are in use. */
  public double[] published() {
    return published.clone();
  }

  /** The metric that it is for; empty for a rule for every metric. */
  public String metric() {
    return this == PSI ? "psi" : this == CLASSIFIER_AUC ? "detector-auc" : "";
  }

  /**
   * The statistic after each value; negative infinity where it has none yet. After a rule has rung
   * it goes on without a new start, so only the first time counts.
   *
   * @param center mean and standard deviation without any change
   */
  public double[] statistics(double[] values, ChartCenter center) {
    return statistic.of(values, center);
  }

  /** The number of the first value, from 1, whose statistic is above a limit; 0 if none is. */
  public int rings(double limit, double[] values, ChartCenter center) {
    double[] statistics = statistics(values, center);
    for (int i = 0; i < statistics.length; i++) {
      if (statistics[i] > limit) {
        return i + 1;
      }
    }
    return 0;
  }

  private static double[] each(double[] values, Single of) {
    return Arrays.stream(values).map(of::of).toArray();
  }

  private static double[] sums(double[] values, ChartCenter center) {
    double[] statistics = new double[values.length];
    double up = 0;
    double down = 0;
    for (int i = 0; i < values.length; i++) {
      double z = center.standardised(values[i]);
      up = StrictMath.max(0, up + z - K);
      down = StrictMath.max(0, down - z - K);
      statistics[i] = StrictMath.max(up, down);
    }
    return statistics;
  }

  private static double[] average(double[] values, ChartCenter center) {
    double[] statistics = new double[values.length];
    double sd = StrictMath.sqrt(LAMBDA / (2 - LAMBDA));
    double average = 0;
    for (int i = 0; i < values.length; i++) {
      average = (1 - LAMBDA) * average + LAMBDA * center.standardised(values[i]);
      statistics[i] = StrictMath.abs(average) / sd;
    }
    return statistics;
  }

  private static double[] past(double[] values) {
    double[] statistics = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      statistics[i] =
          i < PAST
              ? Double.NEGATIVE_INFINITY
              : StrictMath.abs(ChartCenter.of(values, i - PAST, i).standardised(values[i]));
    }
    return statistics;
  }
}
