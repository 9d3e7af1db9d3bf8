package ouroboros.metric;

import java.util.Arrays;
import ouroboros.metric.vector.Neighbours;
import ouroboros.metric.vector.PointMoments;
import ouroboros.metric.vector.SlicedWasserstein;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.VectorBlock;

/**
 * The metrics that compare vectors with those of R. Distances between single vectors use the first
 * 1,000 vectors of each.
 */
public final class VectorMetrics {
  private static final int SAMPLE = 1000;

  private final PointMoments real;
  private final double[] sample;
  private final Neighbours neighbours;

  /** Computes the moments, the sample and the distances of R once. */
  public VectorMetrics(Blocks<VectorBlock> rows) {
    real = PointMoments.of(rows);
    sample = sample(rows);
    neighbours = new Neighbours(sample, rows.first().d());
  }

  /** R's own moments. */
  public PointMoments real() {
    return real;
  }

  /** Measures a subject of at least one row. */
  public void measure(
      Blocks<VectorBlock> rows, Subject subject, MetricSelection wanted, Measurements into) {
    PointMoments moments = PointMoments.of(rows);
    double[] here = sample(rows);
    Neighbours.Found found = neighbours.of(here);
    int d = rows.first().d();
    add(MixtureMetric.FRECHET, real.frechet(moments), subject, wanted, into);
    add(
        MixtureMetric.VARIANCE_RATIO,
        real.totalVariance() > 0 ? moments.totalVariance() / real.totalVariance() : Double.NaN,
        subject,
        wanted,
        into);
    add(
        MixtureMetric.SLICED_WASSERSTEIN,
        SlicedWasserstein.of(sample, here, d),
        subject,
        wanted,
        into);
    add(MixtureMetric.MMD, found.mmd(), subject, wanted, into);
    add(MixtureMetric.PRECISION, found.precision(), subject, wanted, into);
    add(MixtureMetric.RECALL, found.recall(), subject, wanted, into);
    add(MixtureMetric.COVERAGE, found.coverage(), subject, wanted, into);
  }

  /** At most {@value #SAMPLE} rows, the first ones. */
  private static double[] sample(Blocks<VectorBlock> rows) {
    VectorBlock first = rows.first();
    return Arrays.copyOf(first.rows(), Math.min(SAMPLE, first.size()) * first.d());
  }

  private static void add(
      MixtureMetric metric,
      double value,
      Subject subject,
      MetricSelection wanted,
      Measurements into) {
    if (wanted.includes(metric)) {
      into.add(metric, subject, "all", value);
    }
  }
}
