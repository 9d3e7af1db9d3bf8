package ouroboros.law;

/** {@code replace}: F_t = (1 - 1/n)^t. */
public final class ReplaceLaw {
  private ReplaceLaw() {}

  /** F at fit t. */
  public static double diversity(double n, int t) {
    return StrictMath.pow(1 - 1 / n, t);
  }
}
