package ouroboros.mixture;

import java.io.Serializable;

/**
 * Maps each document to a vector of d numbers. It was fitted to R and does not change afterwards.
 */
public interface Embedding extends Serializable {
  /** Numbers per document, at least 1. */
  int d();

  /** One row per document; the row of a document without a known word is 0. */
  VectorBlock rows(BagBlock bags);
}
