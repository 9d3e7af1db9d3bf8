package ouroboros.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * The order in which a replicate takes the slices of the reserve: a random permutation of all
 * slices that the reserve has, so it does not depend on the number of generations. Shuffle: R.
 * Durstenfeld (1964), doi:10.1145/364520.364540.
 */
public final class Slices {
  private Slices() {}

  /**
   * The slice that T_g takes, from 0. It is g - 1 for a known truth, which gives every replicate
   * points of its own, and where the reserve has less than g slices.
   */
  static long at(int g, AvailableUnits stock, Key key) {
    return stock.isEndless() || number(stock) < g ? g - 1L : order(stock, key).get(g - 1);
  }

  /** How many slices of R's size the reserve has; none for a known truth. */
  public static int number(AvailableUnits stock) {
    return stock.isEndless() || stock.real() == 0
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, stock.reserve() / stock.real());
  }

  /** All slices of the reserve in their own order, as lines of a recipe. */
  public static List<RecipeLine> all(AvailableUnits stock) {
    return IntStream.range(0, number(stock))
        .mapToObj(slice -> RecipeLines.slice(slice, stock))
        .toList();
  }

  private static List<Integer> order(AvailableUnits stock, Key key) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, number(stock)).boxed().toList());
    KeyedStream random = key.stream(0, Purpose.RECIPE, 0);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, (int) random.below(i + 1L));
    }
    return order;
  }
}
