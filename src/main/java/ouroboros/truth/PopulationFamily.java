package ouroboros.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.RankGroups;
import ouroboros.random.Subset;

/**
 * A family with a known truth whose points are not drawn one by one: each source is known by a
 * {@link Population}. R, each slice of the reserve, each S_g and each choice among the points of a
 * source has random numbers of its own, so results do not depend on the order of the calls. They
 * have the law of {@link KnownTruthFamily}, not its bits.
 *
 * @param <B> the statistic of a batch
 */
final class PopulationFamily<B> implements TruthFamily<Long, PopulationFamily.Taken<B>> {
  /** Counter words of choices among points of a source; the words below belong to new points. */
  private static final long FRONT = 1L << 61;

  private static final long CHOSEN = 1L << 62;

  /** Generations whose recipes are looked at; later ones are made in the same way. */
  private static final int LOOKED_AT = 4;

  private final TruthCell cell;
  private final Policy policy;
  private final Population<B> model;
  private final List<Measure> measures;
  private final Map<Integer, B> synthetics = new HashMap<>();
  private final Map<Integer, List<Taken<B>>> trained = new HashMap<>();
  private ToIntFunction<List<double[]>> drawnFrom = past -> past.size() - 1;
  private int longestRollback = -1;
  private @Nullable Function<List<double[]>, TruthCell> changes;
  private TruthCell current;
  private boolean isChanged;
  private Key key = new Key(0, 0);
  private @Nullable B real;

  private PopulationFamily(TruthCell cell, Population<B> model) {
    this.cell = cell;
    this.current = cell;
    this.policy = cell.policy();
    this.model = model;
    this.measures = cell.measures();
  }

  /**
   * A line of a recipe.
   *
   * @param weight of each point, in fixed point
   */
  record Taken<B>(B batch, long weight) {}

  static PopulationFamily<?> of(TruthCell cell) {
    if (cell.family() instanceof TruthSpec.Gaussian gaussian) {
      return new PopulationFamily<>(cell, new GaussianPopulation(gaussian));
    }
    if (cell.family() instanceof TruthSpec.Zipf zipf && zipf.isGrouped()) {
      RankGroups ranks = RankGroups.of(zipf.exponent(), zipf.types(), zipf.cut());
      return new PopulationFamily<>(
          cell, new GroupedTypes(ranks, cell.temperature(), takes(cell, true)));
    }
    TruthSpec.Types types = (TruthSpec.Types) cell.family();
    return new PopulationFamily<>(
        cell,
        new TypePopulation(
            types.weights(), types.drawable(), cell.temperature(), cell.policy().isWeighted()));
  }

  /** Why a cell cannot be run as a population; empty if it can. */
  static Optional<String> problem(TruthCell cell) {
    boolean isNormal = cell.family() instanceof TruthSpec.Gaussian;
    if (!isNormal && !(cell.family() instanceof TruthSpec.Types)) {
      return Optional.of(
          "population draws counts of types or moments of gaussian points; for "
              + cell.family().kind()
              + " points are drawn one by one: use sentences or auto");
    }
    if (!cell.safeguards().gates().isEmpty()) {
      return Optional.of(
          "gates judge single points, which a population does not have; use sentences or auto");
    }
    return overflow(cell)
        .or(() -> isNormal ? repeated(cell) : cell.isGrouped() ? grouped(cell) : Optional.empty());
  }

  /** How many types of a group have a count is known, but not which ones. */
  private static Optional<String> grouped(TruthCell cell) {
    String few =
        "of more than "
            + TruthSpec.Zipf.MOST_SINGLE
            + " types of zipf only the number of types of a group with the same count is known, not"
            + " which ones these are; ";
    Policy policy = cell.policy();
    if (!takes(cell, true) && !takes(cell, false)) {
      return Optional.of(
          few
              + "policy "
              + policy.kind()
              + " needs that: use replace, growing or accumulate, or lower family.types");
    }
    return cell.safeguards().mayIntervene()
        ? Optional.of(few + "an alarm that changes the training set needs that: use warn or stop")
        : Optional.empty();
  }

  private static Optional<String> overflow(TruthCell cell) {
    AvailableUnits stock = cell.stock().after(cell.policy(), cell.generations());
    double units = cell.real();
    for (int g = 1; g <= cell.generations(); g++) {
      units += stock.synthetic(g) + (double) cell.policy().freshUnits(g, stock);
    }
    double most = cell.policy().isWeighted() ? units * RecipeLine.ONE : units;
    return most < 0x1.0p62
        ? Optional.empty()
        : Optional.of(
            "the weighted counts of all generations may exceed 2^62; draw less (size), or fewer"
                + " generations");
  }

  /** Moments do not say which points were chosen: a second choice would not be independent. */
  private static Optional<String> repeated(TruthCell cell) {
    Policy policy = cell.policy();
    AvailableUnits stock = cell.stock();
    Recipe recipe = new Recipe(List.of());
    int last = Math.min(cell.generations(), LOOKED_AT);
    for (int g = 0; g <= last; g++) {
      stock = stock.after(policy, g);
      recipe = policy.next(g, stock, new Key(0, 0), recipe);
      for (RecipeLine line : recipe.parts()) {
        boolean isUsedAgain =
            !(line.source() instanceof Source.Synthetic s)
                || policy.oldestNeeded(g + 1) <= s.generation();
        boolean isChosenAgain =
            line.take() instanceof Choice.Without w && w.generation() > 0 && isUsedAgain;
        if (line.take() instanceof Choice.With || isChosenAgain) {
          return Optional.of(
              "policy "
                  + policy.kind()
                  + " chooses among the same gaussian points more than once, and a population"
                  + " keeps only their mean and scatter; use sentences or auto");
        }
      }
    }
    return Optional.empty();
  }

