package ouroboros.mixture;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Documents as bags of words: which types, how often each.
 *
 * @param ends [n] where each document ends in {@code types}
 * @param types types of each document, ascending, 0 the first word
 * @param counts as many; how often, at least 1
 * @param weights [n] how often each document counts
 */
@SuppressWarnings("ArrayRecordComponent")
public record BagBlock(int[] ends, int[] types, int[] counts, double[] weights)
    implements Serializable {

  /**
   * The bags of documents.
   *
   * @param from the first id that is a word
   * @param to one more than the last; what lies outside is not counted
   */
  public static BagBlock of(DocumentBlock block, int from, int to) {
    BagFiller bags = new BagFiller(block.size());
    for (int i = 0; i < block.size(); i++) {
      int first = block.start(block.firstSentence(i));
      int last = block.documents()[i] == 0 ? 0 : block.sentences()[block.documents()[i] - 1];
      int[] words = new int[Math.max(0, last - first)];
      int length = 0;
      for (int t = first; t < last; t++) {
        int token = block.tokens()[t];
        if (token >= from && token < to) {
          words[length++] = token - from;
        }
      }
      bags.add(words, length);
    }
    return bags.bags();
  }

  /** n. */
  public int size() {
    return ends.length;
  }

  /** Where a document starts in {@link #types}. */
  public int start(int document) {
    return document == 0 ? 0 : ends[document - 1];
  }

  /** Words of a document. */
  public long length(int document) {
    long sum = 0;
    for (int t = start(document); t < ends[document]; t++) {
      sum += counts[t];
    }
    return sum;
  }

  /** Words of all documents, each document once. */
  public long tokens() {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Documents without any word. */
  public long empty() {
    long sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += start(i) == ends[i] ? 1 : 0;
    }
    return sum;
  }

  /** The documents with a multiplicity above 0, each with its multiplicity times {@code weight}. */
  public BagBlock chosen(int[] times, double weight) {
    int[] newEnds = new int[times.length];
    int[] newTypes = new int[types.length];
    int[] newCounts = new int[types.length];
    double[] heavy = new double[times.length];
    int n = 0;
    int to = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        int length = ends[i] - start(i);
        System.arraycopy(types, start(i), newTypes, to, length);
        System.arraycopy(counts, start(i), newCounts, to, length);
        to += length;
        heavy[n] = times[i] * weights[i] * weight;
        newEnds[n++] = to;
      }
    }
    return new BagBlock(
        Arrays.copyOf(newEnds, n),
        Arrays.copyOf(newTypes, to),
        Arrays.copyOf(newCounts, to),
        Arrays.copyOf(heavy, n));
  }
}
