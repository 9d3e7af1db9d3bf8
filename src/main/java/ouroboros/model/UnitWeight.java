package ouroboros.model;

/** Weights of units as integers, so that weighted counts are exact: fixed point of 2^-20. */
public final class UnitWeight {
  /** The weight 1. */
  public static final long ONE = 1L << 20;

  private UnitWeight() {}
}
