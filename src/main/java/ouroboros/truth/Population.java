package ouroboros.truth;

import ouroboros.random.KeyedStream;

/**
 * The mutable state of a known-truth family along one lineage, where a batch of points is known
 * only by a sufficient statistic: its counts, or its mean and its scatter. The statistic is drawn
 * from its exact law, at a cost that does not grow with the number of points. Not thread-safe.
 *
 * @param <B> the statistic of a batch
 */
interface Population<B> {

  /** New points of the truth. */
  B truth(KeyedStream random, long units);

  /** New points of the model that was fitted last. */
  B draw(KeyedStream random, long units);

  /** Points of a batch, chosen without replacement; fewer than the batch has. */
  B without(KeyedStream random, B batch, long units);

  /** Points of a batch, chosen with replacement. */
  B with(KeyedStream random, B batch, long units);

  /**
   * Fits and draws from now on as another cell says, which has the same points; the training set
   * stays. Only for families whose fit or temperature can change.
   */
  default void change(TruthCell cell) {
    throw new IllegalStateException("Models of " + cell.family().kind() + " cannot change.");
  }

  /** Empties the training set. */
  void clear();

  /**
   * Adds a batch to the training set.
   *
   * @param weight of each point, in fixed point: {@link ouroboros.policy.RecipeLine#ONE} means 1
   */
  void add(B batch, long weight);

  /** Fits the model to the training set. */
  void fit();

  /** A metric of the model that was fitted last; NaN where it is undefined. */
  double value(Measure measure);
}
