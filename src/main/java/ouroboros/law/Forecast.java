package ouroboros.law;

import java.util.Optional;
import ouroboros.policy.Policy;
import ouroboros.policy.Stock;

/**
 * What will be left of R's n-gram types, from the histogram of their counts alone, before anything
 * is drawn: retention is mean_i alive(c_i), lost mass sum_i c_i (1 - alive(c_i)) / sum_i c_i. It
 * hardly depends on the order of the model.
 *
 * <p>Known for every policy but an anchor chosen by stratum or rarity. Real data outside R ({@code
 * fresh}, {@code weighted}, {@code fresh-disjoint}, {@code contaminated} with fresh) bring a type
 * of R as often as {@link CountsOfCounts} estimates: all else is derived. Cost of a generation k:
 * O(k^2 + histogram).
 */
public final class Forecast {
  private final Extinction extinction;

  private Forecast(Extinction extinction) {
    this.extinction = extinction;
  }

  /**
   * For generations 0 .. generations; empty where it is not known.
   *
   * @param stock before anything is drawn
   */
  public static Optional<Forecast> of(Policy policy, Stock stock, int generations) {
    if (policy instanceof Policy.Anchor anchor
        && anchor.choose() instanceof Policy.Choose.Stratified) {
      Policy random = new Policy.Anchor(anchor.real(), new Policy.Choose.Random(), anchor.total());
      return Extinction.of(random, stock, generations).map(Forecast::new);
    }
    return Extinction.of(policy, stock, generations).map(Forecast::new);
  }

  /** Of S_k, k >= 1. */
  public Survival ofSynthetic(int k, CountsOfCounts real) {
    return new Survival(extinction.ofSynthetic(k), real);
  }

  /** Of T_g, g >= 0. */
  public Survival ofTraining(int g, CountsOfCounts real) {
    return new Survival(extinction.ofTraining(g), real);
  }

  /** What is left of R in one set. */
  public static final class Survival {
    private final Fate fate;
    private final CountsOfCounts real;

    private Survival(Fate fate, CountsOfCounts real) {
      this.fate = fate;
      this.real = real;
    }

    /** The probability that a type of {@code count} occurrences in R occurs. */
    public double alive(long count) {
      return fate.alive((double) count, real.expectedElsewhere(count));
    }

    /** The expected share of R's types that occur; NaN where R has none. */
    public double retention() {
      double sum = 0;
      double types = 0;
      for (int i = 0; i < real.size(); i++) {
        sum += real.types(i) * alive(real.count(i));
        types += real.types(i);
      }
      return sum / types;
    }

    /** The expected share of R's occurrences whose types no longer occur; NaN where R has none. */
    public double lostMass() {
      double sum = 0;
      double mass = 0;
      for (int i = 0; i < real.size(); i++) {
        double here = (double) real.types(i) * real.count(i);
        sum += here * (1 - alive(real.count(i)));
        mass += here;
      }
      return sum / mass;
    }
  }
}
