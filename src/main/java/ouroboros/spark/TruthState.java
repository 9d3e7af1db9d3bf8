package ouroboros.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.truth.TruthCell;

/**
 * What the replicates of a cell came to, from the first on: moments of the values and of their
 * differences from the baseline's, and the values themselves where they are kept.
 */
final class TruthState implements Serializable {
  private static final long serialVersionUID = 1;

  private final TruthMoments values;
  private final TruthMoments differences;
  private final ArrayList<double[][]> kept;
  private int replicates;

  TruthState(int replicates, TruthMoments values, TruthMoments differences, List<double[][]> kept) {
    this.replicates = replicates;
    this.values = values;
    this.differences = differences;
    this.kept = new ArrayList<>(kept);
  }

  /** No replicates yet. */
  static TruthState none(TruthCell cell) {
    int measures = cell.measures().size();
    return new TruthState(
        0,
        new TruthMoments(cell.generations(), measures),
        new TruthMoments(cell.generations(), measures),
        List.of());
  }

  /** Adds a replicate. */
  void add(double[][] replicate) {
    values.add(replicate);
    replicates++;
  }

  /** Adds a replicate and its difference from the same replicate of the baseline. */
  void add(double[][] replicate, double[][] baseline, int[] same) {
    differences.addDifferences(replicate, baseline, same);
    add(replicate);
  }

  /** Keeps a replicate's values. */
  void keep(double[][] replicate) {
    kept.add(replicate);
  }

  /** Adds the chunk of replicates that follows. */
  void merge(TruthState next) {
    values.merge(next.values);
    differences.merge(next.differences);
    kept.addAll(next.kept);
    replicates += next.replicates;
  }

  int replicates() {
    return replicates;
  }

  TruthMoments values() {
    return values;
  }

  TruthMoments differences() {
    return differences;
  }

  List<double[][]> kept() {
    return kept;
  }
}
