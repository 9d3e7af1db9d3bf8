package ouroboros.spark.truth;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.policy.AvailableUnits;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

/**
 * Estimates the cost of an experiment with a known truth from the time of short lineages of a few
 * cells.
 */
public final class TruthCost {
  private static final int MOST_TIMED = 100;
  private static final int FEW_TIMED = 5;
  private static final double UNITS_TIMED = 1e4;
  private static final double SECONDS_TIMED = 0.05;
  private static final double STARTED = 1;
  private static final double BYTES_A_ROW = 90;

  private TruthCost() {}

  /** The cost, before a run: as {@link #of(Experiment, int)}, but few cells are timed. */
  public static RunCost quickly(Experiment experiment, int cores) {
    return of(experiment, cores, FEW_TIMED);
  }

  /** The cost: seconds on this machine, and the memory of a process that runs one task per core. */
  public static RunCost of(Experiment experiment, int cores) {
    return of(experiment, cores, MOST_TIMED);
  }

  private static RunCost of(Experiment experiment, int cores, int timed) {
    List<TruthCell> cells =
        experiment.cells().stream().map(cell -> TruthCells.of(experiment, cell)).toList();
    int step = (cells.size() + timed - 1) / timed;
    double memory =
        RunCost.RESERVED + cores * cells.stream().mapToDouble(TruthCost::ofAll).max().orElse(0);
    // Cells that do not fit in memory are not timed.
    boolean fits = memory <= Runtime.getRuntime().maxMemory();
    double secondsPerUnit = 0;
    double seconds = 0;
    double units = 0;
    double rows = 0;
    Set<String> calibrated = new HashSet<>();
    for (int c = 0; c < cells.size(); c++) {
      TruthCell cell = cells.get(c);
      double numbers = (cell.generations() + 1.0) * cell.columns().size();
      rows += numbers * (experiment.keepsReplicates() ? experiment.replicates() + 3.0 : 3.0);
      if (fits && c % step == 0) {
        secondsPerUnit = secondsPerUnit(cell, experiment.seed()).orElse(secondsPerUnit);
      }
      double calibrations = AlarmSeals.draws(experiment, experiment.cells().get(c), calibrated);
      double lineages = experiment.replicates();
      units += units(cell, cell.generations()) * lineages + units(cell, 1) * calibrations;
      double here = work(cell, cell.generations()) * lineages + work(cell, 1) * calibrations;
      seconds += secondsPerUnit * here / cores;
    }
    return new RunCost("points", units, STARTED + seconds, memory, rows * BYTES_A_ROW, 0);
  }

  /** Empty if the lineage cannot go on; the run then ends with an error that names it. */
  private static OptionalDouble secondsPerUnit(TruthCell cell, long seed) {
    try {
      return OptionalDouble.of(timed(cell, seed));
    } catch (IllegalStateException e) {
      return OptionalDouble.empty();
    }
  }

  private static double timed(TruthCell cell, long seed) {
    int generations = 1;
    while (generations < cell.generations() && work(cell, generations) < UNITS_TIMED) {
      generations++;
    }
    TruthCell shorter = cell.until(generations);
    KnownTruthLineage lineages = KnownTruthLineage.of(shorter);
    lineages.values(seed, 0);
    long started = System.nanoTime();
    double seconds = 0;
    int runs = 0;
    while (runs == 0 || seconds < SECONDS_TIMED) {
      lineages.values(seed, runs++);
      seconds = (System.nanoTime() - started) / 1e9;
    }
    return seconds / runs / work(shorter, generations);
  }

  /** What the time is in proportion to: points, or generations where they are drawn at once. */
  private static double work(TruthCell cell, int generations) {
    return cell.isPopulation() ? generations + 1 : units(cell, generations);
  }

  /** Points drawn for one lineage of so many generations. */
  public static double units(TruthCell cell, int generations) {
    return TruthMembers.cells(cell).stream().mapToDouble(own -> ofOne(own, generations)).sum();
  }

  private static double ofOne(TruthCell cell, int generations) {
    AvailableUnits stock = cell.stock();
    double units = cell.real();
    for (int g = 1; g <= generations; g++) {
      units += cell.policy().syntheticUnits(g, stock) + cell.policy().freshUnits(g, stock);
    }
    return units;
  }

  private static double ofAll(TruthCell cell) {
    return TruthMembers.cells(cell).stream().mapToDouble(TruthCost::memory).sum();
  }

  /**
   * Bytes of the points that a lineage holds at once, each twice, and of the truth's tables. A
   * family that accumulates in sums does not keep its points.
   */
  private static double memory(TruthCell cell) {
    if (cell.isPopulation()) {
      return 0;
    }
    int last = cell.generations();
    TruthSpec family = cell.family();
    boolean sums =
        family instanceof TruthSpec.Gaussian
            || family instanceof TruthSpec.LinearRegression
            || family instanceof TruthSpec.Poisson;
    AvailableUnits first = cell.stock().and(cell.policy().syntheticUnits(1, cell.stock()));
    boolean grows =
        cell.policy().growth(1, first).isPresent() && sums && cell.policy().drawnFrom(2) == 1;
    boolean all = cell.policy().oldestNeeded(last) < last && !grows;
    double most = cell.real();
    for (int g = 1; g <= last; g++) {
      most = Math.max(most, (double) cell.policy().syntheticUnits(g, cell.stock()));
    }
    double points = all ? units(cell, last) : 3 * most;
    double width =
        family instanceof TruthSpec.Gaussian gaussian
            ? gaussian.dimension()
            : family instanceof TruthSpec.GaussianMixture mixture
                ? mixture.dimension()
                : family instanceof TruthSpec.LinearRegression regression
                    ? regression.features() + 1
                    : 1;
    double tables = family instanceof TruthSpec.Zipf zipf ? 40.0 * zipf.types() : 0;
    return 2 * 8 * points * width + tables;
  }
}
