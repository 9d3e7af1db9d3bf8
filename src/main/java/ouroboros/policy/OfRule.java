package ouroboros.policy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The facts of a policy that are those of another policy, its rule. */
interface OfRule extends PolicyFacts {
  /** The other policy. */
  Policy rule();

  @Override
  default boolean isRandom() {
    return rule().isRandom();
  }

  @Override
  default boolean isLinear() {
    return rule().isLinear();
  }

  @Override
  default boolean hasPool() {
    return rule().hasPool();
  }

  @Override
  default boolean isNewest() {
    return rule().isNewest();
  }

  @Override
  default double realShareOfPool(int g) {
    return rule().realShareOfPool(g);
  }

  @Override
  default OptionalDouble realProbability() {
    return rule().realProbability();
  }

  @Override
  default boolean usesReserve() {
    return rule().usesReserve();
  }

  @Override
  default double weightedUnits(int generations, AvailableUnits stock) {
    return rule().weightedUnits(generations, stock);
  }

  @Override
  default boolean slides() {
    return rule().slides();
  }

  @Override
  default boolean thins() {
    return rule().thins();
  }

  @Override
  default @Nullable Amount real() {
    return rule().real();
  }

  @Override
  default @Nullable Amount size() {
    return rule().size();
  }

  @Override
  default Policy.Choose choose() {
    return rule().choose();
  }

  @Override
  default Policy.OrderBy orderBy() {
    return rule().orderBy();
  }

  @Override
  default Policy.Total total() {
    return rule().total();
  }

  @Override
  default long syntheticUnits(int g, AvailableUnits stock) {
    return rule().syntheticUnits(g, stock);
  }

  @Override
  default double scale(int g) {
    return rule().scale(g);
  }

  @Override
  default long freshUnits(int g, AvailableUnits stock) {
    return rule().freshUnits(g, stock);
  }

  @Override
  default int oldestNeeded(int g) {
    return rule().oldestNeeded(g);
  }

  @Override
  default Optional<Recipe> growth(int g, AvailableUnits stock) {
    return rule().growth(g, stock);
  }
}