  /** Whether T_g is S_g, or T_{g-1} and S_g. */
  private static boolean takes(TruthCell cell, boolean isAdded) {
    Policy policy = cell.policy();
    for (int g = 1; g <= LOOKED_AT; g++) {
      AvailableUnits stock = cell.stock().after(policy, g);
      Optional<Recipe> growth = policy.growth(g, stock);
      Recipe recipe = growth.isPresent() ? growth.get() : policy.recipe(g, stock, new Key(0, 0));
      List<RecipeLine> lines = recipe.parts();
      boolean isOne =
          lines.size() == 1
              && lines.get(0).source().equals(new Source.Synthetic(g))
              && lines.get(0).isWhole(stock.synthetic(g))
              && lines.get(0).weight() == RecipeLine.ONE;
      if (!isOne || growth.isPresent() != isAdded || policy.drawnFrom(g) != g - 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void intervene(ToIntFunction<List<double[]>> from, int longest) {
    drawnFrom = from;
    longestRollback = longest;
  }

  @Override
  public void change(Function<List<double[]>, TruthCell> other) {
    changes = other;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    model.clear();
    real = null;
    synthetics.clear();
    trained.clear();
    if (changes != null) {
      current = cell;
      isChanged = false;
      model.change(cell);
    }
  }

  @Override
  public Long draw(int g, long units, List<double[]> past) {
    int from = Math.min(policy.drawnFrom(g), drawnFrom.applyAsInt(past));
    boolean differs = changes != null && !changes.apply(past).equals(current);
    if (changes != null && differs) {
      current = changes.apply(past);
      isChanged = true;
      model.change(current);
    }
    if (from < g - 1) {
      model.clear();
      Objects.requireNonNull(trained.get(from)).forEach(t -> model.add(t.batch, t.weight));
      model.fit();
    } else if (differs) {
      model.fit();
    }
    if (policy.oldestNeeded(g) <= g) {
      synthetics.put(g, model.draw(random(g, 0), units));
    }
    return units;
  }

  @Override
  public long passed(Long guarded) {
    return guarded;
  }

  @Override
  public long passed(double[] sealed, long planned) {
    return planned;
  }

  @Override
  public Taken<B> take(RecipeLine line, Generation<double[], Long> now) {
    if (line.source() instanceof Source.Reserve && line.take() instanceof Choice.Slice slice) {
      return new Taken<>(model.truth(random(0, 1 + slice.from()), line.units()), line.weight());
    }
    return new Taken<>(chosen(line, line.source().units(now.available())), line.weight());
  }

  private B chosen(RecipeLine line, long population) {
    B source = source(line.source());
    if (line.isWhole(population)) {
      return source;
    }
    long salt = line.source().salt();
    if (line.take() instanceof Choice.With with) {
      return model.with(random(with.generation(), CHOSEN | salt), source, line.units());
    }
    if (line.take() instanceof Choice.Without without) {
      return model.without(random(without.generation(), CHOSEN | salt), source, line.units());
    }
    if (line.take() instanceof Choice.Slice slice && slice.from() == 0) {
      return front(source, population, line.units(), salt);
    }
    if (line.take() instanceof Choice.Survivors survivors) {
      B left = front(source, population, survivors.first(), salt);
      long units = survivors.first();
      for (Subset.Step step : survivors.steps()) {
        if (step.units() < units) {
          left = model.without(random(step.generation(), CHOSEN | salt), left, step.units());
        }
        units = step.units();
      }
      return left;
    }
    throw new IllegalStateException("A population cannot choose " + line.take() + ".");
  }

  /** The first points of a source. The points are exchangeable, so these are any points. */
  private B front(B source, long population, long units, long salt) {
    return units == population ? source : model.without(random(0, FRONT | salt), source, units);
  }

  private B source(Source source) {
    if (source instanceof Source.Synthetic s) {
      return Objects.requireNonNull(
          synthetics.get(s.generation()), "S_" + s.generation() + " was forgotten too early.");
    }
    B known = real;
    if (known == null) {
      known = model.truth(random(0, 0), cell.real());
      real = known;
    }
    return known;
  }

  private KeyedStream random(long generation, long word) {
    return key.stream(generation, Purpose.POPULATION, word);
  }

  @Override
  public double[] fit(
      Generation<double[], Long> now, Recipe recipe, Function<RecipeLine, Taken<B>> take) {
    int g = now.number();
    boolean grows = g > 0 && longestRollback < 0 && policy.drawnFrom(g + 1) == g;
    Optional<Recipe> growth = grows ? policy.growth(g, now.available()) : Optional.empty();
    boolean isSame = growth.isPresent() && growth.get().parts().isEmpty() && !isChanged;
    isChanged = false;
    if (isSame) {
      return now.before().clone();
    }
    List<Taken<B>> taken = growth.orElse(recipe).parts().stream().map(take).toList();
    if (growth.isEmpty()) {
      model.clear();
    }
    taken.forEach(t -> model.add(t.batch, t.weight));
    model.fit();
    boolean isKept = g == 0 && policy.drawnFrom(2) == 0;
    if (longestRollback > 0 || isKept) {
      trained.put(g, taken);
      trained.keySet().removeIf(j -> j < Math.min(policy.drawnFrom(g + 1), g - longestRollback));
    }
    int oldest = growth.isPresent() ? g + 1 : policy.oldestNeeded(g + 1);
    synthetics.keySet().removeIf(j -> j < oldest);
    return measures.stream().mapToDouble(model::value).toArray();
  }
}
