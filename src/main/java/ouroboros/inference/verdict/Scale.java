package ouroboros.inference.verdict;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import ouroboros.inference.Estimate;
import ouroboros.inference.Trajectory;

/**
 * How the end of a trajectory is compared with its start. X(e) is the value at the end, X(s) the
 * value at the start.
 */
enum Scale {
  /** E log2 X(e) - E log2 X(s). */
  BITS {
    @Override
    Optional<Trajectory> view(Trajectory raw) {
      return raw.log2();
    }
  },

  /** E X(e) - E X(s). */
  DIFFERENCE,

  /** E X(e) / E X(s), tested by the sign of E X(e) - margin E X(s). */
  RATIO {
    @Override
    int firstRisk(SortedSet<Integer> generations) {
      return generations.first();
    }

    @Override
    boolean hasStart(Trajectory seen, int start) {
      return mean(seen, start) != 0;
    }

    @Override
    SortedMap<Integer, Double> change(int start, int end) {
      return new TreeMap<>(Map.of(end, 1.0));
    }

    @Override
    Optional<Estimate> less(
        Trajectory seen, SortedMap<Integer, Double> weights, int start, double margin) {
      TreeMap<Integer, Double> all = new TreeMap<>(weights);
      all.merge(start, -margin, Double::sum);
      return seen.combined(all);
    }

    @Override
    double shown(Trajectory seen, SortedMap<Integer, Double> weights, int start) {
      return super.shown(seen, weights, start) / mean(seen, start);
    }
  },

  /** E X(e) alone. */
  LEVEL {
    @Override
    SortedMap<Integer, Double> change(int start, int end) {
      return new TreeMap<>(Map.of(end, 1.0));
    }
  };

  /** The trajectory on this scale; empty if it cannot be computed. */
  Optional<Trajectory> view(Trajectory raw) {
    return Optional.of(raw);
  }

  /** Whether the start can be used for a comparison: a ratio to 0 has no meaning. */
  boolean hasStart(Trajectory seen, int start) {
    return true;
  }

  /**
   * The first generation whose change can have a logarithm: for a ratio the start itself, for a
   * difference the generation after it.
   */
  int firstRisk(SortedSet<Integer> generations) {
    return generations.stream().skip(1).findFirst().orElse(generations.first());
  }

  /** The weights, by generation, of the change between two generations. */
  SortedMap<Integer, Double> change(int start, int end) {
    return new TreeMap<>(Map.of(start, -1.0, end, 1.0));
  }

  /** The expectation of a weighted sum minus a margin in this scale's unit. */
  Optional<Estimate> less(
      Trajectory seen, SortedMap<Integer, Double> weights, int start, double margin) {
    return seen.combined(weights).map(sum -> sum.minus(margin));
  }

  /** The mean of a weighted sum in this scale's unit. */
  double shown(Trajectory seen, SortedMap<Integer, Double> weights, int start) {
    return sum(seen, weights);
  }

  /** The mean of a weighted sum. */
  static double sum(Trajectory seen, SortedMap<Integer, Double> weights) {
    double sum = 0;
    for (var weight : weights.entrySet()) {
      sum += weight.getValue() * mean(seen, weight.getKey());
    }
    return sum;
  }

  private static double mean(Trajectory seen, int generation) {
    return seen.at(generation).mean().orElseThrow();
  }
}
