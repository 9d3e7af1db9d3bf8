package ouroboros.spark.ngram;

import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.smoothing.Smoothing;

/** Fits to guard what counts leave open of a smoothing. */
interface GuardFit {
  /**
   * The smoothing with nothing left open.
   *
   * @param types over how many types the last mass is spread; 0 for those of the table
   */
  Smoothing fitted(Smoothing smoothing, int order, CountTable table, long types);
}
