package ouroboros.experiment.truth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.SealOwner;

/**
 * The results of replicates {@code 0 .. replicates - 1} of a cell with a known truth, sealed as a
 * whole.
 *
 * @param format of this record; {@link #FORMAT}
 * @param owner whose it is; null in seals of version 1
 * @param cell the cell's name
 * @param baseline name of the cell that it is compared with; its own name where it is compared with
 *     none
 * @param generations models M_0 .. M_generations
 * @param replicates how many replicates the results contain
 * @param measures {@code metric scope} of each measure, in order
 * @param values [generation, measure]: {@link ouroboros.inference.Moments#numbers} of the values
 * @param differences the same for the differences from the baseline
 * @param kept [replicate, generation, measure]: every value; empty where they are not kept
 */
public record TruthSeal(
    int format,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SealOwner owner,
    String cell,
    String baseline,
    int generations,
    int replicates,
    List<String> measures,
    double[][][] values,
    double[][][] differences,
    List<double[][]> kept) {
  /** The format. It is increased whenever an older reader would misread a seal. */
  public static final int FORMAT = 2;

  /** The format of version 0.1.0, which does not say whose a seal is. */
  static final int NAMELESS = 1;

  /** Whether the two seals hold the same quantities, for any number of replicates. */
  public boolean isOfSame(TruthSeal other) {
    return cell.equals(other.cell)
        && baseline.equals(other.baseline)
        && generations == other.generations
        && measures.equals(other.measures);
  }
}
