package ouroboros.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;

/**
 * The probability that a type of R is gone after k generations. It is computed backwards, from S_k
 * to R: theta_j says how strongly one occurrence in S_j protects the type, and e^-theta_j is the
 * probability that this occurrence leaves none in S_k.
 *
 * <p>A type with c occurrences in R does not occur in S_k with probability exp(-c theta_0), and in
 * the same way for T_k. This holds for policies that are linear in counts: T_g = sum_j w_{g,j} S_j
 * (source 0 is R), |S_{g+1}| = rho_g |T_g|. The recursion begins with theta_k infinite and all
 * others 0; for j = k .. 1 and all {@code i < j}, theta_i += rho_{j-1} w_{j-1,i} (1 -
 * exp(-theta_j)). Without feedback each S_j is drawn from M_0: there T_0 takes the place of
 * T_{j-1}.
 *
 * <p>The reason: given T_g, each occurrence is drawn a Poisson number of times, so E exp(-theta
 * N(S_{g+1})) = exp(-rho_g (1 - e^-theta) N(T_g)), where N is the count of the type. [Derived for
 * this project, checked by simulation; exact for Poisson counts.]
 *
 * <p>Let s be the term that a unit in T_g adds to theta. A source of which a share r is taken,
 * chosen anew each time, adds -log(1 - r (1 - e^-s)) instead of s; a source whose units are taken r
 * times on average, with replacement, adds r (1 - e^-s). The units of R are sentences and are taken
 * as a whole: for a sentence with m occurrences of the type, s is replaced by m s. If a part a of R
 * is chosen once and kept, it has its own theta, so a sentence leaves no occurrence with
 * probability a e^-thetaA + (1 - a) e^-thetaB. Occurrences in S_j are treated one by one, as if
 * each were in a different sentence. A slice of reserve is known text, like R: c occurrences in it
 * add c s. Cost: O(k^2).
 */
final class Extinction {
  private final Policy policy;
  private final List<AvailableUnits> stocks = new ArrayList<>();
  private final List<List<Flow>> flows = new ArrayList<>();

  private Extinction(Policy policy) {
    this.policy = policy;
  }

  /**
   * The law for generations 0 .. generations; empty if the policy chooses units by their content.
   */
  static Optional<Extinction> of(Policy policy, AvailableUnits before, int generations) {
    Extinction extinction = new Extinction(policy);
    AvailableUnits stock = before;
    for (int g = 0; g <= generations; g++) {
      stock = stock.after(policy, g);
      extinction.stocks.add(stock);
      if (policy instanceof Policy.Partial) {
        continue;
      } else if (policy.rule() instanceof Policy.Partial) {
        return Optional.empty();
      }
      Optional<List<Flow>> lines = Flow.of(policy, g, stock);
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      extinction.flows.add(lines.get());
    }
    return Optional.of(extinction);
  }

  /** The survival probability in S_k, k >= 1. */
  SurvivalProbability ofSynthetic(int k) {
    if (policy instanceof Policy.Partial) {
      return new PartialExtinction(stocks, kept()).ofSynthetic(k);
    }
    Thetas thetas = new Thetas(k);
    thetas.synthetic[k] = Double.POSITIVE_INFINITY;
    return back(k, thetas);
  }

  /** The survival probability in T_g, g >= 0. */
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
      int model = policy.drawnFrom(j);
      apply(model, once * stocks.get(j).synthetic(j) / weight(model), thetas);
    }
    double real = stocks.get(0).real();
    double share =
        policy.rule() instanceof Policy.Anchor anchor ? anchor.real().of(stocks.get(0)) / real : 0;
    return new SurvivalProbability(
        times ->
            share * StrictMath.exp(-Taken.theta(thetas.kept, times))
                + (1 - share) * StrictMath.exp(-Taken.theta(thetas.real, times)),
        thetas.fresh);
  }

  /** Total weight of the units of T_g. */
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
      case KEPT -> ((Policy.Anchor) policy.rule()).real().of(stock);
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
   * One way in which units of R entered a training set.
   *
   * @param s the term that one occurrence in that training set adds to theta
   */
  private record Taken(Flow flow, double s) {
    /** theta of a sentence with so many occurrences of the type; a sentence is taken as a whole. */
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
