package ouroboros.law;

import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.Moments;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;

/** The moments of a cell's measures at all generations, over replicates 0 .. of one seed. */
final class Simulation {
  private final TruthCell cell;
  private final Moments[][] moments;

  private Simulation(TruthCell cell, Moments[][] moments) {
    this.cell = cell;
    this.moments = moments;
  }

  static Simulation of(TruthCell cell, long seed, int replicates) {
    Moments[][] moments = new Moments[cell.generations() + 1][cell.measures().size()];
    for (Moments[] row : moments) {
      java.util.Arrays.fill(row, Moments.EMPTY);
    }
    KnownTruthLineage.run(
        cell,
        seed,
        0,
        replicates,
        values -> {
          for (int g = 0; g < moments.length; g++) {
            for (int m = 0; m < moments[g].length; m++) {
              moments[g][m] = moments[g][m].plus(values[g][m]);
            }
          }
        });
    return new Simulation(cell, moments);
  }

  Moments at(int generation, String metric) {
    return at(generation, metric, "all");
  }

  Moments at(int generation, String metric, String scope) {
    return moments[generation][cell.measures().indexOf(new Measure(metric, scope))];
  }
}
