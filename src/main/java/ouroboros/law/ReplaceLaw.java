package ouroboros.law;

/**
 * F_t = (1 - 1/n)^t: {@code replace} with n units in every generation. F as in {@link PoolingLaw}.
 */
public final class ReplaceLaw {
  private ReplaceLaw() {}

  /** F at fit t. */
  public static double diversity(double n, int t) {
    return StrictMath.pow(1 - 1 / n, t);
  }
}
