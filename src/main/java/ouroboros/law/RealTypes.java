package ouroboros.law;

import java.util.List;

/**
 * The types of R, grouped by how they occur in real text; types with the same pattern of
 * occurrences form one row.
 *
 * @param times the values m for which some type occurs m times in some sentence of R, ascending
 * @param rows rows ordered by their count in R, ascending
 */
record RealTypes(List<Integer> times, List<Row> rows) {
  RealTypes {
    times = List.copyOf(times);
    rows = List.copyOf(rows);
  }

  /**
   * Types with the same pattern of occurrences.
   *
   * @param count occurrences in R
   * @param times [k] m, ascending
   * @param sentences [k] number of sentences of R in which each of these types occurs m times
   * @param generations [j] generations g whose slice of reserve contains them
   * @param fresh [j] occurrences of each type in that slice
   * @param types number of types in the row
   */
  record Row(
      long count, int[] times, long[] sentences, int[] generations, long[] fresh, long types) {

    /**
     * @param how pairs (m, sentences) .. followed by pairs (-g, occurrences) ..
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
