package ouroboros.ngram.heldout;

/**
 * A discount D(x) that is a piecewise linear function of the count x. D(0) = 0, and D has the slope
 * a_k in [0, 1] between the knots k and k + 1, so 0 &lt;= D(x) &lt;= x.
 *
 * <p>With knots at 1, 2 and 3 it contains the discounts D_1, D_2, D_3+ of modified Kneser-Ney: the
 * slopes are D_1, D_2 - D_1, D_3 - D_2 and then 0. The knots below 1 are for counts of n-grams that
 * are rarer than what occurs once in R.
 */
final class DiscountCurve {
  /** The knots as multiples of {@link RelativeScale#ONE}; the last segment has no end. */
  private static final double[] KNOTS = {1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 1, 2, 3, 6, 16};

  /** The slopes before guard is seen, and without guard: typical of modified Kneser-Ney. */
  private static final double[] USUAL = {.8, .8, .8, .8, .8, .33, .17, .08, .04, .02};

  /** How many segments a curve has. */
  static final int SEGMENTS = KNOTS.length + 1;

  private static final long[] ENDS = new long[SEGMENTS];
  private static final long[] BEGINS = new long[SEGMENTS];

  /** All knots are multiples of 2^STEP. */
  private static final int STEP = 20;

  /** [steps] the segment of each step of 2^STEP up to the last knot. */
  private static final byte[] BY_STEP;

  /** [segments] the slope of each. */
  final double[] slopes = USUAL.clone();

  /** [segments] what is kept of a count in the segments before this one. */
  private final double[] before = new double[SEGMENTS];

  static {
    for (int k = 0; k < KNOTS.length; k++) {
      ENDS[k] = (long) (KNOTS[k] * RelativeScale.ONE);
    }
    ENDS[KNOTS.length] = Long.MAX_VALUE;
    System.arraycopy(ENDS, 0, BEGINS, 1, KNOTS.length);
    BY_STEP = new byte[(int) (ENDS[KNOTS.length - 1] >>> STEP)];
    int segment = 0;
    for (int step = 0; step < BY_STEP.length; step++) {
      segment += (long) step << STEP == ENDS[segment] ? 1 : 0;
      BY_STEP[step] = (byte) segment;
    }
  }

  /** The usual discount. */
  DiscountCurve() {
    update();
  }

  /** A discount with these slopes. */
  DiscountCurve(double... slopes) {
    System.arraycopy(slopes, 0, this.slopes, 0, SEGMENTS);
    update();
  }

  /** D(x). */
  double of(long x) {
    return x - kept(x);
  }

  /** The slope of a segment before guard is seen. */
  static double usual(int segment) {
    return USUAL[segment];
  }

  /** The segment of a count, which is above 0. */
  static int segment(long x) {
    return x > ENDS[KNOTS.length - 1] ? KNOTS.length : BY_STEP[(int) ((x - 1) >>> STEP)];
  }

  /** Where a segment begins. */
  static long begin(int segment) {
    return BEGINS[segment];
  }

  /** The length of a segment that is not the last. */
  static long length(int segment) {
    return ENDS[segment] - begin(segment);
  }

  /** Adds to {@code sums[at ..]} the part of a count that is in each segment. */
  static void add(long[] sums, int at, long x) {
    int segment = segment(x);
    for (int k = 0; k < segment; k++) {
      sums[at + k] += length(k);
    }
    sums[at + segment] += x - begin(segment);
  }

  /** Must be called after slopes have changed. */
  void update() {
    for (int k = 1; k < SEGMENTS; k++) {
      before[k] = before[k - 1] + (1 - slopes[k - 1]) * length(k - 1);
    }
  }

  /** x - D(x). */
  double kept(long x) {
    if (x == 0) {
      return 0;
    }
    int segment = segment(x);
    return kept(segment, (double) (x - begin(segment)));
  }

  /** x - D(x), for x at a distance from the beginning of its segment. */
  double kept(int segment, double rest) {
    return before[segment] + (1 - slopes[segment]) * rest;
  }

  /** The sum of x - D(x) over the successors of a context outside the closed vocabulary. */
  double keptOutside(RelativeCounts.Column column, int context) {
    double kept = 0;
    for (int k = 0; k < SEGMENTS && column.outside.length > 0; k++) {
      kept += (1 - slopes[k]) * column.outside[context * SEGMENTS + k];
    }
    return kept;
  }

  /** The sum of D(x) over counts, from the sums of their parts. */
  double taken(long[] sums, int at) {
    double taken = 0;
    for (int k = 0; k < SEGMENTS; k++) {
      taken += slopes[k] * sums[at + k];
    }
    return taken;
  }
}
