package ouroboros.experiment.truth;

import java.util.List;

/**
 * What replicates {@code 0 .. replicates - 1} of a cell with a known truth came to; sealed whole.
 *
 * @param format of this record; {@link #FORMAT}
 * @param cell the cell's name
 * @param baseline the cell that it is compared with; its own name: with none
 * @param generations models M_0 .. M_generations
 * @param replicates how many are summed up
 * @param measures {@code metric scope} of each measure, in order
 * @param values [generation, measure]: {@link ouroboros.inference.Moments#numbers} of the values
 * @param differences the same of the values less the baseline's
 * @param kept [replicate, generation, measure]: every value; empty where they are not kept
 */
public record TruthSeal(
    int format,
    String cell,
    String baseline,
    int generations,
    int replicates,
    List<String> measures,
    double[][][] values,
    double[][][] differences,
    List<double[][]> kept) {
  /** Raised whenever an older reader would misread a seal. */
  public static final int FORMAT = 1;

  /** Whether the two are about the same numbers, whatever the replicates. */
  public boolean isOfSame(TruthSeal other) {
    return format == other.format
        && cell.equals(other.cell)
        && baseline.equals(other.baseline)
        && generations == other.generations
        && measures.equals(other.measures);
  }
}
