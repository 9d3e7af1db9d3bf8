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

  /**
   * Adds the differences of one replicate, where both values are finite.
   *
   * @param same the baseline's place of each measure; -1 where it has none
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

  /** Adds a later chunk. */
  void merge(TruthMoments later) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        moments[g][m] = moments[g][m].merge(later.moments[g][m]);
      }
    }
  }

  /** What {@link #numbers} gave. */
  static TruthMoments of(double[][][] numbers) {
    TruthMoments moments = new TruthMoments(numbers.length - 1, numbers[0].length);
    for (int g = 0; g < numbers.length; g++) {
      for (int m = 0; m < numbers[g].length; m++) {
        moments.moments[g][m] = Moments.of(numbers[g][m]);
      }
    }
    return moments;
  }

  /** All that is held, for a file: five numbers each. */
  double[][][] numbers() {
    double[][][] numbers = new double[moments.length][][];
    for (int g = 0; g < numbers.length; g++) {
      numbers[g] = Arrays.stream(moments[g]).map(Moments::numbers).toArray(double[][]::new);
    }
    return numbers;
  }

  /** Generations from 0 on. */
  int generations() {
    return moments.length;
  }

  Moments at(int generation, int measure) {
    return moments[generation][measure];
  }
}
