package ouroboros.experiment.truth;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import ouroboros.inference.Moments;
import ouroboros.inference.Series;
import ouroboros.inference.Trajectory;
import ouroboros.truth.TruthCell;

/**
 * The results of the replicates of a cell, from replicate 0 on: moments of the values and of their
 * differences from the baseline, and the values themselves where they are kept.
 */
public final class TruthState implements Serializable {
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
  public static TruthState none(TruthCell cell) {
    int measures = cell.columns().size();
    return new TruthState(
        0,
        new TruthMoments(cell.generations(), measures),
        new TruthMoments(cell.generations(), measures),
        List.of());
  }

  /** Adds a replicate. */
  public void add(double[][] replicate) {
    values.add(replicate);
    replicates++;
  }

  /** Adds a replicate and its difference from the same replicate of the baseline. */
  public void add(double[][] replicate, double[][] baseline, int[] same) {
    differences.addDifferences(replicate, baseline, same);
    add(replicate);
  }

  /** Keeps a replicate's values. */
  public void keep(double[][] replicate) {
    kept.add(replicate);
  }

  /** Adds the results of the next chunk of replicates. */
  public void merge(TruthState next) {
    values.merge(next.values);
    differences.merge(next.differences);
    kept.addAll(next.kept);
    replicates += next.replicates;
  }

  /** One measure through the generations; empty where no replicate has a value of it. */
  Optional<Trajectory> trajectory(int measure) {
    TreeMap<Integer, Moments> moments = new TreeMap<>();
    TreeMap<Integer, Series> series = new TreeMap<>();
    for (int g = 0; g < values.generations(); g++) {
      if (values.at(g, measure).count() > 0) {
        moments.put(g, values.at(g, measure));
        series.put(g, new Series());
      }
    }
    if (moments.isEmpty()) {
      return Optional.empty();
    } else if (kept.isEmpty()) {
      return Optional.of(new Trajectory.OfMoments(moments));
    }
    series.forEach((g, of) -> addKept(g, measure, of));
    return Optional.of(new Trajectory.OfValues(series));
  }

  private void addKept(int generation, int measure, Series to) {
    for (int r = 0; r < kept.size(); r++) {
      double value = kept.get(r)[generation][measure];
      if (!Double.isNaN(value)) {
        to.add(r, value);
      }
    }
  }

  public int replicates() {
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
