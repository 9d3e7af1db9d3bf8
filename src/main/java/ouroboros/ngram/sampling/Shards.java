package ouroboros.ngram.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.text.Vocabulary;

/**
 * The shards into which the contexts of a model are divided: intervals of contexts in suffix order,
 * as key ranges are intervals of n-grams. Most begin with a token. One that begins inside a token
 * begins with more tokens, the last one first. No bit depends on how many there are or where they
 * begin.
 *
 * @param bounds of the second, third, .. shard the n-gram that it begins with, the last token
 *     first; ascending, none longer than a context
 * @param types one more than the highest id
 */
public record Shards(List<List<Integer>> bounds, int types) implements Serializable {

  /**
   * About {@code wanted} shards with equally many n-grams. How many there are is estimated from the
   * sizes of a table's files, one for each key range, and within a range from the counts of R. A
   * shard begins with a token, or, if the order is at least 3, where a key range begins inside a
   * token. So it has at most its equal share and one key range or token more; the shard where
   * sentences start also has the successors of the start, which is not cut.
   *
   * @param keys the key ranges
   * @param bytes [ranges] size of the table in each range
   * @param counts [types] how often each token ends a context in R
   * @param order of the model
   */
  public static Shards of(KeyRanges keys, long[] bytes, long[] counts, int order, int wanted) {
    double[] occurrences = new double[bytes.length];
    for (int id = 0; id < counts.length; id++) {
      for (int range = keys.of(id); range <= keys.last(id); range++) {
        occurrences[range] += share(keys, counts, id);
      }
    }
    double all = 0;
    for (int range = 0; range < bytes.length; range++) {
      all += occurrences[range] > 0 ? bytes[range] : 0;
    }
    List<List<Integer>> bounds = new ArrayList<>();
    double before = 0;
    long next = 1;
    for (int id = 0; id < counts.length; id++) {
      int first = keys.of(id);
      for (int range = first; counts[id] > 0 && range <= keys.last(id); range++) {
        List<Integer> bound = range == first ? start(id) : bound(keys, range, order);
        boolean isNew = bounds.isEmpty() || !bounds.get(bounds.size() - 1).equals(bound);
        boolean isDue = before > 0 && before * wanted >= all * next && next < wanted;
        if (isDue && !bound.isEmpty() && isNew) {
          bounds.add(bound);
          next = 1 + (long) (before * wanted / all);
        }
        before += bytes[range] * (share(keys, counts, id) / occurrences[range]);
      }
    }
    return new Shards(List.copyOf(bounds), counts.length);
  }

  /** Where a shard can begin with a token; empty for a mark, because sentences start there. */
  private static List<Integer> start(int id) {
    return id < Vocabulary.FIRST_WORD ? List.of() : List.of(id);
  }

  /** Occurrences of a token in each of its ranges, which are equal parts of it. */
  private static double share(KeyRanges keys, long[] counts, int id) {
    return (double) counts[id] / (keys.last(id) - keys.of(id) + 1);
  }

  /** Where a shard can begin at a range inside a token; empty if its contexts have one token. */
  private static List<Integer> bound(KeyRanges keys, int range, int order) {
    List<Integer> bound = keys.bound(range);
    return order < 3 ? List.of() : List.copyOf(bound.subList(0, Math.min(bound.size(), order - 1)));
  }

  /** How many shards. */
  public int size() {
    return bounds.size() + 1;
  }

  /** The shards as key ranges of contexts. */
  KeyRanges keys(KeyLayout layout) {
    return KeyRanges.startingAt(layout, bounds);
  }

  /** The shard in which sentences start. */
  public int start() {
    int start = 0;
    while (start < bounds.size() && bounds.get(start).get(0) <= Vocabulary.BOS) {
      start++;
    }
    return start;
  }
}
