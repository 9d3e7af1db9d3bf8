package ouroboros.policy;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a policy that need no recipe: what kind of rule it is, and how many units it
 * draws and uses up.
 *
 * <p>The defaults here are the safe ones. A policy that says nothing counts as random and as not
 * linear: its recipe is made again for every replicate, and no law is used that might not hold.
 */
public interface PolicyFacts extends Serializable {

  /**
   * Whether a recipe depends on the key. If not, all replicates have the same one. The units that
   * the lines of the recipe choose may depend on the key in both cases.
   */
  default boolean isRandom() {
    return true;
  }

  /**
   * Whether T_g = sum_j w_{g,j} S_j: a fixed weighted sum of whole sources, in which nothing is
   * chosen at random again. So a unit that was left out once never comes back. Only for such
   * policies do the laws of the survival of types hold exactly for Poisson counts.
   */
  default boolean isLinear() {
    return false;
  }

  /**
   * Whether the real and the synthetic units of T_g arrive without labels, so that a gate may have
   * to judge them all: the pool.
   */
  default boolean hasPool() {
    return false;
  }

  /** Whether T_g is all of S_g and nothing else. */
  default boolean isNewest() {
    return false;
  }

  /** Where there is a pool: the share of the units of T_g that are real. */
  default double realShareOfPool(int g) {
    throw new IllegalStateException("there is no pool in generation " + g);
  }

  /** Where each unit of T_g is real by chance: with which probability. Empty elsewhere. */
  default OptionalDouble realProbability() {
    return OptionalDouble.empty();
  }

  /** Whether real data outside R is used, slice by slice. */
  default boolean usesReserve() {
    return freshUnits(1, AvailableUnits.NOMINAL) > 0;
  }

  /** Whether the counts of some units are multiplied by a weight. */
  default boolean isWeighted() {
    return weightedUnits(1, AvailableUnits.NOMINAL) > 0;
  }

  /**
   * The largest number of weighted units in one T_g, {@code g <= generations}; 0 where there are
   * none.
   */
  default double weightedUnits(int generations, AvailableUnits stock) {
    return 0;
  }

  /** Whether T_g is T_{g-1} plus S_g, minus the whole sources that have become too old. */
  default boolean slides() {
    return false;
  }

  /**
   * Whether T_g keeps units of T_{g-1} that are chosen at random, so that the units of one S_j
   * leave in different generations, and never come back.
   */
  default boolean thins() {
    return false;
  }

  /** Real units in each T_g, as the spec gives them; null where it gives none. */
  default @Nullable Amount real() {
    return null;
  }

  /**
   * Units that are sampled from R, S_1 .. S_g together, as the spec gives them; null where this
   * policy does not sample from them together.
   */
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

  /**
   * The rule for the size of T_g: with {@code FIXED}, T_g has R's size, or less if too few units of
   * S_g passed the safeguards.
   */
  default Policy.Total total() {
    return Policy.Total.ADD;
  }

  /** The number of the model that S_g is drawn from, g >= 1. */
  default int drawnFrom(int g) {
    return g - 1;
  }

  /**
   * Whether a model is fitted to text that depends on an earlier model's training on synthetic
   * text. If not, all units of all T_g are real, or are drawn from M_0.
   */
  default boolean hasFeedback() {
    return true;
  }

  /** Units of S_g, g >= 1. */
  default long syntheticUnits(int g, AvailableUnits stock) {
    return Math.round(stock.size() * scale(g));
  }

  /** The number of units of S_g, divided by {@code size}. */
  default double scale(int g) {
    return 1;
  }

  /** Units of the reserve that T_g uses up. */
  default long freshUnits(int g, AvailableUnits stock) {
    return 0;
  }

  /** Units of the reserve that T_1 .. T_generations use up. */
  default long reserveUnits(int generations, AvailableUnits stock) {
    return IntStream.rangeClosed(1, generations).mapToLong(g -> freshUnits(g, stock)).sum();
  }

  /**
   * The smallest j >= 1 such that S_j is in T_g or in a later training set; g + 1 if none of S_1 ..
   * S_g is. Older synthetic corpora may be deleted, so a value that is too large deletes data that
   * is needed.
   */
  default int oldestNeeded(int g) {
    return g;
  }

  /**
   * If T_g contains the whole of T_{g-1}: the recipe of the rest, which is added to T_{g-1}. Empty
   * for other policies.
   */
  default Optional<Recipe> growth(int g, AvailableUnits stock) {
    return Optional.empty();
  }

  /**
   * A policy whose recipe is the same for all replicates. The units that a line of it takes may
   * still be chosen at random. Example: contaminated.
   */
  interface Fixed extends PolicyFacts {
    @Override
    default boolean isRandom() {
      return false;
    }
  }

  /** A policy whose T_g always has R's size; it has no key to change that. */
  interface RealSize extends PolicyFacts {
    @Override
    default Policy.Total total() {
      return Policy.Total.FIXED;
    }
  }

  /**
   * A policy whose T_g is a fixed weighted sum of whole sources; nothing is chosen at random again.
   * Example: accumulate.
   */
  interface Linear extends Fixed {
    @Override
    default boolean isLinear() {
      return true;
    }
  }
}
