package ouroboros.truth;

/**
 * x = mean + F z: points of N(mean, F F'), kept as the standard normal numbers z. So no digits are
 * lost by cancellation, however narrow the model has become.
 *
 * @param mean [d]
 * @param factor F, [d, d], lower triangular
 * @param z [n, d]
 * @param sum of z over the points, [d]
 * @param products sum of z z' over the points, [d, d], only the lower triangle
 */
@SuppressWarnings("ArrayRecordComponent")
record GaussianBatch(double[] mean, double[] factor, double[] z, double[] sum, double[] products) {

  /** The batch of the points whose standard normal numbers are {@code z}. */
  static GaussianBatch of(double[] mean, double[] factor, double[] z) {
    int d = mean.length;
    double[] sum = new double[d];
    double[] products = new double[d * d];
    for (int at = 0; at < z.length; at += d) {
      addPoint(z, at, 1, sum, products);
    }
    return new GaussianBatch(mean, factor, z, sum, products);
  }

  int units() {
    return z.length / mean.length;
  }

  /** The sums of the chosen points, as a batch without points: its {@code z} is empty. */
  GaussianBatch chosen(int[] times) {
    int d = mean.length;
    double[] chosenSum = new double[d];
    double[] chosenProducts = new double[d * d];
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        addPoint(z, i * d, times[i], chosenSum, chosenProducts);
      }
    }
    return new GaussianBatch(mean, factor, new double[0], chosenSum, chosenProducts);
  }

  private static void addPoint(double[] z, int at, int times, double[] sum, double[] products) {
    int d = sum.length;
    for (int a = 0; a < d; a++) {
      double za = times * z[at + a];
      sum[a] += za;
      for (int b = 0; b <= a; b++) {
        products[a * d + b] += za * z[at + b];
      }
    }
  }
}
