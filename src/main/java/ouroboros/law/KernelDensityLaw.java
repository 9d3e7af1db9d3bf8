package ouroboros.law;

/**
 * The second moment of the training points about the true mean, for a kernel density of bandwidth
 * h: at fit t it grows by h^2 under replace, and by h^2/t under accumulate with batches of equal
 * size.
 */
public final class KernelDensityLaw {
  private KernelDensityLaw() {}

  /** At fit t under replace: s0^2 + (t - 1) h^2. */
  public static double replace(double trueVariance, double bandwidth, int t) {
    return trueVariance + (t - 1) * bandwidth * bandwidth;
  }

  /** At fit t under accumulate: s0^2 + h^2 (H_t - 1), H_t the t-th harmonic number. Cost: O(t). */
  public static double accumulate(double trueVariance, double bandwidth, int t) {
    double harmonic = 0;
    for (int i = 2; i <= t; i++) {
      harmonic += 1.0 / i;
    }
    return trueVariance + bandwidth * bandwidth * harmonic;
  }
}
