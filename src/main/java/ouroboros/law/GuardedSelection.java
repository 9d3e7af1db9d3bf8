package ouroboros.law;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import ouroboros.law.gate.ReviewLaw;
import ouroboros.law.gate.SelectionLaw;
import ouroboros.law.gate.TwoTypes;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * Gates that judge points of two known types, under {@code replace}, or on the pool of a {@code
 * mixture} with real share a, where the share of the first type is a p_0 + (1 - a) p before them. A
 * gate maps the share p of the first type to its share among what passes. Up to 1,000 points, where
 * T_g always has as many points, the law is exact: {@link TwoTypes}. Above, the mean and the
 * variance of p follow the map to second order in 1/n; then only the heterozygosity has a law.
 */
final class GuardedSelection {
  private static final int MOST_EXACT = 1000;
  private static final double MOST_WORK = 2e8;

  /** Points from which the second order is enough. */
  private static final int MANY = 10_000;

  private static final double STEP = 1e-4;

  private final TruthCell cell;
  private final double truth;
  private final boolean isExact;
  private double[] diversity = {};
  private final Map<String, double[]> exact = new HashMap<>();

  private GuardedSelection(TruthCell cell, double truth) {
    this.cell = cell;
    this.truth = truth;
    double work = (double) cell.size() * cell.size() * cell.generations();
    isExact =
        Math.max(cell.size(), cell.real()) <= MOST_EXACT && work <= MOST_WORK && isAlwaysFull();
    if (!isExact && Math.min(cell.size(), cell.real()) >= MANY) {
      diversity = closure();
    }
  }

  static Optional<GuardedSelection> of(TruthCell cell) {
    boolean dropsAndChooses =
        cell.safeguards().refill() != Refill.REDRAW
            && cell.safeguards().gates().size() > 1
            && cell.safeguards().gates().stream()
                .anyMatch(gate -> gate.judge() instanceof Safeguard.BestOf);
    return cell.family() instanceof TruthSpec.Categorical family
            && family.probabilities().size() == 2
            && cell.temperature() == 1
            && isKnown(cell.policy(), cell.safeguards().gates())
            && (cell.safeguards().refill() != Refill.REAL || onlyChooses(cell))
            && !dropsAndChooses
        ? Optional.of(new GuardedSelection(cell, shares(family)[0]))
        : Optional.empty();
  }

  private static boolean isKnown(Policy policy, List<Gate> gates) {
    boolean isPool = policy instanceof Policy.Mixture;
    return (isPool || policy instanceof Policy.Replace)
        && gates.stream()
            .allMatch(
                gate ->
                    isPool == gate instanceof Safeguard.OnPool && isKnown(gate.judge(), isPool));
  }

  /** On a pool a detector tells real points of a type from synthetic ones; others do not. */
  private static boolean isKnown(Gate judge, boolean isPool) {
    return judge instanceof Safeguard.Thin
        || (judge instanceof Safeguard.Detector && !isPool)
        || judge instanceof Safeguard.KeepRates
        || judge instanceof Safeguard.BestOf
        || (judge instanceof Safeguard.Review review && review.by() instanceof Safeguard.KeepRates);
  }

  private static double[] shares(TruthSpec.Categorical family) {
    double sum = family.probabilities().stream().mapToDouble(Double::doubleValue).sum();
    return family.probabilities().stream().mapToDouble(p -> p / sum).toArray();
  }

  /** sum p^2 of the truth of a family of types. */
  static double squares(TruthCell cell) {
    return cell.family() instanceof TruthSpec.Zipf zipf
        ? TypeBins.of(zipf).squares()
        : TypeBins.of((TruthSpec.Categorical) cell.family()).squares();
  }

  /** Whether no gate drops a point that has no rival, so that none is to be replaced. */
  private static boolean onlyChooses(TruthCell cell) {
    return cell.safeguards().gates().stream()
        .allMatch(gate -> gate.judge() instanceof Safeguard.BestOf);
  }

  /** Whether every S'_g has as many points as S_g. */
  private boolean isAlwaysFull() {
    return !cell.safeguards().hasReview()
        && (cell.safeguards().refill() == Refill.REDRAW || onlyChooses(cell));
  }

  /**
   * What passes all gates.
   *
   * @param share of the first type
   * @param kept share of the units that pass
   */
  private record Passed(double share, double kept) {
    /** Keeps the two types with these probabilities. */
    Passed by(double first, double second) {
      double here = share * first + (1 - share) * second;
      return here > 0 ? new Passed(share * first / here, kept * here) : this;
    }
  }

  private Passed passed(double p) {
    double real = cell.policy() instanceof Policy.Mixture mixture ? mixture.realShare() : 0;
    Passed passed = new Passed(real * truth + (1 - real) * p, 1);
    for (Gate gate : cell.safeguards().gates()) {
      passed = by(gate.judge(), passed);
    }
    return passed;
  }

