package ouroboros.experiment.truth;

import java.io.Serializable;
import java.util.Arrays;
import ouroboros.inference.Moments;

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

  /** Adds the values of one replicate, [generation, measure]; NaN is left out. */
  void add(double[][] values) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        if (!Double.isNaN(values[g][m])) {
          moments[g][m] = moments[g][m].plus(values[g][m]);
        }
      }
    }
  }

  /**
   * Adds the differences of one replicate, where both values are finite.
   *
   * @param same the index of each measure in the baseline; -1 where the baseline does not have it
   */
  void addDifferences(double[][] values, double[][] baseline, int[] same) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        double difference = same[m] < 0 ? Double.NaN : values[g][m] - baseline[g][same[m]];
        if (Double.isFinite(difference)) {
          moments[g][m] = moments[g][m].plus(difference);
        }
      }
    }
  }

  /** Adds the moments of a later chunk of replicates. */
  void merge(TruthMoments later) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        moments[g][m] = moments[g][m].merge(later.moments[g][m]);
      }
    }
  }

  /** Restores the moments from {@link #numbers}. */
  static TruthMoments of(double[][][] numbers) {
    TruthMoments moments = new TruthMoments(numbers.length - 1, numbers[0].length);
    for (int g = 0; g < numbers.length; g++) {
      for (int m = 0; m < numbers[g].length; m++) {
        moments.moments[g][m] = Moments.of(numbers[g][m]);
      }
    }
    return moments;
  }

  /** All moments, for a file: five numbers for each generation and measure. */
  double[][][] numbers() {
    double[][][] numbers = new double[moments.length][][];
    for (int g = 0; g < numbers.length; g++) {
      numbers[g] = Arrays.stream(moments[g]).map(Moments::numbers).toArray(double[][]::new);
    }
    return numbers;
  }

  /** The number of generations, generation 0 included. */
  int generations() {
    return moments.length;
  }

  Moments at(int generation, int measure) {
    return moments[generation][measure];
  }
}
