package ouroboros.metric;

import java.util.List;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.PairHistogram;
import ouroboros.metric.count.TextSize;

/**
 * Measures one subject in one scope: every wanted metric of the catalogue that can be computed from
 * the given state.
 */
public final class CountMetrics {
  private CountMetrics() {}

  /**
   * The count metrics and the rarefied metrics for one n. Cost: a few passes over the distinct
   * pairs; for the rarefied entropy, per distinct count c about as many terms as 18 standard
   * deviations of the count in a subsample.
   */
  public static void measure(
      CountState state, Subject subject, String scope, MetricSelection wanted, Measurements into) {
    for (CountMetric metric : CountMetric.values()) {
      if (metric.at(state.n()) && wanted.includes(metric, state.n())) {
        into.add(metric, state.n(), subject, scope, metric.of(state));
      }
    }
    for (RarefiedMetric metric : RarefiedMetric.values()) {
      if (wanted.includes(metric, state.n())) {
        into.add(metric, state.n(), subject, scope, metric.of(state));
      }
    }
  }

  /** The retention of the words that occur in one stratum of R only. */
  public static void retention(
      PairHistogram words,
      Subject subject,
      String scope,
      MetricSelection wanted,
      Measurements into) {
    for (CountMetric metric : List.of(CountMetric.RETENTION, CountMetric.VOCABULARY_RETENTION)) {
      if (wanted.includes(metric, 1)) {
        into.add(metric, 1, subject, scope, metric.of(CountState.of(1, words)));
      }
    }
  }

  /** The number of tokens, the number of sentences and the mean sentence length. */
  public static void measure(
      TextSize size, Subject subject, String scope, MetricSelection wanted, Measurements into) {
    for (SizeMetric metric : SizeMetric.values()) {
      if (wanted.includes(metric)) {
        into.add(metric, subject, scope, metric.of(size));
      }
    }
  }
}
