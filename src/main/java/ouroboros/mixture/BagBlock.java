package ouroboros.mixture;

import java.util.Arrays;
import java.util.List;

/**
 * Documents as bags of words: which types a document has and how often each occurs.
 *
 * @param ends [n] where each document ends in {@code types}
 * @param types types of each document, ascending, where type 0 is the first word of the vocabulary
 * @param counts as long as {@code types}: how often each occurs, at least 1
 * @param weights [n] weight of each document
 */
@SuppressWarnings("ArrayRecordComponent")
public record BagBlock(int[] ends, int[] types, int[] counts, double[] weights)
    implements UnitBlock<BagBlock> {

  /**
   * The bags of the documents of a block. Ids outside [from, to) are not counted.
   *
   * @param from the first id that is a word
   * @param to one more than the last id that is a word
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

  /** The number of documents n. */
  @Override
  public int size() {
    return ends.length;
  }

  /** Where a document starts in {@link #types}. */
  public int start(int document) {
    return document == 0 ? 0 : ends[document - 1];
  }

  /** How many words a document has, repeats counted. */
  @Override
  public long length(int document) {
    long sum = 0;
    for (int t = start(document); t < ends[document]; t++) {
      sum += counts[t];
    }
    return sum;
  }

  @Override
  public long tokens() {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  /** How many documents have no word. */
  public long empty() {
    long sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += start(i) == ends[i] ? 1 : 0;
    }
    return sum;
  }

  @Override
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

  @Override
  public BagBlock with(List<BagBlock> others, int[] from) {
    int words = types.length + others.stream().mapToInt(bags -> bags.types.length).sum();
    int[] newEnds = new int[from.length];
    int[] newTypes = new int[words];
    int[] newCounts = new int[words];
    double[] heavy = new double[from.length];
    int[] next = new int[others.size() + 1];
    int to = 0;
    for (int i = 0; i < from.length; i++) {
      BagBlock bags = from[i] == 0 ? this : others.get(from[i] - 1);
      int document = next[from[i]]++;
      int start = bags.start(document);
      int length = bags.ends[document] - start;
      System.arraycopy(bags.types, start, newTypes, to, length);
      System.arraycopy(bags.counts, start, newCounts, to, length);
      to += length;
      newEnds[i] = to;
      heavy[i] = bags.weights[document];
    }
    return new BagBlock(newEnds, newTypes, newCounts, heavy);
  }
}
