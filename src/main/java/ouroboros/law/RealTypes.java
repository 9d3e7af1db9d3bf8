package ouroboros.law;

import java.util.List;

/**
 * The types of R by how they occur in real text; those that occur alike are one row.
 *
 * @param times m for which some sentence of R holds a type m times, ascending
 * @param rows by their count in R, ascending
 */
record RealTypes(List<Integer> times, List<Row> rows) {
  RealTypes {
    times = List.copyOf(times);
    rows = List.copyOf(rows);
  }

  /**
   * Types that occur alike.
   *
   * @param count occurrences in R
   * @param times [k] m, ascending
   * @param sentences [k] sentences of R that hold each of these types m times
   * @param generations [j] g whose slice of reserve holds them
   * @param fresh [j] occurrences there
   * @param types how many they are
   */
  record Row(
      long count, int[] times, long[] sentences, int[] generations, long[] fresh, long types) {

    /**
     * @param how m and sentences, m and sentences .. then -g and occurrences, -g and occurrences ..
     */
    static Row of(long[] how, long types) {
      int real = 0;
      while (2 * real < how.length && how[2 * real] > 0) {
        real++;
      }
      int[] times = new int[real];
      long[] sentences = new long[real];
      int[] generations = new int[how.length / 2 - real];
      long[] fresh = new long[generations.length];
      long count = 0;
      for (int k = 0; k < real; k++) {
        times[k] = (int) how[2 * k];
        sentences[k] = how[2 * k + 1];
        count += times[k] * sentences[k];
      }
      for (int j = 0; j < fresh.length; j++) {
        generations[j] = (int) -how[2 * (real + j)];
        fresh[j] = how[2 * (real + j) + 1];
      }
      return new Row(count, times, sentences, generations, fresh, types);
    }
  }
}
