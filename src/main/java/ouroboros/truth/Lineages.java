package ouroboros.truth;

import java.util.function.Consumer;

/**
 * Runs replicates of a cell in order: a pure function of cell, seed and replicate numbers, so any
 * spread of replicates over machines gives the same values.
 */
public final class Lineages {
  private Lineages() {}

  /**
   * Runs {@code count} replicates from {@code replicateFrom} on.
   *
   * @param each receives every replicate's values in order, [generation, measure] in the order of
   *     {@link TruthCell#measures()}, NaN where undefined
   */
  public static void run(
      TruthCell cell, long seed, long replicateFrom, int count, Consumer<double[][]> each) {
    Lineage<?> lineage = Lineage.of(cell, cell.family().chain(cell));
    for (int i = 0; i < count; i++) {
      each.accept(lineage.values(seed, replicateFrom + i));
    }
  }
}
