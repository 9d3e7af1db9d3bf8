package ouroboros.spark.truth;

import java.io.Serializable;
import java.util.List;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.experiment.truth.NamedCell;
import ouroboros.experiment.truth.TruthState;

/** All that a task needs to run a chunk of replicates of the cells that have the same baseline. */
final class TruthChunk implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<NamedCell> cells;
  private final int baseline;
  private final int[] wanted;
  private final long seed;

  /**
   * @param wanted indexes of the cells to run; the baseline itself may be one of them
   */
  TruthChunk(List<NamedCell> cells, int baseline, List<Integer> wanted, long seed) {
    this.cells = cells;
    this.baseline = baseline;
    this.wanted = wanted.stream().mapToInt(Integer::intValue).toArray();
    this.seed = seed;
  }

  private static KnownTruthLineage of(NamedCell cell) {
    return KnownTruthLineage.of(cell.cell(), cell.watches());
  }

  /**
   * The sums over the replicates {@code from .. to - 1} of every wanted cell, without replicates
   * that the cell already has. Memory: the values of the baseline.
   *
   * @param before [wanted] how many replicates each cell already has
   */
  TruthState[] states(int from, int to, int[] before) {
    double[][][] there = new double[to - from][][];
    KnownTruthLineage lineages = of(cells.get(baseline));
    for (int r = from; r < to; r++) {
      there[r - from] = values(lineages, cells.get(baseline).name(), seed, r);
    }
    TruthState[] states = new TruthState[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      NamedCell cell = cells.get(wanted[i]);
      states[i] = TruthState.none(cell.cell());
      if (before[i] > from) {
        continue;
      }
      KnownTruthLineage own = wanted[i] == baseline ? lineages : of(cell);
      int[] same = cell.same(cells.get(baseline));
      for (int r = from; r < to; r++) {
        if (wanted[i] == baseline) {
          states[i].add(there[r - from]);
        } else {
          states[i].add(values(own, cell.name(), seed, r), there[r - from], same);
        }
      }
    }
    return states;
  }

  /** The values of a replicate; a failure says of which cell. */
  static double[][] values(KnownTruthLineage lineages, String cell, long seed, int replicate) {
    try {
      return lineages.values(seed, replicate);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "cell " + cell + ", replicate " + replicate + ": " + e.getMessage(), e);
    }
  }
}
