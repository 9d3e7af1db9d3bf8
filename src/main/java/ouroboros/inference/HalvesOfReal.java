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
 * The finite-sample baseline of a metric that compares a text with R: its value for one half of R's
 * documents compared with the other half. Two halves of R already differ by the baseline, so a
 * distance that small cannot be distinguished from zero.
 *
 * <p>The halves are smaller than R, so their distance is larger than that of two texts of R's size:
 * it is an upper bound for the distance that chance alone causes between such texts. If a half is
 * empty, the distances are undefined and left out.
 */
public final class HalvesOfReal {
  private HalvesOfReal() {}

  /**
   * The baselines of all wanted metrics that compare with R, in the order of n and the catalogue.
   *
   * @param halves by n - 1: one half of R (in the place of R) and the other half
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
