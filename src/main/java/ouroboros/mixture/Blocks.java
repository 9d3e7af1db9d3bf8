package ouroboros.mixture;

import java.io.Serializable;
import java.util.List;

/**
 * A data set in blocks of consecutive units. Which unit is in which block is fixed by the units'
 * numbers, never by cores or partitions, so a sum over blocks in their order has the same bits
 * everywhere.
 *
 * @param <B> a block
 */
public interface Blocks<B> {

  /** Does one thing with every block, side by side; the results in the order of the blocks. */
  <R extends Serializable> List<R> map(Step<B, R> step);

  /**
   * The sum of what every block gives, in no order: the addition must be exact, as that of whole
   * numbers is.
   */
  <R extends Serializable> R sum(Step<B, R> step, Addition<R> addition);

  /** The first block. */
  B first();

  /**
   * What is done with a block.
   *
   * @param <B> a block
   * @param <R> what comes of it
   */
  interface Step<B, R> extends Serializable {
    /** The result of one block; must not depend on another. */
    R of(B block);
  }

  /**
   * An exact addition.
   *
   * @param <R> what is added
   */
  interface Addition<R> extends Serializable {
    /** a + b; may change a. */
    R of(R a, R b);
  }

  /** Blocks that lie here. At least one. */
  static <B> Blocks<B> here(List<B> blocks) {
    return new Blocks<>() {
      @Override
      public <R extends Serializable> List<R> map(Step<B, R> step) {
        return blocks.stream().map(step::of).toList();
      }

      @Override
      public <R extends Serializable> R sum(Step<B, R> step, Addition<R> addition) {
        return blocks.stream().map(step::of).reduce(addition::of).orElseThrow();
      }

      @Override
      public B first() {
        return blocks.get(0);
      }
    };
  }
}
