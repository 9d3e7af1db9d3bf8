package ouroboros.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.TDistribution;
import ouroboros.metric.CellRow;
import ouroboros.metric.CodePointOrder;

/**
 * A line of {@code strata.csv}: a number of a stratum at the last generation, divided by that of
 * the {@code frozen} cell, X(cell)/X(frozen), paired by replicate.
 *
 * <p>The ratios of one metric and subject, over all cells and strata, are one family of m rows: the
 * interval is mean -+ t sd/sqrt(n) with t the 1 - .05/(2 m) quantile (Bonferroni), so that all
 * intervals of the family contain their expectations with probability .95; p of the hypothesis
 * "ratio 1" is adjusted by {@link Holm}. So the smallest of many ratios is not taken for small
 * because it was chosen.
 *
 * @param cell the cell's name
 * @param baseline name of the {@code frozen} cell
 * @param quantity the number; its scope is that of the stratum
 * @param generation the last generation in which both cells have it
 * @param ratios of the replicates in which both values are finite and that of frozen is positive
 * @param family number of rows in the family
 * @param adjusted p-value of "ratio 1"; empty for fewer than two replicates and for equal ratios,
 *     which are exact
 */
public record StratumRow(
    String cell,
    String baseline,
    Quantity quantity,
    int generation,
    Moments ratios,
    int family,
    OptionalDouble adjusted)
    implements Comparable<StratumRow> {
  private static final String STRATUM = "stratum=";
  private static final Comparator<StratumRow> ORDER =
      Comparator.comparing(StratumRow::cell, CodePointOrder.INSTANCE)
          .thenComparing(StratumRow::quantity);

  /** The rows of a run, sorted. */
  public static List<StratumRow> of(List<CellRow> cells, OverReplicates over) {
    TreeMap<String, List<StratumRow>> families = new TreeMap<>();
    for (CellRow cell : cells) {
      Optional<String> frozen = Baselines.frozen(cells, cell).filter(f -> !f.equals(cell.cell()));
      for (Quantity quantity :
          frozen.isPresent() ? over.quantities(cell.cell()) : List.<Quantity>of()) {
        if (quantity.scope().startsWith(STRATUM)) {
          row(cell.cell(), frozen.orElseThrow(), quantity, over)
              .ifPresent(
                  row ->
                      families
                          .computeIfAbsent(
                              quantity.metric() + " " + quantity.subject(), f -> new ArrayList<>())
                          .add(row));
        }
      }
    }
    List<StratumRow> rows = new ArrayList<>();
    families.values().forEach(family -> rows.addAll(adjusted(family)));
    rows.sort(null);
    return rows;
  }

  private static Optional<StratumRow> row(
      String cell, String frozen, Quantity quantity, OverReplicates over) {
    Optional<Trajectory> own = over.trajectory(cell, quantity);
    Optional<Trajectory> other = over.trajectory(frozen, quantity);
    if (own.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<Integer> both = new TreeSet<>(own.get().generations());
    both.retainAll(other.get().generations());
    if (both.isEmpty()) {
      return Optional.empty();
    }
    int last = both.last();
    Moments ratios =
        own.get().kept(last).orElseThrow().ratios(other.get().kept(last).orElseThrow()).moments();
    return ratios.count() == 0
        ? Optional.empty()
        : Optional.of(
            new StratumRow(cell, frozen, quantity, last, ratios, 1, OptionalDouble.empty()));
  }

  private static List<StratumRow> adjusted(List<StratumRow> family) {
    SortedMap<Integer, Estimate> tested = new TreeMap<>();
    for (int i = 0; i < family.size(); i++) {
      int at = i;
      Estimate.of(family.get(i).ratios)
          .filter(e -> e.sd() > 0)
          .ifPresent(e -> tested.put(at, e.minus(1)));
    }
    List<Integer> places = List.copyOf(tested.keySet());
    double[] p = tested.values().stream().mapToDouble(e -> e.outside(0)).toArray();
    double[] adjusted = Holm.adjusted(p);
    List<StratumRow> rows = new ArrayList<>();
    for (int i = 0; i < family.size(); i++) {
      StratumRow row = family.get(i);
      int place = places.indexOf(i);
      rows.add(
          new StratumRow(
              row.cell,
              row.baseline,
              row.quantity,
              row.generation,
              row.ratios,
              family.size(),
              place < 0 ? OptionalDouble.empty() : OptionalDouble.of(adjusted[place])));
    }
    return rows;
  }

  /** The name of the stratum. */
  public String stratum() {
    return quantity.scope().substring(STRATUM.length());
  }

  /** Mean of the ratios; always finite. */
  public double ratio() {
    return ratios.mean().orElseThrow();
  }

  /** The interval, at least 0, simultaneous over the family; empty with one replicate. */
  public StudentInterval interval() {
    if (ratios.sd().isEmpty()) {
      return StudentInterval.of(ratios);
    }
    double t =
        new TDistribution(null, (double) ratios.count() - 1, 1e-12)
            .inverseCumulativeProbability(1 - .025 / family);
    double half = t * ratios.sd().getAsDouble() / Math.sqrt((double) ratios.count());
    return new StudentInterval(
        OptionalDouble.of(Math.max(0, ratio() - half)), OptionalDouble.of(ratio() + half));
  }

  @Override
  public int compareTo(StratumRow other) {
    return ORDER.compare(this, other);
  }
}
