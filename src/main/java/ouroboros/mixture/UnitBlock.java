package ouroboros.mixture;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Units of one kind, in order, each with a weight.
 *
 * @param <B> the kind of block
 */
public interface UnitBlock<B extends UnitBlock<B>> extends Serializable {

  /** The number of units n. */
  int size();

  /** How many words a unit has, repeats counted; 0 where units are no text. */
  long length(int unit);

  /** How many words all units have, repeats counted; each unit counts once, whatever its weight. */
  long tokens();

  /**
   * The units whose multiplicity {@code times[i]} is above 0, each with its weight times {@code
   * times[i]} x {@code weight}.
   */
  B chosen(int[] times, double weight);

  /**
   * The units of this block and of others in one block.
   *
   * @param others blocks 1, 2, ..; this one is block 0
   * @param from [units] the block whose next unit is taken; each block gives all of its units
   */
  B with(List<B> others, int[] from);

  /** The units of blocks, in an order as in {@link #with}; at least one block. */
  static <B extends UnitBlock<B>> B merged(List<B> blocks, int[] from) {
    return blocks.size() == 1
        ? blocks.get(0)
        : blocks.get(0).with(blocks.subList(1, blocks.size()), from);
  }

  /** The units of blocks, one block after the other; at least one block. */
  static <B extends UnitBlock<B>> B joined(List<B> blocks) {
    int[] from = new int[blocks.stream().mapToInt(UnitBlock::size).sum()];
    int end = 0;
    for (int b = 0; b < blocks.size(); b++) {
      int begin = end;
      end += blocks.get(b).size();
      Arrays.fill(from, begin, end, b);
    }
    return merged(blocks, from);
  }
}
