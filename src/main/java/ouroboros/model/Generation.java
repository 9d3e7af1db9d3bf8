package ouroboros.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.AvailableUnits;

/**
 * A generation that is being computed.
 *
 * @param number g, from 0
 * @param available units that a recipe of T_g can choose from: R, reserve, S'_1 .. S'_g
 * @param past the records of generations 0 .. g - 1
 * @param corpora the units that were drawn; null for g = 0, because there is no S_0
 */
public record Generation<R, D>(
    int number, AvailableUnits available, List<R> past, @Nullable Corpora<D> corpora) {

  /**
   * The synthetic units of a generation, before and after the safeguards.
   *
   * @param synthetic S_g
   * @param guarded S'_g; the same object where there are no safeguards
   */
  public record Corpora<D>(D synthetic, D guarded) {}

  /** S_g and S'_g, g >= 1. */
  public Corpora<D> drawn() {
    return Objects.requireNonNull(corpora, "nothing is drawn for generation 0");
  }

  /** The record of generation g - 1, g >= 1. */
  public R before() {
    return past.get(number - 1);
  }
}
