package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.metric.count.Bits;

/**
 * log2 p_a(w) - log2 p_b(w) for each word w and two strata a, b, with p_x(w) = (c_x(w) + 1/2)/(N_x
 * + V/2): how much a word is of the style of a rather than of b. It is fitted once, on guard.
 *
 * <p>Logarithms are integers in units of 2^-20 bits, so sums over words have the same bits in any
 * order.
 *
 * @param strata of the text
 * @param pairs the pairs of strata
 * @param ratios [pairs, ids] the log-ratio of each word
 */
@SuppressWarnings("ArrayRecordComponent")
public record StyleModel(int strata, List<Pair> pairs, int[][] ratios) implements Serializable {
  /** The integer that represents one bit. */
  static final long BIT = 1L << 20;

  /** So many of the largest strata are compared with each other. */
  private static final int MOST_STRATA = 4;

  /** Two strata by their numbers. */
  public record Pair(int first, int second) implements Serializable {}

  public StyleModel {
    pairs = List.copyOf(pairs);
  }

  /**
   * Fits the model.
   *
   * @param counts [strata, ids] how often each word occurs in each stratum of guard; marks of
   *     sentences never
   * @param words how many of the ids are words, {@code <unk>} included
   */
  public static StyleModel of(long[][] counts, int words) {
    long[] tokens = Arrays.stream(counts).mapToLong(c -> Arrays.stream(c).sum()).toArray();
    List<Integer> largest =
        IntStream.range(0, counts.length)
            .boxed()
            .filter(s -> tokens[s] > 0)
            .sorted(Comparator.comparingLong((Integer s) -> -tokens[s]))
            .limit(MOST_STRATA)
            .sorted()
            .toList();
    List<Pair> pairs = new ArrayList<>();
    List<int[]> ratios = new ArrayList<>();
    for (int a : largest) {
      for (int b : largest) {
        if (a < b) {
          pairs.add(new Pair(a, b));
          ratios.add(ratios(counts[a], tokens[a], counts[b], tokens[b], words));
        }
      }
    }
    return new StyleModel(counts.length, pairs, ratios.toArray(int[][]::new));
  }

  private static int[] ratios(long[] a, long ofA, long[] b, long ofB, int words) {
    int[] ratios = new int[a.length];
    for (int w = 0; w < ratios.length; w++) {
      double p = (a[w] + 0.5) / (ofA + words / 2.0);
      double q = (b[w] + 0.5) / (ofB + words / 2.0);
      ratios[w] = (int) Math.round(Bits.log2(p / q) * BIT);
    }
    return ratios;
  }
}
