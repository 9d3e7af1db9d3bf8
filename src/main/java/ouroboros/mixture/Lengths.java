package ouroboros.mixture;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.random.KeyedStream;

/**
 * The numbers of words of R's documents, without the empty documents. A drawn document has the
 * length of one of them.
 *
 * @param lengths the different lengths, ascending, each at least 1
 * @param ends as long as {@code lengths}: how many documents have this length or less
 */
@SuppressWarnings("ArrayRecordComponent")
public record Lengths(long[] lengths, long[] ends) implements Serializable {

  /** The lengths of documents, of which at least one has a word. */
  public static Lengths of(Blocks<BagBlock> documents) {
    TreeMap<Long, Long> counted = documents.sum(Lengths::count, Lengths::plus);
    counted.remove(0L);
    long[] lengths = counted.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] ends = counted.values().stream().mapToLong(Long::longValue).toArray();
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    return new Lengths(lengths, ends);
  }

  private static TreeMap<Long, Long> count(BagBlock bags) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < bags.size(); i++) {
      counts.merge(bags.length(i), 1L, Long::sum);
    }
    return counts;
  }

  private static TreeMap<Long, Long> plus(TreeMap<Long, Long> to, SortedMap<Long, Long> from) {
    from.forEach((length, times) -> to.merge(length, times, Long::sum));
    return to;
  }

  /** The length of a document that is drawn from R with replacement. Uses one random number. */
  int draw(KeyedStream random) {
    long place = random.below(ends[ends.length - 1]);
    int at = Arrays.binarySearch(ends, place + 1);
    return Math.toIntExact(lengths[at < 0 ? -1 - at : at]);
  }

  /** Mean number of words of a document. */
  public double mean() {
    double words = 0;
    for (int i = 0; i < lengths.length; i++) {
      words += (double) lengths[i] * (ends[i] - (i == 0 ? 0 : ends[i - 1]));
    }
    return words / ends[ends.length - 1];
  }
}
