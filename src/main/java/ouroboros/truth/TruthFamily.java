package ouroboros.truth;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import ouroboros.model.Family;
import ouroboros.random.Key;

/**
 * A family with a known truth; one lineage is run after the other. The record of a generation is
 * its values [columns], in the order of {@link TruthCell#columns()}, NaN where undefined. Not
 * thread-safe. One object serves many replicates.
 *
 * @param <D> units that were drawn
 * @param <L> a line of a recipe, taken from its source
 */
public interface TruthFamily<D, L> extends Family<double[], D, L> {

  /** The family of a cell. Cost: computes the tables of the truth once. */
  static TruthFamily<?, ?> of(TruthCell cell) {
    return cell.isPopulation() ? PopulationFamily.of(cell) : KnownTruthFamily.of(cell);
  }

  /** Forgets everything and begins the lineage of a new replicate. */
  void start(Key replicate);

  /**
   * Lets something from outside the policy change training sets and models. Training sets are then
   * collected from the start each time.
   *
   * @param from the number of the model that the next S_g is drawn from
   * @param longest how many models before the last one are still needed
   */
  void intervene(ToIntFunction<List<double[]>> from, int longest);

  /**
   * Lets something from outside change how models are fitted and how points are drawn.
   *
   * @param cell by what came before S_g: the cell whose family and temperature hold for S_g and M_g
   */
  void change(Function<List<double[]>, TruthCell> cell);
}
