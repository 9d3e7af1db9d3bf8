package ouroboros.spark.ngram;

import java.util.Map;
import java.util.SortedSet;
import ouroboros.experiment.Experiment;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.TextModelMetric;

/**
 * The longest n-grams that are measured. Populations have counts up to the model's order, and no
 * sentences.
 *
 * @param metrics highest n of the metrics
 * @param evaluation order of the evaluation model
 * @param isPopulation whether generations are drawn as populations
 */
record MetricOrders(int metrics, int evaluation, boolean isPopulation) {

  /** For tables of n-grams of an order. */
  static MetricOrders of(int order, Experiment experiment, boolean isPopulation) {
    return new MetricOrders(
        Math.min(order, experiment.metricOrder()),
        Math.min(order, experiment.evaluation().order()),
        isPopulation);
  }

  /**
   * The wanted metrics that have rows.
   *
   * @param rowless output: notes which have none
   */
  MetricSelection measured(
      MetricSelection wanted, Experiment experiment, Map<String, Long> rowless) {
    if (!isPopulation) {
      return wanted;
    }
    boolean isEvaluated = evaluation == experiment.evaluation().order();
    MetricSelection measured =
        wanted.only(
            metric ->
                !(metric instanceof SentenceMetric && metric != SentenceMetric.TRUNCATED)
                    && (isEvaluated
                        || !(metric instanceof TextModelMetric evaluated
                            && evaluated.isOfEvaluation())));
    SortedSet<String> missing = wanted.names();
    missing.removeAll(measured.names());
    if (!missing.isEmpty()) {
      rowless.put(
          "no rows where sampling.backend is population: " + String.join(", ", missing),
          (long) missing.size());
    }
    if (metrics < experiment.metricOrder()) {
      rowless.put(
          "no rows where sampling.backend is population: n-grams longer than " + metrics,
          (long) experiment.metricOrder() - metrics);
    }
    return measured;
  }
}
