package ouroboros.mixture;

import java.io.Serializable;
import java.util.List;

/**
 * A data set in blocks of consecutive units. Only the number of a unit decides in which block it
 * is, never cores or partitions. So a sum over the blocks in their order has the same bits
 * everywhere.
 *
 * @param <B> the type of a block
 */
public interface Blocks<B> {

  /**
   * Applies one step to every block, in parallel where possible. The results are in the order of
   * the blocks.
   */
  <R extends Serializable> List<R> map(Step<B, R> step);

  /**
   * The sum of the results of one step over all blocks, added in no fixed order. So the addition
   * must be exact, as that of integers is.
   */
  <R extends Serializable> R sum(Step<B, R> step, Addition<R> addition);

  /** The first block. */
  B first();

  /**
   * A function of one block.
   *
   * @param <B> the type of a block
   * @param <R> the type of its result
   */
  interface Step<B, R> extends Serializable {
    /** The result for one block; it must not depend on other blocks. */
    R of(B block);
  }

  /**
   * An exact addition.
   *
   * @param <R> the type that is added
   */
  interface Addition<R> extends Serializable {
    /** Returns a + b; may change a. */
    R of(R a, R b);
  }

  /** Blocks in the memory of this JVM; at least one. */
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
