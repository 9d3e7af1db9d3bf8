package ouroboros.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Part;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.Source;
import ouroboros.policy.Stock;
import ouroboros.policy.Take;
import ouroboros.random.Key;

/**
 * The loop of one replicate: recipe, fit, measure, draw. Reused from replicate to replicate.
 *
 * <p>R is the points 0 .. real of the truth, reserve the points after them. A training set that
 * contains the one before grows by what is new; else it is pooled afresh.
 */
final class Lineage<B> {
  private final TruthCell cell;
  private final Chain<B> chain;
  private final List<Measure> measures;

  /** The stock with S_1 .. S_g, for every g; sizes depend on the generation only. */
  private final List<Stock> stocks = new ArrayList<>();

  /** Recipes that are the same for all replicates. */
  private final List<Recipe> fixedRecipes = new ArrayList<>();

  private final Map<Integer, B> synthetics = new HashMap<>();
  private @Nullable B real;

  private Lineage(TruthCell cell, Chain<B> chain) {
    this.cell = cell;
    this.chain = chain;
    this.measures = cell.measures();
    Policy policy = cell.policy();
    Stock stock = cell.stock();
    stocks.add(stock);
    for (int g = 1; g <= cell.generations(); g++) {
      stock = stock.and(policy.syntheticUnits(g, stock));
      stocks.add(stock);
    }
    for (int g = 0; !policy.isRandom() && g <= cell.generations(); g++) {
      fixedRecipes.add(policy.recipe(g, stocks.get(g), new Key(0, 0)));
    }
  }

  static <B> Lineage<B> of(TruthCell cell, Chain<B> chain) {
    return new Lineage<>(cell, chain);
  }

  /** All values of a replicate, [generation, measure]. */
  double[][] values(long seed, long replicate) {
    double[][] values = new double[cell.generations() + 1][measures.size()];
    Key key = new Key(seed, replicate);
    Policy policy = cell.policy();
    chain.start(key);
    real = null;
    synthetics.clear();
    Recipe recipe = new Recipe(List.of());
    for (int g = 0; g <= cell.generations(); g++) {
      Stock stock = stocks.get(g);
      if (g > 0 && policy.oldestNeeded(g) <= g) {
        synthetics.put(g, chain.draw(g, units(stock.synthetic(g))));
      }
      recipe = fixedRecipes.isEmpty() ? policy.next(g, stock, key, recipe) : fixedRecipes.get(g);
      Optional<Recipe> growth = g == 0 ? Optional.empty() : policy.growth(g, stock);
      if (growth.isPresent() && growth.get().parts().isEmpty()) {
        values[g] = values[g - 1].clone();
        continue;
      }
      if (growth.isEmpty()) {
        chain.clear();
      }
      for (Part part : growth.orElse(recipe).parts()) {
        add(part, key, stock);
      }
      chain.fit();
      for (int m = 0; m < measures.size(); m++) {
        values[g][m] = chain.value(measures.get(m));
      }
      int oldest = growth.isPresent() ? g + 1 : policy.oldestNeeded(g + 1);
      synthetics.keySet().removeIf(j -> j < oldest);
    }
    return values;
  }

  private void add(Part part, Key key, Stock stock) {
    if (part.source() instanceof Source.Reserve && part.take() instanceof Take.Slice slice) {
      B batch = chain.truth(cell.real() + slice.from(), units(part.units()));
      chain.add(batch, null, part.weight());
      return;
    }
    int population = units(part.source().units(stock));
    B batch = batch(part.source());
    if (part.take() instanceof Take.Whole
        || (part.take() instanceof Take.Slice && part.units() == population)) {
      chain.add(batch, null, part.weight());
      return;
    }
    int[] times = new int[population];
    part.selection(key, population).multiplicities(0, population, times);
    chain.add(batch, times, part.weight());
  }

  private B batch(Source source) {
    if (source instanceof Source.Synthetic s) {
      B batch = synthetics.get(s.generation());
      if (batch == null) {
        throw new IllegalStateException("S_" + s.generation() + " was forgotten too early.");
      }
      return batch;
    }
    B known = real;
    if (known == null) {
      known = chain.truth(0, units(cell.real()));
      real = known;
    }
    return known;
  }

  private static int units(long units) {
    return Math.toIntExact(units);
  }
}
