package ouroboros.spark.text;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence and where it comes from.
 *
 * @param stratum number of its stratum
 * @param tokens ids of its words
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledSentence(int stratum, int[] tokens) {
  /** The sentence as one array, its stratum first. */
  public static int[] written(int stratum, int[] tokens) {
    int[] written = new int[tokens.length + 1];
    written[0] = stratum;
    System.arraycopy(tokens, 0, written, 1, tokens.length);
    return written;
  }

  /** The sentences that {@link #written} wrote. */
  public static List<LabelledSentence> of(int[][] written) {
    return Arrays.stream(written)
        .map(each -> new LabelledSentence(each[0], Arrays.copyOfRange(each, 1, each.length)))
        .toList();
  }
}
