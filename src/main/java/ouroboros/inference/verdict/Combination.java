package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import ouroboros.inference.Estimate;
import ouroboros.inference.Moments;
import ouroboros.inference.Series;
import ouroboros.inference.Trajectory;

/**
 * sum_i w_i X_i over cells and generations. The sum is computed for each replicate first, so cells
 * and generations may depend on each other in any way. Where single values were not kept, the
 * standard deviation of the sum is replaced by its upper bound, the sum of the standard deviations.
 */
final class Combination {
  private record Term(Trajectory seen, int generation, double weight) {
    Moments moments() {
      return seen.at(generation);
    }
  }

  private final List<Term> terms = new ArrayList<>();

  /** Adds {@code factor} times a weighted sum over the generations of a trajectory. */
  Combination plus(Trajectory seen, SortedMap<Integer, Double> weights, double factor) {
    weights.forEach((g, weight) -> terms.add(new Term(seen, g, factor * weight)));
    return this;
  }

  /** The expectation of the sum; empty for fewer than two replicates or with an infinite value. */
  Optional<Estimate> estimate() {
    if (terms.stream().anyMatch(term -> term.moments().infinite() > 0)) {
      return Optional.empty();
    }
    Optional<Optional<Series>> sum = sum(x -> x);
    return sum.isPresent() ? sum.get().flatMap(series -> Estimate.of(series.moments())) : bounded();
  }

  /**
   * The expectation of sum_i w_i ln X_i; empty unless all values were kept, are positive and
   * finite.
   */
  Optional<Estimate> logarithms() {
    return terms.stream().allMatch(Combination::isPositive)
        ? sum(StrictMath::log).orElseThrow().flatMap(series -> Estimate.of(series.moments()))
        : Optional.empty();
  }

  /**
   * sum_i w_i ln E X_i by the delta method: a value X counts as ln E X + (X - E X)/E X. Empty
   * unless all means are positive and finite.
   */
  Optional<Estimate> logarithmsOfMeans() {
    for (Term term : terms) {
      if (term.moments().infinite() > 0 || !(term.moments().mean().orElse(0) > 0)) {
        return Optional.empty();
      }
    }
    double mean = 0;
    Combination relative = new Combination();
    for (Term term : terms) {
      double here = term.moments().mean().orElseThrow();
      mean += term.weight * StrictMath.log(here);
      relative.terms.add(new Term(term.seen, term.generation, term.weight / here));
    }
    double all = mean;
    return relative.estimate().map(e -> new Estimate(all, e.sd(), e.replicates()));
  }

  private static boolean isPositive(Term term) {
    Moments all = term.moments();
    return all.infinite() == 0
        && term.seen
            .kept(term.generation)
            .filter(
                values -> values.map(x -> x > 0 ? x : Double.NaN).moments().count() == all.count())
            .isPresent();
  }

  /** The sum by replicate; the outer value is empty if single values were not kept. */
  private Optional<Optional<Series>> sum(DoubleUnaryOperator scale) {
    List<Series> series = new ArrayList<>();
    for (Term term : terms) {
      Optional<Series> values = term.seen.kept(term.generation);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      series.add(values.get().map(x -> term.weight * scale.applyAsDouble(x)));
    }
    return Optional.of(series.stream().reduce(Series::plus));
  }

  private Optional<Estimate> bounded() {
    double mean = 0;
    double sd = 0;
    long replicates = Long.MAX_VALUE;
    for (Term term : terms) {
      Optional<Estimate> here = Estimate.of(term.moments());
      if (here.isEmpty()) {
        return Optional.empty();
      }
      mean += term.weight * here.get().mean();
      sd += Math.abs(term.weight) * here.get().sd();
      replicates = Math.min(replicates, here.get().replicates());
    }
    return terms.isEmpty() ? Optional.empty() : Optional.of(new Estimate(mean, sd, replicates));
  }
}
