package ouroboros.spark;

import java.io.Serializable;
import java.util.Arrays;
import ouroboros.metric.Moments;

/** Moments of every (generation, measure) of a cell, or of its differences from another cell. */
final class TruthMoments implements Serializable {
  private static final long serialVersionUID = 1;

  private final Moments[][] moments;

  TruthMoments(int generations, int measures) {
    moments = new Moments[generations + 1][measures];
    for (Moments[] row : moments) {
      Arrays.fill(row, Moments.EMPTY);
    }
  }

  /** Adds one replicate, [generation, measure]; NaN is left out. */
  void add(double[][] values) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        if (!Double.isNaN(values[g][m])) {
          moments[g][m] = moments[g][m].plus(values[g][m]);
        }
      }
    }
  }

  /** Adds the differences of one replicate, where both values are finite. */
  void addDifferences(double[][] values, double[][] baseline) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        double difference = values[g][m] - baseline[g][m];
        if (Double.isFinite(difference)) {
          moments[g][m] = moments[g][m].plus(difference);
        }
      }
    }
  }

  /** Adds a later chunk. */
  void merge(TruthMoments later) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        moments[g][m] = moments[g][m].merge(later.moments[g][m]);
      }
    }
  }

  Moments at(int generation, int measure) {
    return moments[generation][measure];
  }
}
