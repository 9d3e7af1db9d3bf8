package ouroboros.random;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * k draws with replacement from n units. At a node of a {@link BlockTree}, a {@link Binomial}
 * number says how many draws go to the left half; in a leaf, every draw picks a unit. Where a leaf
 * has more than {@value #MANY} draws, they are divided by one {@link Multinomial}.
 *
 * <p>Cost of a block: O(log n + 1,024 min(k / n, 1,024)) random numbers; the other blocks are not
 * computed.
 */
public final class Multiset implements Selection {
  private static final long serialVersionUID = 1;

  /** Draws of a leaf that are no longer made one by one. */
  private static final long MANY = 1L << 20;

  private final Key key;
  private final long generation;
  private final BlockTree tree;
  private final long draws;

  private Multiset(Key key, long generation, BlockTree tree, long draws) {
    if (draws < 0 || (draws > 0 && tree.population() == 0)) {
      throw new IllegalArgumentException(
          draws + " draws were asked of " + tree.population() + " units.");
    }
    this.key = key;
    this.generation = generation;
    this.tree = tree;
    this.draws = draws;
  }

  /** {@code draws} draws from {@code population} units, with the random numbers of a generation. */
  public static Multiset of(Key key, long generation, long salt, long population, long draws) {
    return new Multiset(key, generation, new BlockTree(population, salt), draws);
  }

  @Override
  public long population() {
    return tree.population();
  }

  @Override
  public long chosen() {
    return draws;
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    Arrays.fill(into, 0, count, 0);
    visit(tree.root(), draws, from, count, into);
  }

  private void visit(BlockTree.Node node, long here, long from, int count, int[] into) {
    if (here == 0 || !node.meets(from, from + count)) {
      return;
    }
    KeyedStream random = node.stream(key, generation);
    if (node.isLeaf()) {
      long units = node.units();
      if (here > MANY) {
        long[] cumulative = LongStream.rangeClosed(1, units).toArray();
        Multinomial.split(
            random,
            cumulative,
            0,
            (int) units,
            0,
            here,
            (i, times) -> {
              long at = node.start() + i - from;
              if (at >= 0 && at < count) {
                into[(int) at] = Math.toIntExact(into[(int) at] + times);
              }
            });
        return;
      }
      for (long i = 0; i < here; i++) {
        long at = node.start() + random.below(units) - from;
        if (at >= 0 && at < count) {
          into[(int) at]++;
        }
      }
      return;
    }
    BlockTree.Node first = node.left();
    long below = Binomial.sample(random, here, (double) first.units() / node.units());
    visit(first, below, from, count, into);
    visit(node.right(), here - below, from, count, into);
  }
}
