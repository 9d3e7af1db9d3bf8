package ouroboros.policy;

import java.util.List;
import java.util.stream.IntStream;
import ouroboros.random.Key;

/** Decides whether the recipes of a policy are alike in all generations. */
final class SteadyRecipe {
  private static final Key NO_KEY = new Key(0, 0);

  /** So many units that no share rounds to 0, and so few that the weight of one of them fits. */
  private static final long MANY = 1L << 30;

  /** A reserve so large that no slice is all of it. */
  private static final long NEVER_WHOLE = 1L << 57;

  private SteadyRecipe() {}

  /** A line without the numbers that say which units and which S_j it takes. */
  private record Shape(Class<?> source, Class<?> take, long units, long weight) {
    static Shape of(RecipeLine line, AvailableUnits stock) {
      boolean whole = line.isWhole(line.source().units(stock));
      return new Shape(
          line.source().getClass(),
          whole ? Choice.Whole.class : line.take().getClass(),
          line.units(),
          line.weight());
    }
  }

  /**
   * Whether it is so for T_1 .. T_generations. Where each unit is real by chance, with one
   * probability, it is so if as many units are drawn in each generation; of other random recipes it
   * is not known, so the answer is no.
   */
  static boolean of(Policy policy, int generations) {
    AvailableUnits stock = stock(policy, generations);
    if (policy.realProbability().isPresent()) {
      return areAsMany(stock);
    }
    if (policy.isRandom() || generations < 2) {
      return !policy.isRandom();
    }
    List<Shape> first = shapes(policy, 1, stock);
    return IntStream.rangeClosed(2, generations)
        .allMatch(g -> shapes(policy, g, stock).equals(first));
  }

  /** Whether each S_g, g = 1 .. generations, has as many units as the others. */
  static boolean drawsAsMany(Policy policy, int generations) {
    return areAsMany(stock(policy, generations));
  }

  private static AvailableUnits stock(Policy policy, int generations) {
    AvailableUnits before =
        AvailableUnits.ofCorpus(MANY, NEVER_WHOLE, MANY).choosing(List.of(MANY / 2));
    return new AvailableUnits(
        before.real(),
        before.reserve(),
        before.size(),
        IntStream.rangeClosed(1, generations)
            .mapToObj(g -> policy.syntheticUnits(g, before))
            .toList(),
        before.chosen());
  }

  private static boolean areAsMany(AvailableUnits stock) {
    return stock.synthetics().stream().distinct().count() <= 1;
  }

  private static List<Shape> shapes(Policy policy, int g, AvailableUnits stock) {
    return policy.recipe(g, stock, NO_KEY).parts().stream()
        .map(line -> Shape.of(line, stock))
        .toList();
  }
}
