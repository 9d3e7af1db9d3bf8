package ouroboros.truth;

import java.util.function.Consumer;

/**
 * The replicates of a cell: values are a pure function of cell, seed and replicate, so any spread
 * of replicates over machines gives the same. Not thread-safe; built once, it serves many
 * replicates.
 */
public final class Lineages {
  private final Lineage<?> lineage;

  private Lineages(Lineage<?> lineage) {
    this.lineage = lineage;
  }

  /** Of a cell. Cost: that of the truth's tables. */
  public static Lineages of(TruthCell cell) {
    return new Lineages(Lineage.of(cell, cell.family().chain(cell)));
  }

  /**
   * All values of a replicate: [generation, measure] in the order of {@link TruthCell#measures()},
   * NaN where undefined.
   */
  public double[][] values(long seed, long replicate) {
    return lineage.values(seed, replicate);
  }

  /** Gives the values of {@code count} replicates from {@code replicateFrom} on, in order. */
  public static void run(
      TruthCell cell, long seed, long replicateFrom, int count, Consumer<double[][]> each) {
    Lineages lineages = of(cell);
    for (int i = 0; i < count; i++) {
      each.accept(lineages.values(seed, replicateFrom + i));
    }
  }
}
