package ouroboros.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ouroboros.policy.Policy.OrderBy;
import ouroboros.policy.Policy.Total;
import ouroboros.random.Binomial;
import ouroboros.random.Key;
import ouroboros.random.Purpose;

/** The lines that recipes are put together from. */
final class RecipeLines {
  private RecipeLines() {}

  /**
   * The recipe of T_g. The recipes of T_0 .. T_{g-1} are computed only where T_g is made from
   * T_{g-1}.
   */
  static Recipe recipe(Policy policy, int g, AvailableUnits stock, Key key) {
    Recipe recipe = new Recipe(List.of());
    for (int i = policy.thins() ? 0 : g; i <= g; i++) {
      recipe = policy.next(i, stock, key, recipe);
    }
    return recipe;
  }

  static RecipeLine real(AvailableUnits stock) {
    return RecipeLine.whole(new Source.Real(), stock.real());
  }

  static RecipeLine synthetic(int j, AvailableUnits stock) {
    return RecipeLine.whole(new Source.Synthetic(j), stock.synthetic(j));
  }

  /** The first units of S_g; all there are where fewer passed the safeguards. */
  private static RecipeLine first(int g, AvailableUnits stock, long units) {
    return RecipeLine.first(new Source.Synthetic(g), Math.min(units, stock.synthetic(g)));
  }

  /** R, S_1 .. S_g. */
  static List<RecipeLine> everything(int g, AvailableUnits stock) {
    return Stream.concat(
            Stream.of(real(stock)), IntStream.rangeClosed(1, g).mapToObj(j -> synthetic(j, stock)))
        .toList();
  }

  /** The slice of the reserve that follows those used for T_1 .. T_{g-1}. */
  static RecipeLine fresh(Policy policy, int g, AvailableUnits stock, OrderBy order) {
    return new RecipeLine(
        new Source.Reserve(order),
        new Choice.Slice(policy.reserveUnits(g - 1, stock)),
        policy.freshUnits(g, stock),
        RecipeLine.ONE);
  }

  /** Slice number {@code slice} of the reserve, from 0, if it is cut into slices of R's size. */
  static RecipeLine slice(long slice, AvailableUnits stock) {
    return new RecipeLine(
        new Source.Reserve(OrderBy.HASH),
        new Choice.Slice(slice * stock.real()),
        stock.real(),
        RecipeLine.ONE);
  }

  /**
   * S_g. Where the total is fixed, S_g is cut to the units that R's size leaves next to the real
   * ones.
   */
  static RecipeLine room(Total total, int g, AvailableUnits stock, long realUnits) {
    return total == Total.ADD
        ? synthetic(g, stock)
        : first(g, stock, Math.max(0, stock.real() - realUnits));
  }

  /** Units of S_g that have to be drawn: where the total is fixed, enough to fill T_g. */
  static long drawn(Total total, AvailableUnits stock, long realUnits) {
    return total == Total.ADD ? stock.size() : Math.max(stock.size(), stock.real() - realUnits);
  }

  static List<RecipeLine> anchor(Policy.Anchor policy, long units, int g, AvailableUnits stock) {
    RecipeLine synthetic = room(policy.total(), g, stock, units);
    if (units == 0) {
      return List.of(synthetic);
    }
    Choice take = Choice.of(policy.choose());
    return List.of(new RecipeLine(new Source.Real(), take, units, RecipeLine.ONE), synthetic);
  }

  static List<RecipeLine> mixture(double realShare, int g, AvailableUnits stock, Key key) {
    long size = stock.synthetic(g);
    long units = Binomial.sample(key.stream(g, Purpose.RECIPE, 0), size, realShare);
    RecipeLine real =
        stock.isEndless()
            ? new RecipeLine(
                new Source.Reserve(OrderBy.HASH),
                new Choice.Slice((g - 1) * stock.size()),
                units,
                RecipeLine.ONE)
            : new RecipeLine(new Source.Real(), new Choice.With(g), units, RecipeLine.ONE);
    return List.of(
        real,
        new RecipeLine(
            new Source.Synthetic(g), new Choice.Without(g), size - units, RecipeLine.ONE));
  }

  /**
   * The weights are those of the two empirical distributions as wholes, so each is divided among
   * the units of its distribution. A unit weighs 1 on average. Where one of the two is empty, T_g
   * is the other alone.
   */
  static List<RecipeLine> weighted(Policy.Weighted policy, int g, AvailableUnits stock) {
    RecipeLine synthetic = synthetic(g, stock);
    if (policy.freshUnits(g, stock) == 0) {
      return List.of(synthetic);
    }
    RecipeLine real = fresh(policy, g, stock, OrderBy.HASH);
    if (synthetic.units() == 0) {
      return List.of(real);
    }
    double all = real.units() + synthetic.units();
    double weight = policy.realWeight();
    return List.of(
        real.weighing(weight * (all / real.units())),
        synthetic.weighing((1 - weight) * (all / synthetic.units())));
  }

  static List<RecipeLine> window(Policy.Window policy, int g, AvailableUnits stock) {
    List<RecipeLine> list = everything(g, stock);
    List<RecipeLine> window = list.subList(Math.max(0, list.size() - policy.last()), list.size());
    return policy.keepReal() && policy.last() <= g
        ? Stream.concat(list.stream().limit(1), window.stream()).toList()
        : window;
  }

  static List<RecipeLine> decay(double halfLife, int g, AvailableUnits stock) {
    List<RecipeLine> list = everything(g, stock);
    return IntStream.rangeClosed(0, g)
        .mapToObj(i -> list.get(i).weighing(StrictMath.pow(2, -(g - i) / halfLife)))
        .toList();
  }

  static List<RecipeLine> partial(
      Recipe previous, long kept, int g, AvailableUnits stock, Key key) {
    List<RecipeLine> parts = new ArrayList<>(Pool.survivors(previous.parts(), kept, g, key));
    parts.add(first(g, stock, stock.real() - kept));
    return parts;
  }

  static List<RecipeLine> contaminated(
      Policy.Contaminated policy, long realUnits, int g, AvailableUnits stock) {
    RecipeLine real =
        policy.source() == Policy.RealSource.FRESH
            ? fresh(policy, g, stock, OrderBy.HASH)
            : new RecipeLine(new Source.Real(), new Choice.Without(g), realUnits, RecipeLine.ONE);
    return List.of(real, first(g, stock, stock.real() - realUnits));
  }
}
