package ouroboros.mixture;

import ouroboros.random.Key;

/**
 * A V: latent semantic analysis. The row of a document is its tf-idf weights times the leading
 * right singular vectors V of R's documents.
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-4571(199009)41:6%3C391::AID-ASI1%3E3.0.CO;2-9">
 *     Deerwester et al. 1990, Indexing by latent semantic analysis</a>
 */
public record LatentSemantics(TfIdf weights, SingularVectors vectors) implements Embedding {
  /**
   * Fits the embedding to documents.
   *
   * @param d numbers per document; fewer where the rank of R is lower
   */
  public static LatentSemantics fit(Blocks<BagBlock> documents, int types, int d, Key key) {
    TfIdf weights = TfIdf.fit(documents, types);
    return new LatentSemantics(weights, SingularVectors.fit(documents, weights, d, key));
  }

  @Override
  public int d() {
    return vectors.d();
  }

  @Override
  public VectorBlock rows(BagBlock bags) {
    return vectors.rows(bags, weights);
  }
}
