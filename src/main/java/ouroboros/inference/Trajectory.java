package ouroboros.inference;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One quantity of one cell through the generations, over replicates. */
public sealed interface Trajectory {
  /** Generations at which some replicate has a value, ascending. */
  SortedSet<Integer> generations();

  /** Over the replicates, at a generation that has a value. */
  Moments at(int generation);

  /** The values at a generation that has some; empty where they were not kept. */
  Optional<Series> kept(int generation);

  /**
   * The expectation of sum_g weights(g) X(g).
   *
   * @param weights by generation, at least one, all of {@link #generations}
   * @return empty with fewer than two replicates and where a value is infinite
   */
  Optional<Estimate> combined(SortedMap<Integer, Double> weights);

  /** With the binary logarithm of each value; empty where values were not kept. */
  Optional<Trajectory> log2();

  /**
   * Of values: each replicate's own sum is formed first, so that the generations of a lineage may
   * hang together as they like.
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
   * Of moments, where the values were not kept. How generations of a lineage hang together is not
   * known: the sd of a sum is taken as the sum of the sds, which it never exceeds, so tests err on
   * the side of undecided.
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
