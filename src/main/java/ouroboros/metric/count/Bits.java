package ouroboros.metric.count;

/** Logarithms to base 2 by {@link StrictMath}: the same bits on every machine. */
public final class Bits {
  /** Natural logarithm of 2: nats per bit. */
  public static final double LN_2 = StrictMath.log(2);

  private Bits() {}

  /** log2 x for x > 0. Exact for x = 1 and x = 2. */
  public static double log2(double x) {
    return StrictMath.log(x) / LN_2;
  }
}
