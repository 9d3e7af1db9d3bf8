package ouroboros.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;

/**
 * A kind of generative model along one lineage, as the loop of the design sees it. It draws S_g
 * from M_{g-1}, takes the lines of a recipe from their sources, fits M_g to them, and measures in
 * the same pass. Its results depend only on its key, on the records and on the order of the calls.
 *
 * @param <R> the record of a generation: what is sealed, and all that later generations need
 * @param <D> units that were drawn: S_g, or S'_g (the units that passed the safeguards)
 * @param <L> a line of a recipe, taken from its source: the units, their counts, or another
 *     statistic that is sufficient to fit the model
 */
public interface Family<R, D, L> {

  /**
   * Units of S_g, g >= 1.
   *
   * @param wanted units that the policy asks for
   * @param past the records of generations 0 .. g - 1
   */
  default long units(int g, long wanted, List<R> past) {
    return wanted;
  }

  /**
   * Draws S_g from M_{g-1}, g >= 1: units 0 .. {@code units} - 1.
   *
   * @param past the records of generations 0 .. g - 1
   */
  D draw(int g, long units, List<R> past);

  /**
   * S'_g, g >= 1: the units that pass the safeguards; S_g itself where there are none.
   *
   * @param past the records of generations 0 .. g - 1
   */
  default D guard(int g, D synthetic, List<R> past) {
    return synthetic;
  }

  /** Units of S'_g that a recipe can choose from, for a generation that was just drawn. */
  long passed(D guarded);

  /**
   * Units of S'_g that a recipe can choose from, for a sealed generation, g >= 1.
   *
   * @param planned units of S_g that the policy asks for
   */
  long passed(R sealed, long planned);

  /**
   * Takes the units of a line of the recipe of T_g from its source: R, the reserve or S'_j, {@code
   * j <= g}.
   */
  L take(RecipeLine line, Generation<R, D> now);

  /**
   * Fits M_g to T_g and makes the record of the generation.
   *
   * @param recipe of T_g
   * @param take takes a line of the recipe from its source
   */
  R fit(Generation<R, D> now, Recipe recipe, Function<RecipeLine, L> take);

  /** The record with more notes: what is noted, and how often. */
  default R noted(R made, Map<String, Long> notes) {
    return made;
  }

  /** Names of temporary files, which belong to no generation. */
  default List<String> scratch(R sealed) {
    return List.of();
  }

  /**
   * Names of sealed files that no later generation needs. Those that were returned once may be left
   * out later.
   *
   * @param past the records of generations 0 .. g; g was sealed last
   */
  default List<String> unneeded(List<R> past) {
    return List.of();
  }
}
