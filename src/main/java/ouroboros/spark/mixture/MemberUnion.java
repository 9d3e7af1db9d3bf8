package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import ouroboros.mixture.UnitBlock;
import ouroboros.mixture.VectorBlock;
import ouroboros.spark.cluster.SparkBlocks;

/**
 * A block of the synthetic corpora of all members of an ecosystem together: as many units of each,
 * one of each in turn. So the first units of the union are the first units of every member, which
 * matters to metrics that look at the first units only.
 *
 * @param members S_g of each
 * @param sizes units of each
 * @param from the first unit of the block, of each member
 */
record MemberUnion<B extends UnitBlock<B>>(List<UnitDrawer<B>> members, List<Long> sizes, long from)
    implements SparkBlocks.Source<B> {
  MemberUnion {
    members = List.copyOf(members);
    sizes = List.copyOf(sizes);
  }

  /** All blocks. */
  static <B extends UnitBlock<B>> List<MemberUnion<B>> of(
      List<UnitDrawer<B>> members, List<Long> sizes) {
    List<MemberUnion<B>> blocks = new ArrayList<>();
    long most = sizes.stream().mapToLong(Long::longValue).max().orElse(0);
    for (long from = 0; from < most; from += each(members.size())) {
      blocks.add(new MemberUnion<>(members, sizes, from));
    }
    return blocks;
  }

  /** The most units of a member in a block. */
  private static int each(int members) {
    return Math.max(1, VectorBlock.ROWS / members);
  }

  @Override
  public B load() {
    List<B> blocks = new ArrayList<>();
    int[] counts = new int[members.size()];
    int all = 0;
    for (int j = 0; j < counts.length; j++) {
      counts[j] = (int) Math.max(0, Math.min(each(counts.length), sizes.get(j) - from));
      all += counts[j];
      blocks.add(members.get(j).draw(i -> from + i, counts[j]));
    }
    int[] order = new int[all];
    int to = 0;
    for (int i = 0; to < all; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (i < counts[j]) {
          order[to++] = j;
        }
      }
    }
    return UnitBlock.merged(blocks, order);
  }
}
