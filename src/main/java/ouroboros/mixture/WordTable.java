package ouroboros.mixture;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.random.KeyedStream;

/**
 * Distributions of words, one per component.
 *
 * @param types how many words there are, at least 1
 * @param shares [components, types]; those of a component add up to 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record WordTable(int types, double[] shares) implements Serializable {

  /** How many components. */
  public int components() {
    return shares.length / types;
  }

  /** The probability of a word in a component. */
  public double share(int component, int type) {
    return shares[component * types + type];
  }

  /** The components of several tables of the same words, one table after the other. */
  static WordTable joined(List<WordTable> all) {
    return new WordTable(
        all.get(0).types,
        all.stream().flatMapToDouble(table -> Arrays.stream(table.shares)).toArray());
  }

  /**
   * The same table, where every component spreads the share {@code part} of its probability evenly
   * over all words.
   */
  public WordTable levelled(double part) {
    double[] level = new double[shares.length];
    Arrays.setAll(level, i -> (1 - part) * shares[i] + part / types);
    return new WordTable(types, level);
  }

  /**
   * The Bhattacharyya distance -ln sum sqrt(p q) between two distributions, in nats per word;
   * Infinity where they have no word in common.
   */
  public double distance(int component, WordTable other, int ofOther) {
    double sum = 0;
    for (int w = 0; w < types; w++) {
      sum += Math.sqrt(share(component, w) * other.share(ofOther, w));
    }
    return sum < 1 ? -StrictMath.log(sum) : 0;
  }

  /**
   * The at most {@code most} most probable words of a component, the most probable first; equal
   * ones by lower number.
   */
  public int[] top(int component, int most) {
    return IntStream.range(0, types)
        .filter(w -> share(component, w) > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer w) -> -share(component, w)))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** [components][types] the cumulative sums of the probabilities. */
  double[][] cumulative() {
    double[][] sums = new double[components()][types];
    for (int c = 0; c < sums.length; c++) {
      double sum = 0;
      for (int w = 0; w < types; w++) {
        sum += share(c, w);
        sums[c][w] = sum;
      }
    }
    return sums;
  }

  /**
   * Draws a word by its probability; never a word of probability 0. Cost: one random number and
   * log2(types) comparisons.
   */
  static int draw(double[] cumulative, KeyedStream random) {
    double u = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > u) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(components());
    out.writeInt(types);
    Numbers.write(shares, out);
  }

  static WordTable read(DataInput in) throws IOException {
    int components = in.readInt();
    int types = in.readInt();
    return new WordTable(types, Numbers.read(components * types, in));
  }
}
