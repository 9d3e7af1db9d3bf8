package ouroboros.metric.sentence;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.count.SentenceSink;

/**
 * Counts the sentences that contain a statement, word for word and anywhere in the sentence, and
 * those that contain it or its rival. Cost: about one comparison per token and statement.
 */
public final class PlantedStatements implements SentenceSink {
  private final int[][] statements;

  /** Sentences with the statement, with either of the two, and all. */
  private final long[] counts = new long[3];

  /**
   * @param statements the statement, then its rival if it has one; -1 for a word that no sentence
   *     has
   */
  public PlantedStatements(List<int[]> statements) {
    this.statements = statements.toArray(int[][]::new);
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    boolean first = contains(tokens, start, end, statements[0]);
    counts[0] += first ? 1 : 0;
    boolean either =
        first || (statements.length > 1 && contains(tokens, start, end, statements[1]));
    counts[1] += either ? 1 : 0;
    counts[2]++;
  }

  private static boolean contains(int[] tokens, int start, int end, int[] statement) {
    for (int at = start; at <= end - statement.length; at++) {
      if (Arrays.equals(tokens, at, at + statement.length, statement, 0, statement.length)) {
        return true;
      }
    }
    return false;
  }

  /** Sentences with the statement; those that it is compared with: with either of two, or all. */
  public long[] counts() {
    return new long[] {counts[0], counts[statements.length > 1 ? 1 : 2]};
  }

  /** The sum of both; an empty array means that nothing was counted. */
  static long[] merge(long[] a, long[] b) {
    return a.length == 0 ? b : b.length == 0 ? a : new long[] {a[0] + b[0], a[1] + b[1]};
  }

  /** The share of sentences with the statement; NaN where there is nothing to compare with. */
  static double share(long[] counts) {
    return counts[1] == 0 ? Double.NaN : (double) counts[0] / counts[1];
  }
}
