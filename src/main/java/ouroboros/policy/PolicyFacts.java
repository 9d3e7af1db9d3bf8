package ouroboros.policy;

import java.io.Serializable;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a policy without a recipe: what kind of rule it is, and how many units it
 * draws and uses up.
 *
 * <p>The answers here are the safe ones. A policy that says nothing counts as random and as not
 * linear: its recipe is made again for every replicate, and no law is used that may not hold for
 * it.
 */
public interface PolicyFacts extends Serializable {

  /**
   * Whether a recipe depends on the key. If not, all replicates have the same one. Which units the
   * recipe's lines take may depend on the key in both cases.
   */
  default boolean isRandom() {
    return true;
  }

  /**
   * Whether T_g = sum_j w_{g,j} S_j: no source is sampled anew in each generation, so that a unit
   * left out once never comes back. Only then do laws of the survival of types hold exactly for
   * Poisson counts.
   */
  default boolean isLinear() {
    return false;
  }

  /** Whether real data that is no part of R is taken, slice by slice. */
  default boolean usesReserve() {
    return freshUnits(1, AvailableUnits.NOMINAL) > 0;
  }

  /** Whether some unit's counts are multiplied by a weight. */
  default boolean isWeighted() {
    return weightedUnits(1, AvailableUnits.NOMINAL) > 0;
  }

  /** The most units of one T_g, g <= generations, that are weighted; 0: none. */
  default double weightedUnits(int generations, AvailableUnits stock) {
    return 0;
  }

  /** Whether T_g is T_{g-1} and S_g, less those whole sources that have become too old. */
  default boolean slides() {
    return false;
  }

  /** Real units in each T_g, as the spec says it; null: it does not. */
  default @Nullable Amount real() {
    return null;
  }

  /** Units sampled from R, S_1 .. S_g together, as the spec says it; null: they are not. */
  default @Nullable Amount size() {
    return null;
  }

  /** How real units are chosen from R. */
  default Policy.Choose choose() {
    return new Policy.Choose.Random();
  }

  /** In which order the reserve is used up. */
  default Policy.OrderBy orderBy() {
    return Policy.OrderBy.HASH;
  }

  /** Whether S_g is cut so that T_g has R's size. */
  default Policy.Total total() {
    return Policy.Total.ADD;
  }

  /** Units of S_g, g >= 1. */
  default long syntheticUnits(int g, AvailableUnits stock) {
    return Math.round(stock.size() * scale(g));
  }

  /** How many times as much S_g has as {@code size} says. */
  default double scale(int g) {
    return 1;
  }

  /** Units of reserve that T_g uses up. */
  default long freshUnits(int g, AvailableUnits stock) {
    return 0;
  }

  /** Units of reserve that T_1 .. T_generations use up. */
  default long reserveUnits(int generations, AvailableUnits stock) {
    return IntStream.rangeClosed(1, generations).mapToLong(g -> freshUnits(g, stock)).sum();
  }

  /** The least j >= 1 such that S_j is in T_g or in a later T: what is older may be forgotten. */
  default int oldestNeeded(int g) {
    return g;
  }

  /** By how much T_g exceeds T_{g-1}, where it contains T_{g-1} whole; empty otherwise. */
  default Optional<Recipe> growth(int g, AvailableUnits stock) {
    return Optional.empty();
  }

  /** Facts of a policy whose recipe is the same for all replicates. */
  interface Fixed extends PolicyFacts {
    @Override
    default boolean isRandom() {
      return false;
    }
  }

  /** Facts of a policy whose recipe is the same for all replicates, and linear. */
  interface Linear extends Fixed {
    @Override
    default boolean isLinear() {
      return true;
    }
  }
}
