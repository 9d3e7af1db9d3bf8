package ouroboros.spark.ngram;

import ouroboros.experiment.Experiment;
import ouroboros.experiment.store.CountTable;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.draw.ModelPlaces;

/**
 * What all lineages of n-gram families share that count n-grams of one order.
 *
 * @param reference what R fixes
 * @param steps the Spark jobs
 * @param models fits models to tables
 * @param places where models are held while they are drawn from
 * @param showcase sentences that a person is shown
 * @param shared what the first lineage computes for all
 */
record NgramContext(
    Experiment experiment,
    Reference reference,
    CountJobs steps,
    NgramModels models,
    ModelPlaces places,
    SampleSentences showcase,
    Shared shared) {

  /**
   * What the first lineage that asks computes for all.
   *
   * @param measured S_1 of cells alike; T_g where it is R
   * @param counted units of R and reserve that lines of recipes take
   */
  record Shared(
      SharedResults<Object, MeasuredTable> measured, SharedResults<Object, CountTable> counted) {
    static Shared empty() {
      return new Shared(new SharedResults<>(), new SharedResults<>());
    }
  }
}
