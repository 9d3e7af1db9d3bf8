package ouroboros.inference;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of one quantity of one cell over the generations, for all replicates. */
public sealed interface Trajectory {
  /** The generations in which at least one replicate has a value, ascending. */
  SortedSet<Integer> generations();

  /** The moments over the replicates in a generation of {@link #generations}. */
  Moments at(int generation);

  /** The values in a generation of {@link #generations}; empty if single values were not kept. */
  Optional<Series> kept(int generation);

  /**
   * The expectation of sum_g weights(g) X(g).
   *
   * @param weights by generation, at least one; all generations must be in {@link #generations}
   * @return empty for fewer than two replicates and if a value is infinite
   */
  Optional<Estimate> combined(SortedMap<Integer, Double> weights);

  /** The trajectory of the binary logarithm of each value; empty if single values were not kept. */
  Optional<Trajectory> log2();

  /**
   * A trajectory of single values. The weighted sum is computed for each replicate first, so the
   * generations of a lineage may depend on each other in any way.
   *
   * @param values by generation
   */
  record OfValues(SortedMap<Integer, Series> values) implements Trajectory {
    /** Keeps the map as it is. */
    public OfValues {
      values = Collections.unmodifiableSortedMap(values);
    }

    @Override
    public SortedSet<Integer> generations() {
      return new TreeSet<>(values.keySet());
    }

    @Override
    public Moments at(int generation) {
      return series(generation).moments();
    }

    @Override
    public Optional<Series> kept(int generation) {
      return Optional.of(series(generation));
    }

    @Override
    public Optional<Estimate> combined(SortedMap<Integer, Double> weights) {
      if (weights.keySet().stream().anyMatch(g -> at(g).infinite() > 0)) {
        return Optional.empty();
      }
      return weights.entrySet().stream()
          .map(e -> series(e.getKey()).map(value -> e.getValue() * value))
          .reduce(Series::plus)
          .flatMap(sum -> Estimate.of(sum.moments()));
    }

    @Override
    public Optional<Trajectory> log2() {
      TreeMap<Integer, Series> logs = new TreeMap<>();
      values.forEach((g, series) -> logs.put(g, series.map(OfValues::log2)));
      return Optional.of(new OfValues(logs));
    }

    private static double log2(double value) {
      return StrictMath.log(value) / StrictMath.log(2);
    }

    private Series series(int generation) {
      return Objects.requireNonNull(values.get(generation));
    }
  }

  /**
   * A trajectory of moments, for runs in which single values were not kept. The dependence between
   * the generations of a lineage is then not known. The standard deviation of a sum is therefore
   * replaced by its upper bound, the sum of the standard deviations, so a test tends to remain
   * undecided rather than to be wrong.
   *
   * @param moments by generation
   */
  record OfMoments(SortedMap<Integer, Moments> moments) implements Trajectory {
    /** Keeps the map as it is. */
    public OfMoments {
      moments = Collections.unmodifiableSortedMap(moments);
    }

    @Override
    public SortedSet<Integer> generations() {
      return new TreeSet<>(moments.keySet());
    }

    @Override
    public Moments at(int generation) {
      return Objects.requireNonNull(moments.get(generation));
    }

    @Override
    public Optional<Series> kept(int generation) {
      return Optional.empty();
    }

    @Override
    public Optional<Estimate> combined(SortedMap<Integer, Double> weights) {
      double mean = 0;
      double sd = 0;
      long replicates = Long.MAX_VALUE;
      for (var weight : weights.entrySet()) {
        Optional<Estimate> here = Estimate.of(at(weight.getKey()));
        if (here.isEmpty()) {
          return Optional.empty();
        }
        mean += weight.getValue() * here.get().mean();
        sd += Math.abs(weight.getValue()) * here.get().sd();
        replicates = Math.min(replicates, here.get().replicates());
      }
      return Optional.of(new Estimate(mean, sd, replicates));
    }

    @Override
    public Optional<Trajectory> log2() {
      return Optional.empty();
    }
  }
}
