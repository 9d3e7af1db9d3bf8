package ouroboros.experiment.yaml;

/** An interval of finite numbers. */
public record Range(String text, double low, double high, Ends ends) {
  /** Which ends belong to the interval. */
  public enum Ends {
    BOTH,
    HIGH,
    LOW,
    NONE
  }

  /** Above 0. */
  public static final Range POSITIVE =
      new Range("a finite number above 0", 0, Double.POSITIVE_INFINITY, Ends.NONE);

  /** A number that can be added to a count. */
  public static final Range ADDED = new Range("a number in [0, 1e6]", 0, 1e6, Ends.BOTH);

  /** Above 0, and so small that its square and the sums of many squares are finite. */
  public static final Range MEASURED =
      new Range("a number above 0, at most 1e30", 0, 1e30, Ends.HIGH);

  /** A coordinate whose square, and the sums of many squares, are finite. */
  public static final Range COORDINATE =
      new Range("a number in [-1e30, 1e30]", -1e30, 1e30, Ends.BOTH);

  /** At least 0. */
  public static final Range NOT_NEGATIVE =
      new Range("a finite number of at least 0", 0, Double.MAX_VALUE, Ends.BOTH);

  /** Any finite number. */
  public static final Range FINITE =
      new Range("a finite number", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Ends.NONE);

  /** A share that may be 0. */
  public static final Range SHARE = new Range("a number in [0, 1]", 0, 1, Ends.BOTH);

  /** A share above 0. */
  public static final Range SOME = new Range("a number in (0, 1]", 0, 1, Ends.HIGH);

  /** False for NaN. */
  boolean contains(double x) {
    return switch (ends) {
      case BOTH -> x >= low && x <= high;
      case HIGH -> x > low && x <= high;
      case LOW -> x >= low && x < high;
      case NONE -> x > low && x < high;
    };
  }
}
