package ouroboros.mixture;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of numbers with weights.
 *
 * @param d numbers per row, >= 1
 * @param rows [n, d], row by row
 * @param weights [n], >= 0, the weight of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record VectorBlock(int d, double[] rows, double[] weights)
    implements UnitBlock<VectorBlock> {
  /** How many rows a block has: 4 MiB at 32 numbers per row. */
  public static final int ROWS = 1 << 14;

  /** Rows of weight 1. */
  public static VectorBlock of(int d, double[] rows) {
    double[] ones = new double[rows.length / d];
    Arrays.fill(ones, 1);
    return new VectorBlock(d, rows, ones);
  }

  /** The number of rows n. */
  @Override
  public int size() {
    return weights.length;
  }

  @Override
  public long length(int unit) {
    return 0;
  }

  @Override
  public long tokens() {
    return 0;
  }

  @Override
  public VectorBlock chosen(int[] times, double weight) {
    int kept = 0;
    for (int t : times) {
      kept += t > 0 ? 1 : 0;
    }
    double[] chosen = new double[kept * d];
    double[] heavy = new double[kept];
    int to = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        System.arraycopy(rows, i * d, chosen, to * d, d);
        heavy[to++] = times[i] * weights[i] * weight;
      }
    }
    return new VectorBlock(d, chosen, heavy);
  }

  @Override
  public VectorBlock with(List<VectorBlock> others, int[] from) {
    double[] all = new double[from.length * d];
    double[] heavy = new double[from.length];
    int[] next = new int[others.size() + 1];
    for (int i = 0; i < from.length; i++) {
      VectorBlock block = from[i] == 0 ? this : others.get(from[i] - 1);
      int row = next[from[i]]++;
      System.arraycopy(block.rows, row * d, all, i * d, d);
      heavy[i] = block.weights[row];
    }
    return new VectorBlock(d, all, heavy);
  }
}
