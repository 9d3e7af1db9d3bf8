package ouroboros.spark.ngram;

import ouroboros.experiment.Experiment;
import ouroboros.experiment.review.ReviewFolder;
import ouroboros.experiment.store.CountTable;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.SampleSentences;
import ouroboros.spark.draw.ModelPlaces;
import ouroboros.spark.judge.Judges;

/**
 * What all lineages share that count n-grams of one order and have the same components.
 *
 * @param reference what R fixes
 * @param jobs the Spark jobs
 * @param models fits models to tables
 * @param places decides where models are held while sentences are drawn from them
 * @param showcase the sentences that the report shows
 * @param shared results that the first lineage computes for all
 */
record NgramContext(
    Experiment experiment,
    Reference reference,
    CountJobs jobs,
    GateJobs gates,
    NgramModels models,
    ModelPlaces places,
    SampleSentences showcase,
    Shared shared) {

  /**
   * Results that the first lineage that needs them computes for all.
   *
   * @param measured S_1 of cells with equal family and sampling; T_g where it is R
   * @param counted counts of the units of R and reserve that lines of recipes take
   * @param judges fits gates that judge text
   * @param reviews the files in which people decide
   */
  record Shared(
      SharedResults<Object, MeasuredTable> measured,
      SharedResults<Object, CountTable> counted,
      Judges judges,
      ReviewFolder reviews) {
    static Shared empty(Judges judges, ReviewFolder reviews) {
      return new Shared(new SharedResults<>(), new SharedResults<>(), judges, reviews);
    }
  }
}
