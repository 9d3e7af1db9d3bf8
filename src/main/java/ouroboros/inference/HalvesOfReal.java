package ouroboros.inference;

import java.util.List;
import ouroboros.metric.CountMetric;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Subject;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.PairHistogram;

/**
 * The finite-sample baseline: what a metric that holds a text against R says of one half of R's
 * documents, held against the other half. Two samples of one source are not at distance 0; a
 * distance at its baseline is no distance.
 *
 * <p>Halves are smaller than R, so their distance is larger than that of two texts of R's size: it
 * bounds what chance alone makes of such texts. Where a half is empty the distances are undefined
 * and left out.
 */
public final class HalvesOfReal {
  private HalvesOfReal() {}

  /**
   * The baselines of all wanted metrics that compare with R, in the order of n and the catalogue.
   *
   * @param halves by n - 1: one half, as R, against the other half
   */
  public static List<Measurement> baselines(List<PairHistogram> halves, MetricSelection wanted) {
    Measurements into = new Measurements();
    for (int n = 1; n <= halves.size(); n++) {
      PairHistogram pairs = halves.get(n - 1);
      CountState state = CountState.of(n, pairs).novel(pairs.newTokens());
      for (CountMetric metric : CountMetric.values()) {
        if (metric.comparesWithReal() && metric.at(n) && wanted.includes(metric, n)) {
          into.add(metric, n, Subject.TRAINING, "all", metric.of(state));
        }
      }
    }
    return into.rows();
  }
}
