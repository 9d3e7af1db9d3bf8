package ouroboros.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * Whether what occurs in R still occurs in S_k or T_k, for policies that are linear in counts: T_g
 * = sum_j w_{g,j} S_j, |S_{g+1}| = rho_g |T_g|.
 *
 * <p>Given T_g, an occurrence is drawn a Poisson number of times, so E exp(-theta N(S_{g+1})) =
 * exp(-rho_g (1 - e^-theta) N(T_g)). From S_k backwards, theta_k infinite: theta_i += rho_{j-1}
 * w_{j-1,i} (1 - exp(-theta_j)), and a type of c occurrences in R is gone with probability exp(-c
 * theta_0). [Derived for this project, checked by simulation; exact for Poisson counts.]
 *
 * <p>A source of which a share r comes in, chosen anew, contributes -log(1 - r (1 - e^-s)) instead
 * of s, one that comes in r times on average with replacement r (1 - e^-s). Units of R are
 * sentences and come in whole: one that holds m occurrences has m s for s. A part a of R that is
 * chosen once has a theta of its own, so a sentence leaves nothing with probability a e^-thetaA +
 * (1 - a) e^-thetaB. Occurrences in S_j are taken one by one, as if none shared a sentence. A slice
 * of reserve is given, as R is: c occurrences there pass on c s. Cost: O(k^2).
 */
final class Extinction {
  private final Policy policy;
  private final List<AvailableUnits> stocks = new ArrayList<>();
  private final List<List<Flow>> flows = new ArrayList<>();

  private Extinction(Policy policy) {
    this.policy = policy;
  }

  /** For generations 0 .. generations; empty where units are chosen by what they are. */
  static Optional<Extinction> of(Policy policy, AvailableUnits before, int generations) {
    Extinction extinction = new Extinction(policy);
    AvailableUnits stock = before;
    for (int g = 0; g <= generations; g++) {
      stock = stock.after(policy, g);
      extinction.stocks.add(stock);
      if (policy instanceof Policy.Partial) {
        continue;
      }
      Optional<List<Flow>> lines = Flow.of(policy, g, stock);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      extinction.flows.add(lines.get());
    }
    return Optional.of(extinction);
  }

  /** Of S_k, k >= 1. */
  SurvivalProbability ofSynthetic(int k) {
    if (policy instanceof Policy.Partial) {
      return new PartialExtinction(stocks, kept()).ofSynthetic(k);
    }
    Thetas thetas = new Thetas(k);
    thetas.synthetic[k] = Double.POSITIVE_INFINITY;
    return back(k, thetas);
  }

  /** Of T_g, g >= 0. */
  SurvivalProbability ofTraining(int g) {
    if (policy instanceof Policy.Partial) {
      return new PartialExtinction(stocks, kept()).ofTraining(g);
    }
    Thetas thetas = new Thetas(g);
    apply(g, Double.POSITIVE_INFINITY, thetas);
    return back(g, thetas);
  }

  private double kept() {
    double share = ((Policy.Partial) policy).share();
    return Math.round((1 - share) * stocks.get(0).real());
  }

  private SurvivalProbability back(int from, Thetas thetas) {
    for (int j = from; j >= 1; j--) {
      double once = -StrictMath.expm1(-thetas.synthetic[j]);
      apply(j - 1, once * stocks.get(j).synthetic(j) / weight(j - 1), thetas);
    }
    double real = stocks.get(0).real();
    double share =
        policy instanceof Policy.Anchor anchor ? anchor.real().of((long) real) / real : 0;
    return new SurvivalProbability(
        times ->
            share * StrictMath.exp(-Taken.theta(thetas.kept, times))
                + (1 - share) * StrictMath.exp(-Taken.theta(thetas.real, times)),
        thetas.fresh);
  }

  /** Weighted units of T_g. */
  private double weight(int g) {
    double sum = 0;
    for (Flow flow : flows.get(g)) {
      sum += units(flow, stocks.get(g)) * flow.weight();
    }
    return sum;
  }

  private double units(Flow flow, AvailableUnits stock) {
    return switch (flow.from().kind()) {
      case SYNTHETIC -> flow.share() * stock.synthetic(flow.from().number());
      case KEPT -> ((Policy.Anchor) policy).real().of(stock.real());
      case REAL, RESERVE -> flow.share() * stock.real();
    };
  }

  private void apply(int g, double perWeight, Thetas thetas) {
    for (Flow flow : flows.get(g)) {
      double s = perWeight * flow.weight();
      int number = flow.from().number();
      switch (flow.from().kind()) {
        case SYNTHETIC -> thetas.synthetic[number] += flow.theta(s);
        case RESERVE -> thetas.fresh.add(new SurvivalProbability.Fresh(number, flow.share(), s));
        case KEPT -> thetas.kept.add(new Taken(flow, s));
        case REAL -> {
          thetas.kept.add(new Taken(flow, s));
          thetas.real.add(new Taken(flow, s));
        }
      }
    }
  }

  /**
   * A way by which R came into a training set.
   *
   * @param s what an occurrence there passes on
   */
  private record Taken(Flow flow, double s) {
    /** What a sentence passes on that holds so many occurrences: it is taken as a whole. */
    static double theta(List<Taken> ways, int occurrences) {
      double sum = 0;
      for (Taken way : ways) {
        sum += way.flow.theta(way.s * occurrences);
      }
      return sum;
    }
  }

  private static final class Thetas {
    final double[] synthetic;
    final List<Taken> kept = new ArrayList<>();
    final List<Taken> real = new ArrayList<>();
    final List<SurvivalProbability.Fresh> fresh = new ArrayList<>();

    Thetas(int generations) {
      synthetic = new double[generations + 1];
      Arrays.fill(synthetic, 0);
    }
  }
}
