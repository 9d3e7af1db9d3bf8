package ouroboros.law;

import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * The share of a component among the units, where every drawn unit keeps its component: E = p, the
 * share in R, and Var = p (1 - p) D, D of {@link PoolingLaw} with R for the truth; S_g adds the
 * draw of its n units, D = 1 - (1 - D_{g-1}) (1 - 1/n). Under {@code replace} and units of R's size
 * that is the Wright-Fisher chain: the heterozygosity of components decays as (1 - 1/n)^g.
 *
 * <p>Exact whatever is drawn inside a component. Known where all units come from R, or from models
 * of it, by chance alone.
 */
public final class ShareLaw {
  /** So many units that a sample of them is the truth. */
  private static final long WITHOUT_END = 1L << 52;

  private final Policy policy;
  private final AvailableUnits stock;
  private final PoolingLaw law;
  private final double realDiversity;

  private ShareLaw(Policy policy, AvailableUnits stock, PoolingLaw law, double realDiversity) {
    this.policy = policy;
    this.stock = stock;
    this.law = law;
    this.realDiversity = realDiversity;
  }

  /**
   * For generations 0 .. generations; empty where it is not known.
   *
   * @param stock before anything is drawn
   */
  public static Optional<ShareLaw> of(Policy policy, AvailableUnits stock, int generations) {
    if (stock.real() < 2 || !isOfReal(policy, stock, generations)) {
      return Optional.empty();
    }
    // Draws with replacement from R are new draws where R is the truth.
    boolean drawsAnew = policy instanceof Policy.Mixture;
    long real = drawsAnew ? WITHOUT_END : stock.real();
    AvailableUnits endless = AvailableUnits.ofCorpus(real, AvailableUnits.ENDLESS, stock.size());
    double realDiversity = drawsAnew ? 1 : 1 - 1.0 / stock.real();
    return PoolingLaw.of(policy, endless, generations)
        .map(law -> new ShareLaw(policy, stock, law, realDiversity));
  }

  private static boolean isOfReal(Policy policy, AvailableUnits before, int generations) {
    AvailableUnits stock = before;
    for (int g = 1; g <= generations; g++) {
      stock = stock.after(policy, g);
      var flows = Flow.of(policy, g, stock);
      if (flows.isEmpty()
          || flows.get().stream().anyMatch(flow -> flow.from().kind() == Flow.Kind.RESERVE)) {
        return false;
      }
    }
    return true;
  }

  /** Of T_g, g >= 0. */
  public Expectation ofTraining(int g, double share) {
    return of(share, kept(g));
  }

  /** Of S_g, g >= 1. */
  public Expectation ofSynthetic(int g, double share) {
    double units = stock.after(policy, g).synthetic(g);
    return of(share, kept(g - 1) * (1 - 1 / units));
  }

  /** 1 - D, with R for the truth. */
  private double kept(int g) {
    return (1 - law.at(g).error()) / realDiversity;
  }

  private static Expectation of(double share, double kept) {
    double variance = share * (1 - share) * Math.max(0, 1 - kept);
    return Expectation.of(share, variance < 1e-12 ? 0 : Math.sqrt(variance));
  }
}
