package ouroboros.policy;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import ouroboros.policy.PolicyFacts.Fixed;
import ouroboros.policy.PolicyFacts.Linear;
import ouroboros.policy.PolicyFacts.RealSize;
import ouroboros.random.Key;

/**
 * The rule for T_g, g >= 1, from R, the reserve and S_1 .. S_g. This type is the catalogue.
 *
 * <p>A recipe is a pure function: the same arguments give the same recipe.
 */
public sealed interface Policy extends PolicyFacts
    permits Policy.Replace,
        Policy.Accumulate,
        Policy.AccumulateSubsample,
        Policy.Anchor,
        Policy.Fresh,
        Policy.Mixture,
        Policy.Weighted,
        Policy.Window,
        Policy.Decay,
        Policy.Partial,
        Policy.GrowingByFactor,
        Policy.GrowingByPower,
        Policy.Contaminated,
        Policy.Frozen,
        Policy.Bootstrap,
        Policy.FreshDisjoint,
        WithoutFeedback {

  /**
   * The lines of the recipe of T_g, g >= 1. Each says what T_g takes from one source.
   *
   * @param stock how many units each source has: R, the reserve and S_1 .. S_g
   * @param key of the replicate; only random recipes use it
   * @param previous the recipe of T_{g-1}
   */
  List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous);

  /** Why this policy is impossible with these available units, one line each; else empty. */
  default List<String> problems(int generations, AvailableUnits stock) {
    return PolicyProblems.of(this, generations, stock);
  }

  /** The recipe of T_g, given that of T_{g-1}. T_0 is R. */
  default Recipe next(int g, AvailableUnits stock, Key key, Recipe previous) {
    return g == 0
        ? new Recipe(List.of(RecipeLines.real(stock)))
        : new Recipe(parts(g, stock, key, previous));
  }

  /** The recipe of T_g. T_0 is R. Cost: one recipe, or g recipes where T_g is made from T_{g-1}. */
  default Recipe recipe(int g, AvailableUnits stock, Key key) {
    return RecipeLines.recipe(this, g, stock, key);
  }

  /** The rule that makes the recipes: the policy itself, whether there is feedback or not. */
  default Policy rule() {
    return this;
  }

  /**
   * Whether T_1 .. T_generations are made alike: as many units of each kind of source, with the
   * same weights. If S_1, S_2 .. were all drawn from M_0, every T_g would then have the same
   * distribution, as far as real units are chosen at random.
   */
  default boolean isSteady(int generations) {
    return SteadyRecipe.of(this, generations);
  }

  /** Whether S_1 .. S_generations have equally many units. */
  default boolean drawsAsMany(int generations) {
    return SteadyRecipe.drawsAsMany(this, generations);
  }

  /** The name in a spec. */
  default String kind() {
    String kebab = getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1");
    return kebab.startsWith("Growing") ? "growing" : kebab.toLowerCase(Locale.ROOT);
  }

  /** T_g = S_g. */
  record Replace() implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(RecipeLines.synthetic(g, stock));
    }

    @Override
    public boolean isNewest() {
      return true;
    }
  }

  /** T_g = R, S_1 .. S_g. */
  record Accumulate() implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.everything(g, stock);
    }

    @Override
    public Optional<Recipe> growth(int g, AvailableUnits stock) {
      return Optional.of(new Recipe(List.of(RecipeLines.synthetic(g, stock))));
    }

    @Override
    public int oldestNeeded(int g) {
      return 1;
    }
  }

  /** {@code size} units without replacement from R, S_1 .. S_g, chosen again in each generation. */
  record AccumulateSubsample(Amount size) implements Policy {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return Pool.sample(this, RecipeLines.everything(g, stock), size.of(stock.real()), g, key);
    }

    @Override
    public int oldestNeeded(int g) {
      return 1;
    }
  }

  /**
   * The same {@code real} units of R every time, and S_g.
   *
   * @param every k: the real units join in generations k, 2k, 3k, ..; T_g is S_g in the others
   */
  record Anchor(Amount real, Choose choose, Total total, int every) implements Policy, Linear {
    /** Real units in every generation. */
    public Anchor(Amount real, Choose choose, Total total) {
      this(real, choose, total, 1);
    }

    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.anchor(this, realUnits(g, stock), g, stock);
    }

    @Override
    public long syntheticUnits(int g, AvailableUnits stock) {
      return RecipeLines.drawn(total, stock, realUnits(g, stock));
    }

    private long realUnits(int g, AvailableUnits stock) {
      return g % every == 0 ? real.of(stock) : 0;
    }
  }

  /**
   * {@code real} units of the reserve that were never used before, and S_g.
   *
   * @param every k: the real units join in generations k, 2k, 3k, ..; T_g is S_g in the others
   */
  record Fresh(Amount real, Total total, OrderBy orderBy, int every) implements Policy, Linear {
    /** Real units in every generation. */
    public Fresh(Amount real, Total total, OrderBy orderBy) {
      this(real, total, orderBy, 1);
    }

    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      long units = freshUnits(g, stock);
      RecipeLine synthetic = RecipeLines.room(total, g, stock, units);
      return units == 0
          ? List.of(synthetic)
          : List.of(RecipeLines.fresh(this, g, stock, orderBy), synthetic);
    }

    @Override
    public long syntheticUnits(int g, AvailableUnits stock) {
      return RecipeLines.drawn(total, stock, freshUnits(g, stock));
    }

    @Override
    public long freshUnits(int g, AvailableUnits stock) {
      return g % every == 0 ? real.slice(g / every, stock) : 0;
    }

    @Override
    public boolean usesReserve() {
      return true;
    }
  }

  /** As many units as S_g has: each is real with probability {@code realShare}, else from S_g. */
  record Mixture(double realShare) implements Policy {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.mixture(realShare, g, stock, key);
    }

    @Override
    public boolean hasPool() {
      return true;
    }

    @Override
    public double realShareOfPool(int g) {
      return realShare;
    }

    @Override
    public OptionalDouble realProbability() {
      return OptionalDouble.of(realShare);
    }
  }

  /** {@code realWeight} x the empirical distribution of fresh units + the rest x that of S_g. */
  record Weighted(Amount real, double realWeight) implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.weighted(this, g, stock);
    }

    @Override
    public long freshUnits(int g, AvailableUnits stock) {
      return real.slice(g, stock);
    }

    @Override
    public double weightedUnits(int generations, AvailableUnits stock) {
      return (double) stock.size()
          + IntStream.rangeClosed(1, generations)
              .mapToLong(g -> freshUnits(g, stock))
              .max()
              .orElse(0);
    }
  }

  /** The last {@code last} entries of the list R, S_1 .. S_g. With {@code keepReal} also R. */
  record Window(int last, boolean keepReal) implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.window(this, g, stock);
    }

    @Override
    public int oldestNeeded(int g) {
      return Math.max(1, g - last + 1);
    }

    @Override
    public boolean slides() {
      return true;
    }
  }

  /** R, S_1 .. S_g with weight 2^(-(g - i) / halfLife) on S_i (R: i = 0). */
  record Decay(double halfLife) implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.decay(halfLife, g, stock);
    }

    @Override
    public int oldestNeeded(int g) {
      // After 21 half-lives a weight rounds to 0.
      return (int) Math.max(1, g - 21 * halfLife);
    }

    @Override
    public double weightedUnits(int generations, AvailableUnits stock) {
      return stock.real() + (double) generations * stock.size();
    }
  }

  /** round((1 - share) M) units of T_{g-1}, the rest from S_g; M is the size of R. */
  record Partial(double share) implements Policy, RealSize {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.partial(previous, kept(stock), g, stock, key);
    }

    @Override
    public long syntheticUnits(int g, AvailableUnits stock) {
      return Math.max(stock.size(), stock.real() - kept(stock));
    }

    @Override
    public int oldestNeeded(int g) {
      return 1;
    }

    @Override
    public boolean isLinear() {
      return true;
    }

    @Override
    public boolean thins() {
      return true;
    }

    private long kept(AvailableUnits stock) {
      return Math.round((1 - share) * stock.real());
    }
  }

  /** T_g = S_g, which has size x factor^g units. */
  record GrowingByFactor(double factor) implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(RecipeLines.synthetic(g, stock));
    }

    @Override
    public double scale(int g) {
      return StrictMath.pow(factor, g);
    }
  }

  /** T_g = S_g, which has size x (g + 1)^power units. */
  record GrowingByPower(double power) implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(RecipeLines.synthetic(g, stock));
    }

    @Override
    public double scale(int g) {
      return StrictMath.pow(g + 1.0, power);
    }
  }

  /** R's size: a share s_g from S_g, the rest real; after the schedule its last share holds. */
  record Contaminated(List<Double> schedule, RealSource source) implements Policy, Fixed, RealSize {
    public Contaminated {
      schedule = List.copyOf(schedule);
    }

    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return RecipeLines.contaminated(this, realUnits(g, stock), g, stock);
    }

    @Override
    public boolean hasPool() {
      return true;
    }

    @Override
    public double realShareOfPool(int g) {
      return 1 - syntheticShare(g);
    }

    @Override
    public long syntheticUnits(int g, AvailableUnits stock) {
      return Math.max(stock.size(), stock.real() - realUnits(g, stock));
    }

    @Override
    public long freshUnits(int g, AvailableUnits stock) {
      return source == RealSource.FRESH ? realUnits(g, stock) : 0;
    }

    @Override
    public boolean usesReserve() {
      return source == RealSource.FRESH;
    }

    private long realUnits(int g, AvailableUnits stock) {
      return Math.round((1 - syntheticShare(g)) * stock.real());
    }

    private double syntheticShare(int g) {
      return schedule.get(Math.min(g, schedule.size()) - 1);
    }
  }

  /** T_g = R: no feedback. */
  record Frozen() implements Policy, Linear {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(RecipeLines.real(stock));
    }

    @Override
    public Optional<Recipe> growth(int g, AvailableUnits stock) {
      return Optional.of(new Recipe(List.of()));
    }

    @Override
    public boolean hasFeedback() {
      return false;
    }

    @Override
    public int oldestNeeded(int g) {
      return g + 1;
    }
  }

  /** As many units as R has, from R with replacement, chosen again in each generation. */
  record Bootstrap() implements Policy, Fixed {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(
          new RecipeLine(new Source.Real(), new Choice.With(g), stock.real(), RecipeLine.ONE));
    }

    @Override
    public boolean hasFeedback() {
      return false;
    }

    @Override
    public int oldestNeeded(int g) {
      return g + 1;
    }
  }

  /**
   * A new slice of the reserve in each generation, as large as R. Each replicate takes the slices
   * in an order of its own: otherwise a difference between two slices would look like a difference
   * between two generations.
   */
  record FreshDisjoint() implements Policy {
    @Override
    public List<RecipeLine> parts(int g, AvailableUnits stock, Key key, Recipe previous) {
      return List.of(RecipeLines.slice(Slices.at(g, stock, key), stock));
    }

    @Override
    public boolean isLinear() {
      return true;
    }

    @Override
    public long freshUnits(int g, AvailableUnits stock) {
      return stock.real();
    }

    @Override
    public boolean hasFeedback() {
      return false;
    }

    @Override
    public int oldestNeeded(int g) {
      return g + 1;
    }
  }

  /** Whether T_g contains all of S_g next to real units, or S_g is cut to keep R's size. */
  enum Total {
    ADD,
    FIXED
  }

  /** In which order the reserve is used up. */
  enum OrderBy {
    HASH,
    PERIOD
  }

  /** Where {@code contaminated} takes real data from. */
  enum RealSource {
    REAL,
    FRESH
  }

  /** How real units are chosen from R. */
  sealed interface Choose extends Serializable {
    /** At random: every subset has the same probability. */
    record Random() implements Choose {}

    /** The same share of every stratum. */
    record Stratified() implements Choose {}

    /** From one stratum only. */
    record Stratum(String name) implements Choose {}

    /** Sentences with the rarest types first. */
    record Rarest() implements Choose {}
  }
}
