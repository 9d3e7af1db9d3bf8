package ouroboros.random;

import java.util.Arrays;
import java.util.List;

/**
 * k of n units without replacement, every subset equally probable. At a node of a {@link
 * BlockTree}, a {@link Hypergeometric} number says how many of the chosen units are in the left
 * half; in a leaf, selection sampling decides (Knuth's Algorithm S).
 *
 * <p>A subset of a subset is a list of steps: step s chooses among the units that step s - 1 chose,
 * with the random numbers of its own generation. So a unit that was dropped once never returns.
 * Cost of a block: O(steps x (log n + 1,024)) random numbers; the other blocks are not computed.
 */
public final class Subset implements Selection {
  private static final long serialVersionUID = 1;

  /**
   * One choice among the units that the step before chose.
   *
   * @param generation whose random numbers are used
   * @param units how many units are chosen
   */
  public record Step(long generation, long units) implements java.io.Serializable {}

  private final Key key;
  private final BlockTree tree;
  private final Step[] steps;

  private Subset(Key key, BlockTree tree, Step[] steps) {
    this.key = key;
    this.tree = tree;
    this.steps = steps;
    long left = tree.population();
    for (Step step : steps) {
      if (step.units < 0 || step.units > left) {
        throw new IllegalArgumentException(
            step.units + " units without replacement were asked of " + left + " units.");
      }
      left = step.units;
    }
  }

  /** {@code units} of {@code population} units, chosen with the random numbers of a generation. */
  public static Subset of(Key key, long generation, long salt, long population, long units) {
    return nested(key, salt, population, List.of(new Step(generation, units)));
  }

  /**
   * A subset of a subset. The steps are in order, their numbers of units never grow, and their
   * generations differ.
   */
  public static Subset nested(Key key, long salt, long population, List<Step> steps) {
    return new Subset(key, new BlockTree(population, salt), steps.toArray(Step[]::new));
  }

  @Override
  public long population() {
    return tree.population();
  }

  @Override
  public long chosen() {
    return steps.length == 0 ? tree.population() : steps[steps.length - 1].units;
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    Arrays.fill(into, 0, count, 0);
    long[] left = new long[steps.length + 1];
    left[0] = tree.population();
    for (int s = 0; s < steps.length; s++) {
      left[s + 1] = steps[s].units;
    }
    visit(tree.root(), left, from, count, into);
  }

  /** Visits a node below which {@code left[s]} units are left after step s. */
  private void visit(BlockTree.Node node, long[] left, long from, int count, int[] into) {
    long last = left[left.length - 1];
    if (last == 0 || !node.meets(from, from + count)) {
      return;
    }
    if (last == left[0]) {
      long start = Math.max(0, node.start() - from);
      long end = Math.min(count, node.start() + left[0] - from);
      if (start < end) {
        Arrays.fill(into, (int) start, (int) end, 1);
      }
      return;
    }
    if (node.isLeaf()) {
      choose(node, left, from, count, into);
      return;
    }
    BlockTree.Node first = node.left();
    BlockTree.Node second = node.right();
    long[] below = new long[left.length];
    long[] rest = new long[left.length];
    below[0] = first.units();
    rest[0] = second.units();
    for (int s = 1; s < left.length; s++) {
      KeyedStream random = node.stream(key, steps[s - 1].generation);
      below[s] = Hypergeometric.sample(random, left[s - 1], below[s - 1], left[s]);
      rest[s] = left[s] - below[s];
    }
    visit(first, below, from, count, into);
    visit(second, rest, from, count, into);
  }

  private void choose(BlockTree.Node leaf, long[] left, long from, int count, int[] into) {
    int units = (int) left[0];
    int[] kept = new int[units];
    for (int i = 0; i < units; i++) {
      kept[i] = i;
    }
    for (int s = 1; s < left.length; s++) {
      KeyedStream random = leaf.stream(key, steps[s - 1].generation);
      int before = (int) left[s - 1];
      int wanted = (int) left[s];
      int taken = 0;
      for (int i = 0; taken < wanted; i++) {
        if (random.below(before - i) < wanted - taken) {
          kept[taken++] = kept[i];
        }
      }
    }
    int chosen = (int) left[left.length - 1];
    for (int i = 0; i < chosen; i++) {
      long at = leaf.start() + kept[i] - from;
      if (at >= 0 && at < count) {
        into[(int) at] = 1;
      }
    }
  }
}
