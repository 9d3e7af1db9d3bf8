package ouroboros.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/**
 * One line of a recipe, as the laws use it: T_g takes this share of that source. A law does not
 * need to know which units are taken.
 *
 * @param from the source
 * @param how with or without replacement
 * @param share the part of the source's units that is taken, in [0, 1]; with replacement, the mean
 *     number of times that a unit is taken; for reserve, the size of the slice divided by the size
 *     of R
 * @param weight of each unit
 */
record Flow(From from, How how, double share, double weight) {

  /**
   * A source: {@code number} is j for S_j, g for the slice of reserve that T_g takes, 0 otherwise.
   */
  record From(Kind kind, int number) {}

  /** Kinds of sources. */
  enum Kind {
    /** The part of R that is chosen once. */
    KEPT,
    /** All of R. */
    REAL,
    RESERVE,
    SYNTHETIC
  }

  /** Kinds of choices. */
  enum How {
    /**
     * Without replacement, chosen anew each time: each unit is taken with probability {@code
     * share}.
     */
    WITHOUT,
    /**
     * With replacement, or new data: each unit is taken a Poisson number of times with mean {@code
     * share}.
     */
    WITH
  }

  /**
   * theta of a unit of the source, if a unit that was taken has theta = {@code s}. The probability
   * that a unit leaves no occurrence in the later set is e^-theta.
   */
  double theta(double s) {
    double taken = -StrictMath.expm1(-s);
    return how == How.WITH ? share * taken : share == 1 ? s : -StrictMath.log1p(-share * taken);
  }

  /**
   * The lines of T_g. Where a recipe has a random number of units, its mean is used. Empty if no
   * law is known: the policy chooses units by their content, or its mean recipe is not written
   * here. Feedback makes no difference.
   */
  static Optional<List<Flow>> of(Policy of, int g, AvailableUnits stock) {
    Policy policy = of.rule();
    if (g == 0) {
      return Optional.of(List.of(new Flow(new From(Kind.REAL, 0), How.WITHOUT, 1, 1)));
    }
    if (policy instanceof Policy.Mixture mixture) {
      double size = stock.synthetic(g);
      double a = mixture.realShare();
      From real =
          stock.reserve() == AvailableUnits.ENDLESS
              ? new From(Kind.RESERVE, g)
              : new From(Kind.REAL, 0);
      return Optional.of(
          List.of(
              new Flow(real, How.WITH, a * size / stock.real(), 1),
              new Flow(new From(Kind.SYNTHETIC, g), How.WITHOUT, 1 - a, 1)));
    }
    if (policy instanceof Policy.AccumulateSubsample subsample) {
      double all = stock.real();
      for (int j = 1; j <= g; j++) {
        all += stock.synthetic(j);
      }
      double share = subsample.size().of(stock.real()) / all;
      List<Flow> flows = new ArrayList<>();
      flows.add(new Flow(new From(Kind.REAL, 0), How.WITHOUT, share, 1));
      for (int j = 1; j <= g; j++) {
        flows.add(new Flow(new From(Kind.SYNTHETIC, j), How.WITHOUT, share, 1));
      }
      return Optional.of(flows);
    }
    if (policy.isRandom() && !policy.isLinear()) {
      return Optional.empty(); // a recipe under one key is not the mean recipe
    }
    List<Flow> flows = new ArrayList<>();
    for (RecipeLine part : policy.recipe(g, stock, new Key(0, 0)).parts()) {
      if (part.take() instanceof Choice.Chosen) {
        return Optional.empty();
      }
      flows.add(of(part, g, stock));
    }
    return Optional.of(flows);
  }

  private static Flow of(RecipeLine part, int g, AvailableUnits stock) {
    double weight = (double) part.weight() / RecipeLine.ONE;
    double units = part.units();
    if (part.source() instanceof Source.Synthetic s) {
      From from = new From(Kind.SYNTHETIC, s.generation());
      return new Flow(from, How.WITHOUT, units / stock.synthetic(s.generation()), weight);
    }
    double share = units / stock.real();
    if (part.source() instanceof Source.Reserve) {
      return new Flow(new From(Kind.RESERVE, g), How.WITH, share, weight);
    }
    boolean chosenOnce = part.take() instanceof Choice.Without w && w.generation() == 0;
    How how = part.take() instanceof Choice.With ? How.WITH : How.WITHOUT;
    return chosenOnce
        ? new Flow(new From(Kind.KEPT, 0), How.WITHOUT, 1, weight)
        : new Flow(new From(Kind.REAL, 0), how, share, weight);
  }
}
