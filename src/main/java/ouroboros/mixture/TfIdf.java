package ouroboros.mixture;

import java.io.Serializable;

/**
 * x_w = count_w idf_w / norm, idf_w = ln((1 + n) / (1 + df_w)) + 1, where n is the number of
 * documents of R and df_w the number of them that contain w. Every document becomes a vector of
 * length 1; a document without a known word becomes 0.
 *
 * @param idf [types] computed from the documents of R
 */
@SuppressWarnings("ArrayRecordComponent")
public record TfIdf(double[] idf) implements Serializable {

  /** Counts in how many documents each type occurs (integers), and computes idf from that. */
  public static TfIdf fit(Blocks<BagBlock> documents, int types) {
    long[] frequency = new long[types];
    long n = 0;
    for (long[] block : documents.map(bags -> frequencies(bags, types))) {
      for (int w = 0; w < types; w++) {
        frequency[w] += block[w];
      }
      n += block[types];
    }
    double[] idf = new double[types];
    for (int w = 0; w < types; w++) {
      idf[w] = StrictMath.log((1.0 + n) / (1.0 + frequency[w])) + 1;
    }
    return new TfIdf(idf);
  }

  private static long[] frequencies(BagBlock bags, int types) {
    long[] frequency = new long[types + 1];
    for (int type : bags.types()) {
      frequency[type]++;
    }
    frequency[types] = bags.size();
    return frequency;
  }

  /** The tf-idf weight of every entry of a block, as long as {@link BagBlock#types}. */
  public double[] weights(BagBlock bags) {
    double[] weights = new double[bags.types().length];
    for (int i = 0; i < bags.size(); i++) {
      double squares = 0;
      for (int t = bags.start(i); t < bags.ends()[i]; t++) {
        weights[t] = bags.counts()[t] * idf[bags.types()[t]];
        squares += weights[t] * weights[t];
      }
      double norm = Math.sqrt(squares);
      for (int t = bags.start(i); t < bags.ends()[i]; t++) {
        weights[t] /= norm;
      }
    }
    return weights;
  }
}
