package ouroboros.truth;

/**
 * Points with labels, and the sums that least squares needs.
 *
 * @param features x, [n, d]
 * @param labels y, [n]
 * @param gram sum of x x' over the points, [d, d], only the lower triangle
 * @param moment sum of x y over the points, [d]
 */
@SuppressWarnings("ArrayRecordComponent")
record RegressionBatch(double[] features, double[] labels, double[] gram, double[] moment) {

  /** The same, where the sum of x x' is known already. */
  static RegressionBatch of(double[] features, double[] labels, double[] gram) {
    int d = features.length / labels.length;
    double[] moment = new double[d];
    for (int i = 0; i < labels.length; i++) {
      for (int a = 0; a < d; a++) {
        moment[a] += features[i * d + a] * labels[i];
      }
    }
    return new RegressionBatch(features, labels, gram, moment);
  }

  static double[] gram(double[] features, int d, int[] times) {
    double[] gram = new double[d * d];
    for (int i = 0; i < times.length; i++) {
      for (int a = 0; a < d && times[i] > 0; a++) {
        double x = times[i] * features[i * d + a];
        for (int b = 0; b <= a; b++) {
          gram[a * d + b] += x * features[i * d + b];
        }
      }
    }
    return gram;
  }
}
