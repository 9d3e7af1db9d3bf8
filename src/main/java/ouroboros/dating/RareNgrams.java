package ouroboros.dating;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The n-grams of R of one length: a sample of the types, with the sentences in which they occur.
 * Immutable.
 */
public final class RareNgrams {
  private final int order;
  private final long[] types;
  private final int[] counts;
  private final int[] tokens;
  private final int[] perSentence;
  private final RareRepeats repeats = new RareRepeats();

  /** The n-grams of R of each length, from 2. */
  public static List<RareNgrams> of(List<NgramTokens> texts) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new RareNgrams(i + 2, texts.get(i)))
        .toList();
  }

  /** The n-grams of R. */
  private RareNgrams(int order, NgramTokens text) {
    this.order = order;
    long[] sorted = text.keys().clone();
    Arrays.sort(sorted);
    long[] distinct = new long[sorted.length];
    int[] many = new int[sorted.length];
    int last = -1;
    for (long key : sorted) {
      if (last < 0 || distinct[last] != key) {
        distinct[++last] = key;
      }
      many[last]++;
    }
    types = Arrays.copyOf(distinct, last + 1);
    counts = Arrays.copyOf(many, last + 1);
    tokens = new int[text.keys().length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = Arrays.binarySearch(types, text.keys()[i]);
    }
    perSentence = text.perSentence().clone();
    countRepeats();
  }

  private void countRepeats() {
    int start = 0;
    for (int length : perSentence) {
      int[] types = Arrays.copyOfRange(tokens, start, start + length);
      Arrays.sort(types);
      int first = 0;
      for (int at = 1; at <= length; at++) {
        if (at == length || types[at] != types[first]) {
          if (RareRepeats.isRare(counts[types[first]])) {
            repeats.add(counts[types[first]], at - first);
          }
          first = at;
        }
      }
      start += length;
    }
  }

  /** n. */
  int order() {
    return order;
  }

  /** Rare n-grams that are repeated in a sentence. */
  RareRepeats repeats() {
    return repeats;
  }

  /** Number of types of the sample. */
  int size() {
    return types.length;
  }

  /** The number of an n-gram, or a negative number. */
  int type(long key) {
    return Arrays.binarySearch(types, key);
  }

  /** The count in R of a type by its number. */
  int count(int type) {
    return counts[type];
  }

  /**
   * The sum over sentences of R of the square of the sum of the values of their rare n-grams,
   * divided by the sum of squares of all these values: 1 if n-grams come and go independently.
   *
   * @param values [count in R][count in the candidate, the last one for all higher]
   * @param inText the count in the candidate of each type
   */
  double clustering(double[][] values, int[] inText) {
    double alone = 0;
    for (int type = 0; type < types.length; type++) {
      double value = value(values, type, inText);
      alone += value * value;
    }
    double together = 0;
    int at = 0;
    for (int length : perSentence) {
      double sum = 0;
      for (int end = at + length; at < end; at++) {
        int type = tokens[at];
        sum += value(values, type, inText) / counts[type];
      }
      together += sum * sum;
    }
    return alone == 0 ? 1 : together / alone;
  }

  private double value(double[][] values, int type, int[] inText) {
    return counts[type] > PairSpectrum.RAREST
        ? 0
        : values[counts[type]][Math.min(inText[type], values[counts[type]].length - 1)];
  }
}
