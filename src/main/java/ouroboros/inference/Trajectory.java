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

  /** The trajectory of the binary logarithm of each value; empty if single values were not kept. */
  Optional<Trajectory> log2();

  /**
   * A trajectory of single values.
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
   * the generations of a lineage is then not known.
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
    public Optional<Trajectory> log2() {
      return Optional.empty();
    }
  }
}
