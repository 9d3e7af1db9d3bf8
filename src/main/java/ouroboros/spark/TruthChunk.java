package ouroboros.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.spark.TruthRun.NamedCell;
import ouroboros.truth.Lineages;

/**
 * The moments of all cells, and of their differences from their baselines, over a chunk of
 * replicates.
 */
final class TruthChunk implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<TruthMoments> values = new ArrayList<>();
  private final List<TruthMoments> differences = new ArrayList<>();

  TruthChunk(List<NamedCell> cells) {
    for (NamedCell cell : cells) {
      int generations = cell.cell().generations();
      int measures = cell.cell().measures().size();
      values.add(new TruthMoments(generations, measures));
      differences.add(new TruthMoments(generations, measures));
    }
  }

  /** Runs the replicates {@code from .. to}; holds the values of one baseline at a time. */
  static TruthChunk of(List<NamedCell> cells, long seed, int from, int to) {
    TruthChunk chunk = new TruthChunk(cells);
    for (int b = 0; b < cells.size(); b++) {
      int place = b;
      if (cells.stream().noneMatch(cell -> cell.baseline() == place)) {
        continue;
      }
      double[][][] baseline = new double[to - from][][];
      Lineages lineages = Lineages.of(cells.get(b).cell());
      for (int r = from; r < to; r++) {
        baseline[r - from] = lineages.values(seed, r);
      }
      for (int c = 0; c < cells.size(); c++) {
        if (cells.get(c).baseline() != b) {
          continue;
        }
        Lineages own = c == b ? lineages : Lineages.of(cells.get(c).cell());
        for (int r = from; r < to; r++) {
          double[][] there = baseline[r - from];
          chunk.add(c, c == b ? there : own.values(seed, r), there);
        }
      }
    }
    return chunk;
  }

  /** Adds one replicate of a cell; the baseline is the cell's own values where it has none. */
  void add(int cell, double[][] replicate, double[][] baseline) {
    values.get(cell).add(replicate);
    if (replicate != baseline) {
      differences.get(cell).addDifferences(replicate, baseline);
    }
  }

  void merge(TruthChunk later) {
    for (int c = 0; c < values.size(); c++) {
      values.get(c).merge(later.values.get(c));
      differences.get(c).merge(later.differences.get(c));
    }
  }

  TruthMoments values(int cell) {
    return values.get(cell);
  }

  TruthMoments differences(int cell) {
    return differences.get(cell);
  }
}
