package ouroboros.truth;

import java.io.Serializable;

/** The moments of every (generation, measure) of a cell over replicates. */
public final class MomentTable implements Serializable {
  private static final long serialVersionUID = 1;

  private final Moments[][] moments;

  /** Empty, for generations 0 .. generations. */
  MomentTable(int generations, int measures) {
    moments = new Moments[generations + 1][measures];
    for (Moments[] row : moments) {
      for (int m = 0; m < measures; m++) {
        row[m] = new Moments();
      }
    }
  }

  /** Adds one replicate, [generation, measure]. */
  void add(double[][] values) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        moments[g][m].add(values[g][m]);
      }
    }
  }

  /** Adds the replicates of another, which come after these. */
  public void merge(MomentTable other) {
    for (int g = 0; g < moments.length; g++) {
      for (int m = 0; m < moments[g].length; m++) {
        moments[g][m].merge(other.moments[g][m]);
      }
    }
  }

  /**
   * Of one measure at one generation.
   *
   * @param measure its place in {@link TruthCell#measures()}
   */
  public Moments at(int generation, int measure) {
    return moments[generation][measure];
  }
}