  private Passed by(Gate gate, Passed before) {
    if (gate instanceof Safeguard.KeepRates critic) {
      return before.by(critic.rates().get(0), critic.rates().get(1));
    } else if (gate instanceof Safeguard.Detector detector) {
      return before.by(1 - detector.recall(), 1 - detector.recall());
    } else if (gate instanceof Safeguard.Thin thin) {
      return before.by(1 - thin.share(), 1 - thin.share());
    } else if (gate instanceof Safeguard.BestOf best) {
      return new Passed(chosen(best, before.share()), before.kept());
    }
    Safeguard.Review review = (Safeguard.Review) gate;
    List<Double> good = ((Safeguard.KeepRates) review.by()).rates();
    double seen = Math.min(1, (double) review.budget().of(cell.real()) / Math.max(1, cell.size()));
    double rest = review.rest() == Safeguard.Rest.PASS ? 1 - seen : 0;
    ReviewLaw law = ReviewLaw.of(review.reviewers(), review.error(), review.errorBad());
    return before.by(seen * law.kept(good.get(0)) + rest, seen * law.kept(good.get(1)) + rest);
  }

  /** The share of the first type among the chosen. */
  private static double chosen(Safeguard.BestOf best, double p) {
    double weights = 0;
    double sum = 0;
    for (Safeguard.WeightedReward reward : best.rewards()) {
      List<Double> values = ((Safeguard.Values) reward.reward()).values();
      double gap = values.get(0) - values.get(1);
      boolean isMax = best.choose() == Safeguard.Pick.MAX;
      double odds =
          isMax && gap != 0
              ? (gap > 0 ? Double.POSITIVE_INFINITY : 0)
              : isMax ? 1 : StrictMath.exp(best.scale() * gap);
      weights += reward.weight();
      sum += reward.weight() * better(best.candidates(), p, odds);
    }
    return sum / weights;
  }

  private static double better(int candidates, double p, double odds) {
    return odds > 1
        ? SelectionLaw.bestOf(candidates, p, odds)
        : 1 - SelectionLaw.bestOf(candidates, 1 - p, 1 / odds);
  }

  /** E heterozygosity of each M_g. */
  private double[] closure() {
    boolean redraws = cell.safeguards().refill() == Refill.REDRAW && !cell.safeguards().hasReview();
    double[] expected = new double[cell.generations() + 1];
    double mean = truth;
    double variance = truth * (1 - truth) / cell.real();
    for (int g = 0; g <= cell.generations(); g++) {
      expected[g] = 2 * (mean * (1 - mean) - variance);
      double low = Math.max(0, mean - STEP);
      double high = Math.min(1, mean + STEP);
      Passed at = passed(mean);
      double slope = (passed(high).share() - passed(low).share()) / (high - low);
      double middle = (low + high) / 2;
      double half = (high - low) / 2;
      double bend =
          (passed(high).share() - 2 * passed(middle).share() + passed(low).share()) / (half * half);
      double next = at.share() + bend * variance / 2;
      variance =
          slope * slope * variance
              + at.share() * (1 - at.share()) / (cell.size() * (redraws ? 1 : at.kept()));
      mean = Math.min(1, Math.max(0, next));
    }
    return expected;
  }

  Optional<Expectation> expected(int generation, Measure measure) {
    if (!isExact) {
      return diversity.length > 0 && measure.metric().equals("heterozygosity-ratio")
          ? Optional.of(Expectation.of(diversity[generation] / (2 * truth * (1 - truth))))
          : Optional.empty();
    }
    return of(measure.metric())
        .map(f -> exact.computeIfAbsent(measure.metric(), metric -> exact(f)))
        .map(values -> Expectation.of(values[generation]));
  }

  private double[] exact(DoubleUnaryOperator of) {
    return TwoTypes.expected(
        truth,
        (int) cell.real(),
        (int) cell.size(),
        cell.generations(),
        p -> passed(p).share(),
        of);
  }

  /** A metric as a function of the model's share of the first type. */
  private Optional<DoubleUnaryOperator> of(String metric) {
    return switch (metric) {
      case "heterozygosity-ratio" -> Optional.of(p -> p * (1 - p) / (truth * (1 - truth)));
      case "support" -> Optional.of(p -> p > 0 && p < 1 ? 2 : 1);
      case "mixed" -> Optional.of(p -> p > 0 && p < 1 ? 1 : 0);
      case "alive" -> Optional.of(p -> p > 0 ? 1 : 0);
      case "missing-mass" -> Optional.of(p -> p <= 0 ? truth : p >= 1 ? 1 - truth : 0);
      case "mean-squared-error" -> Optional.of(p -> 2 * (p - truth) * (p - truth));
      default -> Optional.empty();
    };
  }
}
