package ouroboros.truth;

import java.util.function.Consumer;

/**
 * Runs replicates of a cell in order: a pure function of cell, seed and replicate numbers, so any
 * spread of chunks over machines gives the same tables once chunks are merged in order.
 */
public final class Lineages {
  /** Replicates of a chunk: fixed, for moments are merged chunk by chunk. */
  public static final int CHUNK = 256;

  private Lineages() {}

  /** The moments over {@code count} replicates from {@code replicateFrom} on. */
  public static MomentTable run(TruthCell cell, long seed, long replicateFrom, int count) {
    return run(cell, seed, replicateFrom, count, values -> {});
  }

  /**
   * The moments over {@code count} replicates from {@code replicateFrom} on.
   *
   * @param each receives every replicate's values, [generation, measure], NaN where undefined
   */
  public static MomentTable run(
      TruthCell cell, long seed, long replicateFrom, int count, Consumer<double[][]> each) {
    MomentTable table = new MomentTable(cell.generations(), cell.measures().size());
    Lineage<?> lineage = Lineage.of(cell, cell.family().chain(cell));
    for (int i = 0; i < count; i++) {
      double[][] values = lineage.values(seed, replicateFrom + i);
      table.add(values);
      each.accept(values);
    }
    return table;
  }
}
