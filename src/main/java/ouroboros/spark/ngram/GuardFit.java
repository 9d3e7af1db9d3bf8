package ouroboros.spark.ngram;

import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.smoothing.Smoothing;

/** Fits to the guard text those parameters of a smoothing that counts do not determine. */
interface GuardFit {
  /**
   * The smoothing with all parameters determined.
   *
   * @param types number of types in the uniform distribution at the end of back-off; 0 for the
   *     types of the table
   */
  Smoothing fitted(Smoothing smoothing, int order, CountTable table, long types);
}
