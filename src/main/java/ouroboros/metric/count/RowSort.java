package ouroboros.metric.count;

/**
 * Sorts rows of numbers that are not negative by digits of 11 bits, the least significant digit
 * first, so no row is compared with another. A digit that is equal in all rows is skipped. Cost: a
 * pass over the rows for each digit, and as much memory again.
 */
final class RowSort {
  private static final int DIGIT = 11;
  private static final int VALUES = 1 << DIGIT;

  private RowSort() {}

  /**
   * The rows in ascending order of their first column, then of the next ones.
   *
   * @param columns [columns, rows], at least one; used as scratch
   * @param keys how many columns are compared; rows with equal ones keep their order
   */
  static long[][] sort(long[][] columns, int keys) {
    long[][] from = columns;
    long[][] to = new long[columns.length][columns[0].length];
    for (int key = keys - 1; key >= 0; key--) {
      long differs = 0;
      for (long value : from[key]) {
        differs |= value ^ from[key][0];
      }
      for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
        if ((differs >>> shift & (VALUES - 1)) != 0) {
          distribute(from, to, key, shift);
          long[][] swap = from;
          from = to;
          to = swap;
        }
      }
    }
    return from;
  }

  private static void distribute(long[][] from, long[][] to, int key, int shift) {
    int[] at = new int[VALUES + 1];
    for (long value : from[key]) {
      at[1 + (int) (value >>> shift & (VALUES - 1))]++;
    }
    for (int digit = 0; digit < VALUES; digit++) {
      at[digit + 1] += at[digit];
    }
    for (int row = 0; row < from[key].length; row++) {
      int place = at[(int) (from[key][row] >>> shift & (VALUES - 1))]++;
      for (int column = 0; column < from.length; column++) {
        to[column][place] = from[column][row];
      }
    }
  }
}
