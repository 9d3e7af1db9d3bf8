package ouroboros.metric.sentence;

import java.io.Serializable;
import java.util.Arrays;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.random.Philox;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/**
 * How many distinct words the first 1/128, 1/64, .. 1 of a text contain. The sentences are ordered
 * by a keyed hash of their numbers, so the result depends neither on the order of the documents nor
 * on the partitions.
 *
 * <p>State: the smallest share in which each type occurs, and the tokens of each share. To merge,
 * the mark of the smaller share wins and the tokens are added. Cost: one block of random numbers
 * per sentence, one byte per type.
 *
 * @see <a href="https://doi.org/10.1007/978-1-4612-0345-4">Heaps (1978), Information retrieval</a>
 */
public final class VocabularyGrowth implements SentenceSink, Serializable {
  private static final long serialVersionUID = 1L;

  /** Shares 1, 1/2, .. 2^-(SHARES - 1). */
  private static final int SHARES = 8;

  private final long seed;

  /**
   * [types] one plus the index of the smallest share that contains a type; 0 if it never occurred.
   * Share i is 2^-i of the text.
   */
  private byte[] smallest = new byte[1024];

  /** [SHARES] tokens of the sentences that are in a share but in no smaller one. */
  private final long[] tokens = new long[SHARES];

  private final transient long[] random = new long[4];

  /**
   * @param seed that of the experiment, so that the order is the same for all cells and replicates
   */
  public VocabularyGrowth(long seed) {
    this.seed = seed;
  }

  @Override
  public void accept(long unit, int[] sentence, int start, int end) {
    Philox.block(seed, 0, 1, unit, 0, Purpose.MEASURE.code(), random, 0);
    int share = Math.min(SHARES - 1, Long.numberOfLeadingZeros(random[0]));
    tokens[share] += end - start;
    byte mark = (byte) (share + 1);
    for (int i = start; i < end; i++) {
      int type = sentence[i];
      if (type >= smallest.length) {
        smallest = Arrays.copyOf(smallest, Math.max(type + 1, 2 * smallest.length));
      }
      if (smallest[type] < mark) {
        smallest[type] = mark;
      }
    }
  }

  /** The state of both texts together. */
  VocabularyGrowth merge(VocabularyGrowth more) {
    VocabularyGrowth both = new VocabularyGrowth(seed);
    both.smallest = Arrays.copyOf(smallest, Math.max(smallest.length, more.smallest.length));
    for (int i = 0; i < more.smallest.length; i++) {
      both.smallest[i] = (byte) Math.max(both.smallest[i], more.smallest[i]);
    }
    Arrays.setAll(both.tokens, share -> tokens[share] + more.tokens[share]);
    return both;
  }

  /**
   * The slope of log types over log tokens, by least squares over the shares that contain a word.
   * NaN if fewer than two shares differ in their number of tokens.
   */
  public double heapsExponent() {
    long[] marks = new long[SHARES];
    for (int type = Vocabulary.FIRST_WORD; type < smallest.length; type++) {
      if (smallest[type] > 0) {
        marks[smallest[type] - 1]++;
      }
    }
    double[] x = new double[SHARES];
    double[] y = new double[SHARES];
    int n = 0;
    long types = 0;
    long read = 0;
    for (int share = SHARES - 1; share >= 0; share--) {
      types += marks[share];
      read += tokens[share];
      if (types > 0) {
        x[n] = StrictMath.log((double) read);
        y[n++] = StrictMath.log((double) types);
      }
    }
    return slope(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
  }

  private static double slope(double[] x, double[] y) {
    double xMean = 0;
    double yMean = 0;
    for (int i = 0; i < x.length; i++) {
      xMean += x[i] / x.length;
      yMean += y[i] / x.length;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - xMean) * (y[i] - yMean);
      xx += (x[i] - xMean) * (x[i] - xMean);
    }
    return xx > 0 ? xy / xx : Double.NaN;
  }
}
