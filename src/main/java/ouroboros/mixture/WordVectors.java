package ouroboros.mixture;

/**
 * sum_w count_w v_w / sum_w count_w: the row of a document is the mean of the vectors of its words,
 * added in the order of the types.
 *
 * @param d numbers per word, at least 1
 * @param vectors [types, d]
 */
@SuppressWarnings("ArrayRecordComponent")
public record WordVectors(int d, double[] vectors) implements Embedding {

  @Override
  public VectorBlock rows(BagBlock bags) {
    double[] rows = new double[bags.size() * d];
    for (int i = 0; i < bags.size(); i++) {
      double words = 0;
      for (int t = bags.start(i); t < bags.ends()[i]; t++) {
        double count = bags.counts()[t];
        words += count;
        for (int j = 0; j < d; j++) {
          rows[i * d + j] += count * vectors[bags.types()[t] * d + j];
        }
      }
      for (int j = 0; j < d && words > 0; j++) {
        rows[i * d + j] /= words;
      }
    }
    return VectorBlock.of(d, rows);
  }
}
