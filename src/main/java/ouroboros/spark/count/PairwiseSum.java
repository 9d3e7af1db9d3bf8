package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds up in pairs of sums of equally many, so that each part is copied as often as the logarithm
 * of their number. At most that many sums are held.
 *
 * @param <T> what is added; the sum does not depend on the order
 */
public final class PairwiseSum<T> {
  private final BinaryOperator<T> plus;
  private final List<T> sums = new ArrayList<>();
  private int added;

  public PairwiseSum(BinaryOperator<T> plus) {
    this.plus = plus;
  }

  /** Adds one more. */
  public void add(T more) {
    T sum = more;
    for (int bits = added; (bits & 1) != 0; bits >>>= 1) {
      sum = plus.apply(sums.remove(sums.size() - 1), sum);
    }
    sums.add(sum);
    added++;
  }

  /** The sum of all; null if there were none. */
  public @Nullable T all() {
    return sums.stream().reduce(plus).orElse(null);
  }
}
