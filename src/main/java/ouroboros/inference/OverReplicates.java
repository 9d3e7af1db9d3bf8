package ouroboros.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import ouroboros.metric.Expectation;
import ouroboros.metric.MetricRow;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;

/**
 * Summaries and contrasts of all metric rows of a run. Rows may come in any order: replicates are
 * sorted before anything is summed. All values are kept in memory; runs with too many replicates
 * for that merge {@link Moments} chunk by chunk and call {@link Summary#of} themselves. Not
 * thread-safe.
 */
public final class OverReplicates {
  private final TreeMap<SeriesKey, Series> all = new TreeMap<>();

  /** Adds a row. */
  public void add(MetricRow row) {
    all.computeIfAbsent(row.key(), key -> new Series()).add(row.replicate(), row.value());
  }

  /** One row per key, sorted; {@code law} gives the expectation for a key. */
  public List<SummaryRow> summaries(Function<SeriesKey, Optional<Expectation>> law) {
    List<Map.Entry<SeriesKey, Moments>> values = new ArrayList<>(all.size());
    all.forEach((key, series) -> values.add(Map.entry(key, series.moments())));
    return PooledSpread.summaries(values, law);
  }

  /**
   * One row per key whose cell has a baseline and at least one replicate in common with it, sorted.
   */
  public List<ContrastRow> contrasts(Baselines baselines) {
    List<ContrastRow> rows = new ArrayList<>();
    all.forEach(
        (key, series) ->
            baselines
                .of(key.cell())
                .ifPresent(
                    baseline -> {
                      Series other = all.get(key.in(baseline));
                      if (other != null) {
                        contrast(key, baseline, series.differences(other)).ifPresent(rows::add);
                      }
                    }));
    rows.sort(null);
    return PooledSpread.contrasts(rows);
  }

  /** The contrast with these differences; empty if there are no differences. */
  public static Optional<ContrastRow> contrast(
      SeriesKey key, String baseline, Moments differences) {
    return differences.count() == 0
        ? Optional.empty()
        : Optional.of(new ContrastRow(key, baseline, differences));
  }

  /** The quantities of a cell, sorted; one that has two names is there once. */
  List<Quantity> quantities(String cell) {
    TreeSet<Quantity> quantities = new TreeSet<>();
    for (SeriesKey key : all.keySet()) {
      if (key.cell().equals(cell)) {
        quantities.add(Quantity.of(key));
      }
    }
    return quantities.stream()
        .filter(q -> !q.isSecondName() || !quantities.contains(q.firstName()))
        .toList();
  }

  /**
   * All values of each quantity of a subject of a cell, over the replicates of generations {@code
   * from} .. {@code to}. A quantity that has two names is there once.
   */
  SortedMap<Quantity, Moments> values(String cell, Subject subject, int from, int to) {
    TreeMap<Quantity, Moments> values = new TreeMap<>();
    all.forEach(
        (key, series) -> {
          if (key.cell().equals(cell)
              && key.subject() == subject
              && key.generation() >= from
              && key.generation() <= to) {
            values.merge(Quantity.of(key), series.moments(), Moments::merge);
          }
        });
    values.keySet().removeIf(q -> q.isSecondName() && values.containsKey(q.firstName()));
    return values;
  }

  /** The trajectory of one quantity of a cell; empty if it was not measured. */
  public Optional<Trajectory> trajectory(String cell, Quantity quantity) {
    TreeMap<Integer, Series> values = new TreeMap<>();
    SeriesKey last = all.floorKey(quantity.at(cell, Integer.MAX_VALUE));
    for (int g = 0; last != null && last.cell().equals(cell) && g <= last.generation(); g++) {
      Series series = all.get(quantity.at(cell, g));
      if (series != null) {
        values.put(g, series);
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(new Trajectory.OfValues(values));
  }
}
