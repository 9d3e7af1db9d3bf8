package ouroboros.safeguard.watch;

import java.io.Serializable;
import java.util.Locale;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A control chart. It looks at one value of a metric after the other and fires when the metric has
 * changed. This sealed type is the catalogue.
 *
 * <p>Shewhart, CUSUM and EWMA are two-sided: they fire at a change in either direction. They look
 * at z = (value - mean)/sd, with mean and sd of the reference. Their mean run lengths ({@link
 * RunLength}) hold for independent normal values.
 */
public sealed interface Chart extends Serializable {

  /** The chart before it has seen a value. */
  Running start(ChartCenter center);

  /** Whether it compares with the mean and standard deviation of a reference. */
  default boolean needsReference() {
    return true;
  }

  /**
   * The mean number of values until it fires although nothing has changed; null where that is not
   * known.
   */
  @Nullable Double meanRunLength();

  /**
   * The probability that it fires within so many values although nothing has changed; 0 where it is
   * not known.
   */
  double falseAlarm(long values);

  /** The name in a spec. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** A chart that has seen some values. Mutable: one object follows one lineage. */
  interface Running {
    /** Looks at the next value. After it has fired, it starts again from zero. */
    ChartPoint next(double value);
  }

  /** Without memory: n values fire with probability 1 - (1 - 1/run length)^n. */
  private static double withoutMemory(double runLength, long values) {
    return -StrictMath.expm1(values * StrictMath.log1p(-1 / runLength));
  }

  /**
   * Fires where the value itself is beyond a limit.
   *
   * @param below fires below it; null where there is no such limit
   * @param above fires above it; null where there is no such limit
   * @param arl0 where neither is given: the mean run length without change, from which both limits
   *     follow as those of a Shewhart chart; else null
   */
  record Threshold(@Nullable Double below, @Nullable Double above, @Nullable Double arl0)
      implements Chart {
    @Override
    public Running start(ChartCenter center) {
      double reach = arl0 == null ? 0 : RunLength.shewhartLimit(arl0) * center.sd();
      double low = limit(below, center.mean() - reach, Double.NEGATIVE_INFINITY);
      double high = limit(above, center.mean() + reach, Double.POSITIVE_INFINITY);
      return value -> {
        boolean isLow = value - low < high - value;
        double limit = isLow ? low : high;
        double beyond = isLow ? low - value : value - high;
        return new ChartPoint(limit, value, 1 + beyond / StrictMath.abs(limit), beyond > 0);
      };
    }

    private double limit(@Nullable Double given, double fromRunLength, double none) {
      return given != null ? given : arl0 != null ? fromRunLength : none;
    }

    @Override
    public boolean needsReference() {
      return arl0 != null;
    }

    @Override
    public @Nullable Double meanRunLength() {
      return arl0;
    }

    @Override
    public double falseAlarm(long values) {
      return arl0 == null ? 0 : withoutMemory(arl0, values);
    }
  }

  /**
   * Fires where one value is more than {@code sd} standard deviations from the mean (Shewhart
   * 1931).
   */
  record Shewhart(double sd) implements Chart {
    @Override
    public Running start(ChartCenter center) {
      return value -> ChartPoint.above(sd, StrictMath.abs(center.standardised(value)));
    }

    @Override
    public Double meanRunLength() {
      return RunLength.shewhart(sd, 0);
    }

    @Override
    public double falseAlarm(long values) {
      return withoutMemory(meanRunLength(), values);
    }
  }

  /**
   * Cumulative sums (Page 1954): up = max(0, up + z - k), down = max(0, down - z - k); fires where
   * the greater one is above h.
   *
   * @param k half of the change that it is to find, in standard deviations
   * @param h the limit
   */
  record Cusum(double k, double h) implements Chart {
    @Override
    public Running start(ChartCenter center) {
      double[] sums = new double[2];
      return value -> {
        double z = center.standardised(value);
        sums[0] = StrictMath.max(0, sums[0] + z - k);
        sums[1] = StrictMath.max(0, sums[1] - z - k);
        ChartPoint point = ChartPoint.above(h, StrictMath.max(sums[0], sums[1]));
        if (point.fired()) {
          sums[0] = 0;
          sums[1] = 0;
        }
        return point;
      };
    }

    @Override
    public Double meanRunLength() {
      return RunLength.cusum(k, h, 0);
    }

    @Override
    public double falseAlarm(long values) {
      return RunLength.cusumFires(k, h, values);
    }
  }

  /**
   * Exponentially weighted moving average (Roberts 1959): e = (1 - lambda) e + lambda z. The
   * statistic is |e| divided by its standard deviation after many values, sqrt(lambda/(2 -
   * lambda)).
   *
   * @param lambda weight of the newest value, in (0, 1]
   * @param limit in standard deviations
   */
  record Ewma(double lambda, double limit) implements Chart {
    @Override
    public Running start(ChartCenter center) {
      double[] average = new double[1];
      double sd = StrictMath.sqrt(lambda / (2 - lambda));
      return value -> {
        double z = center.standardised(value);
        average[0] = (1 - lambda) * average[0] + lambda * z;
        ChartPoint point = ChartPoint.above(limit, StrictMath.abs(average[0]) / sd);
        if (point.fired()) {
          average[0] = 0;
        }
        return point;
      };
    }

    @Override
    public Double meanRunLength() {
      return RunLength.ewma(lambda, limit, 0);
    }

    @Override
    public double falseAlarm(long values) {
      return RunLength.ewmaFires(lambda, limit, values);
    }
  }

  /**
   * Fires where the population stability index is above a limit. Without change the index is about
   * a multiple of a chi-squared number; so the limit for a run length is a quantile of the gamma
   * distribution with the mean and standard deviation of the reference.
   *
   * @param above the limit; not used where {@code arl0} is given
   * @param arl0 the mean run length without change; null where the limit is given
   */
  record Psi(double above, @Nullable Double arl0) implements Chart {
    @Override
    public Running start(ChartCenter center) {
      double limit = arl0 == null ? above : quantile(center, 1 - 1 / arl0);
      return value -> ChartPoint.above(limit, value);
    }

    private static double quantile(ChartCenter center, double probability) {
      if (!(center.sd() > 0) || !(center.mean() > 0)) {
        return center.mean();
      }
      double scale = center.sd() * center.sd() / center.mean();
      return new GammaDistribution(center.mean() / scale, scale)
          .inverseCumulativeProbability(probability);
    }

    @Override
    public boolean needsReference() {
      return arl0 != null;
    }

    @Override
    public @Nullable Double meanRunLength() {
      return arl0;
    }

    @Override
    public double falseAlarm(long values) {
      return arl0 == null ? 0 : withoutMemory(arl0, values);
    }
  }
}
