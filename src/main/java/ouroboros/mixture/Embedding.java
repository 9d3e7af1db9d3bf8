package ouroboros.mixture;

import java.io.Serializable;

/** What makes documents rows of numbers, fitted to R beforehand. */
public interface Embedding extends Serializable {
  /** Numbers a document, at least 1. */
  int d();

  /** A row a document; one without a known word is 0. */
  VectorBlock rows(BagBlock bags);
}
