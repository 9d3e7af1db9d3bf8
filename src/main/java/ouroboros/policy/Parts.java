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

/** The parts that recipes are put together from. */
final class Parts {
  private Parts() {}

  /** T_g: by way of T_0 .. T_{g-1} only where T_g is made of T_{g-1}. */
  static Recipe recipe(Policy policy, int g, Stock stock, Key key) {
    Recipe recipe = new Recipe(List.of());
    for (int i = policy instanceof Policy.Partial ? 0 : g; i <= g; i++) {
      recipe = policy.next(i, stock, key, recipe);
    }
    return recipe;
  }

  static Part real(Stock stock) {
    return Part.whole(new Source.Real(), stock.real());
  }

  static Part synthetic(int j, Stock stock) {
    return Part.whole(new Source.Synthetic(j), stock.synthetic(j));
  }

  /** R, S_1 .. S_g. */
  static List<Part> everything(int g, Stock stock) {
    return Stream.concat(
            Stream.of(real(stock)), IntStream.rangeClosed(1, g).mapToObj(j -> synthetic(j, stock)))
        .toList();
  }

  /** The slice of reserve that no T before T_g has used. */
  static Part fresh(Policy policy, int g, Stock stock, OrderBy order) {
    return new Part(
        new Source.Reserve(order),
        new Take.Slice(policy.reserveUnits(g - 1, stock)),
        policy.freshUnits(g, stock),
        Part.ONE);
  }

  /** S_g, cut to the room that real units leave where the total is fixed. */
  static Part room(Total total, int g, Stock stock, long realUnits) {
    return total == Total.ADD
        ? synthetic(g, stock)
        : Part.first(new Source.Synthetic(g), Math.max(0, stock.real() - realUnits));
  }

  /** Units of S_g that leave no gap in a T_g of fixed size. */
  static long drawn(Total total, Stock stock, long realUnits) {
    return total == Total.ADD ? stock.size() : Math.max(stock.size(), stock.real() - realUnits);
  }

  static List<Part> anchor(Policy.Anchor policy, int g, Stock stock) {
    long units = policy.real().of(stock.real());
    Take take =
        policy.choose() instanceof Policy.Choose.Random
            ? new Take.Without(0)
            : new Take.Chosen(policy.choose());
    return List.of(
        new Part(new Source.Real(), take, units, Part.ONE), room(policy.total(), g, stock, units));
  }

  static List<Part> mixture(double realShare, int g, Stock stock, Key key) {
    long size = stock.synthetic(g);
    long units = Binomial.sample(key.stream(g, Purpose.RECIPE, 0), size, realShare);
    Part real =
        stock.isEndless()
            ? new Part(
                new Source.Reserve(OrderBy.HASH),
                new Take.Slice((g - 1) * stock.size()),
                units,
                Part.ONE)
            : new Part(new Source.Real(), new Take.With(g), units, Part.ONE);
    return List.of(
        real, new Part(new Source.Synthetic(g), new Take.Without(g), size - units, Part.ONE));
  }

  /** Each empirical distribution has its weight as a whole; a unit weighs 1 on average. */
  static List<Part> weighted(Policy.Weighted policy, int g, Stock stock) {
    Part real = fresh(policy, g, stock, OrderBy.HASH);
    Part synthetic = synthetic(g, stock);
    double all = real.units() + synthetic.units();
    double weight = policy.realWeight();
    return List.of(
        real.weighing(weight * (all / real.units())),
        synthetic.weighing((1 - weight) * (all / synthetic.units())));
  }

  static List<Part> window(Policy.Window policy, int g, Stock stock) {
    List<Part> list = everything(g, stock);
    List<Part> window = list.subList(Math.max(0, list.size() - policy.last()), list.size());
    return policy.keepReal() && policy.last() <= g
        ? Stream.concat(list.stream().limit(1), window.stream()).toList()
        : window;
  }

  static List<Part> decay(double halfLife, int g, Stock stock) {
    List<Part> list = everything(g, stock);
    return IntStream.rangeClosed(0, g)
        .mapToObj(i -> list.get(i).weighing(StrictMath.pow(2, -(g - i) / halfLife)))
        .toList();
  }

  static List<Part> partial(Recipe previous, long kept, int g, Stock stock, Key key) {
    List<Part> parts = new ArrayList<>(Pool.survivors(previous.parts(), kept, g, key));
    parts.add(Part.first(new Source.Synthetic(g), stock.real() - kept));
    return parts;
  }

  static List<Part> contaminated(Policy.Contaminated policy, long realUnits, int g, Stock stock) {
    Part real =
        policy.source() == Policy.RealSource.FRESH
            ? fresh(policy, g, stock, OrderBy.HASH)
            : new Part(new Source.Real(), new Take.Without(g), realUnits, Part.ONE);
    return List.of(real, Part.first(new Source.Synthetic(g), stock.real() - realUnits));
  }
}
