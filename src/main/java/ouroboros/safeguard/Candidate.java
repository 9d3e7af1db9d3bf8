package ouroboros.safeguard;

/**
 * Candidate c of unit i of S_g is the unit that is drawn with the counter word i + c x 2^40.
 * Candidate 0 is unit i itself. For this reason a generation has fewer than 2^40 units.
 */
public final class Candidate {
  /** The largest number of candidates that are tried for a unit. More are an error. */
  public static final int MOST = 10_000;

  private static final int BITS = 40;

  /** A generation with safeguards has fewer units than this. */
  public static final long UNITS = 1L << BITS;

  private Candidate() {}

  /** The counter word of a candidate. */
  public static long word(long unit, int candidate) {
    return unit + ((long) candidate << BITS);
  }

  /** The unit whose candidate a counter word draws. */
  public static long unit(long word) {
    return word & (UNITS - 1);
  }

  /** Which candidate of its unit a counter word draws, from 0. */
  static int number(long word) {
    return (int) (word >>> BITS);
  }
}
