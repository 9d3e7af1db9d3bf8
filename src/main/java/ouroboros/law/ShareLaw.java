package ouroboros.law;

import java.util.Optional;
import ouroboros.metric.Expectation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * E = p, Var = p (1 - p) D: the share of a component among the units of a later set, if every drawn
 * unit keeps its component. p is the share in R, and D is that of {@link PoolingLaw} with R in the
 * place of the truth. For S_g the draw of its n units is added: D = 1 - (1 - D_{g-1}) (1 - 1/n).
 * Under {@code replace} with sets of R's size n this is the Wright-Fisher chain: the heterozygosity
 * of the components decays as (1 - 1/n)^g.
 *
 * <p>Exact for any distribution inside the components. Known if all units come from R, or from
 * models of it, and are chosen at random, independently of their content.
 */
public final class ShareLaw {
  /** A number of units so large that a sample of this size equals the truth. */
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
   * The law for generations 0 .. generations; empty if none is known.
   *
   * @param stock the available units before anything is drawn
   */
  public static Optional<ShareLaw> of(Policy policy, AvailableUnits stock, int generations) {
    if (stock.real() < 2 || !isOfReal(policy, stock, generations)) {
      return Optional.empty();
    }
    // If R takes the place of the truth, draws with replacement from R are new draws from the
    // truth.
    boolean drawsAnew = policy.rule() instanceof Policy.Mixture;
    long real = drawsAnew ? WITHOUT_END : stock.real();
    AvailableUnits endless =
        AvailableUnits.ofCorpus(real, AvailableUnits.ENDLESS, stock.size())
            .choosing(stock.chosen());
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

  /** The share in T_g, g >= 0, of a component with this share in R. */
  public Expectation ofTraining(int g, double share) {
    return of(share, kept(g));
  }

  /** The share in S_g, g >= 1, of a component with this share in R. */
  public Expectation ofSynthetic(int g, double share) {
    double units = stock.after(policy, g).synthetic(g);
    return of(share, kept(policy.drawnFrom(g)) * (1 - 1 / units));
  }

  /** 1 - D, with R in the place of the truth. */
  private double kept(int g) {
    return (1 - law.at(g).error()) / realDiversity;
  }

  private static Expectation of(double share, double kept) {
    double variance = share * (1 - share) * Math.max(0, 1 - kept);
    return Expectation.of(share, variance < 1e-12 ? 0 : Math.sqrt(variance));
  }
}
