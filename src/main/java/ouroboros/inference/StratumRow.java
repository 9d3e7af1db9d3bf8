package ouroboros.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.TDistribution;
import ouroboros.metric.CellRow;
import ouroboros.metric.CodePointOrder;

/**
 * A line of {@code strata.csv}: a number of a stratum at the last generation as a ratio to its
 * reference, paired by replicate.
 *
 * <p>The reference is the one that onsets have: for S_g and S'_g the {@code frozen} cell, for T_g
 * and M_g the cell's own generation 1, because {@code frozen} trains on R itself and any other
 * training set differs from R by one draw, without feedback. Where the number changes without
 * feedback too, it is the cell with the same policy without feedback, and without such a cell there
 * is no row.
 *
 * <p>The ratios of one metric and subject, over all cells and strata, are one family of m rows: the
 * interval is mean -+ t sd/sqrt(n) with t the 1 - .05/(2 m) quantile (Bonferroni), so that all
 * intervals of the family contain their expectations with probability .95; p of the hypothesis
 * "ratio 1" is multiplied by m, so it is at most .05 where the interval does not contain 1. So the
 * smallest of many ratios is not taken for small because it was chosen. Whether one stratum lost
 * more than another is a question about their difference: see {@link RankRange}.
 *
 * @param cell the cell's name
 * @param baseline name of the {@code frozen} cell or of the one without feedback; the cell itself
 *     for its own generation 1
 * @param quantity the number; its scope is that of the stratum
 * @param generation the last generation in which both have it
 * @param ratios of the replicates in which both values are finite and that of the reference is
 *     positive
 * @param family number of rows in the family
 * @param adjusted p-value of "ratio 1"; empty for fewer than two replicates and for equal ratios,
 *     which are exact
 * @param rank the ranks that the ratio may have among the strata of its cell; 1 is the smallest
 */
public record StratumRow(
    String cell,
    String baseline,
    Quantity quantity,
    int generation,
    Series ratios,
    int family,
    OptionalDouble adjusted,
    RankRange rank)
    implements Comparable<StratumRow> {
  private static final String STRATUM = "stratum=";
  private static final Comparator<StratumRow> ORDER =
      Comparator.comparing(StratumRow::cell, CodePointOrder.INSTANCE)
          .thenComparing(StratumRow::quantity);

  /** What a number of a cell is compared with. */
  @FunctionalInterface
  public interface Reference {
    /**
     * The name of a cell: the cell itself for its own generation 1; empty where nothing is right.
     *
     * @param frozen name of the {@code frozen} cell
     */
    Optional<String> of(String cell, String frozen, Quantity quantity);
  }

  /** The rows of a run, sorted. */
  public static List<StratumRow> of(List<CellRow> cells, Reference reference, OverReplicates over) {
    TreeMap<String, List<StratumRow>> families = new TreeMap<>();
    for (CellRow cell : cells) {
      Optional<String> frozen = Baselines.frozen(cells, cell).filter(f -> !f.equals(cell.cell()));
      for (Quantity quantity :
          frozen.isPresent() ? over.quantities(cell.cell()) : List.<Quantity>of()) {
        if (quantity.scope().startsWith(STRATUM)) {
          reference
              .of(cell.cell(), frozen.orElseThrow(), quantity)
              .flatMap(baseline -> row(cell.cell(), baseline, quantity, over))
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
      String cell, String baseline, Quantity quantity, OverReplicates over) {
    boolean isOwnStart = baseline.equals(cell);
    Optional<Trajectory> own = over.trajectory(cell, quantity);
    Optional<Trajectory> other = over.trajectory(baseline, quantity);
    if (own.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<Integer> both = new TreeSet<>(own.get().generations().tailSet(1));
    both.retainAll(other.get().generations());
    if (both.isEmpty() || (isOwnStart && both.size() < 2)) {
      return Optional.empty();
    }
    int last = both.last();
    int reference = isOwnStart ? both.first() : last;
    Series ratios =
        own.get().kept(last).orElseThrow().ratios(other.get().kept(reference).orElseThrow());
    return ratios.moments().count() == 0
        ? Optional.empty()
        : Optional.of(
            new StratumRow(
                cell,
                baseline,
                quantity,
                last,
                ratios,
                1,
                OptionalDouble.empty(),
                new RankRange(1, 1)));
  }

  /** The rows of one family with what depends on the others. */
  private static List<StratumRow> adjusted(List<StratumRow> family) {
    Map<String, List<StratumRow>> cells =
        family.stream()
            .collect(Collectors.groupingBy(StratumRow::cell, TreeMap::new, Collectors.toList()));
    List<List<RankRange>> ranks =
        RankRange.of(
            cells.values().stream()
                .map(rows -> rows.stream().map(StratumRow::ratios).toList())
                .toList());
    List<StratumRow> all = new ArrayList<>();
    int group = 0;
    for (List<StratumRow> rows : cells.values()) {
      for (int i = 0; i < rows.size(); i++) {
        all.add(rows.get(i).in(family.size(), ranks.get(group).get(i)));
      }
      group++;
    }
    return all;
  }

  private StratumRow in(int rows, RankRange ranked) {
    Optional<Estimate> tested = Estimate.of(ratios.moments()).filter(e -> e.sd() > 0);
    OptionalDouble p =
        tested.isPresent()
            ? OptionalDouble.of(Math.min(1, rows * tested.get().minus(1).outside(0)))
            : OptionalDouble.empty();
    return new StratumRow(cell, baseline, quantity, generation, ratios, rows, p, ranked);
  }

  /** The name of the stratum. */
  public String stratum() {
    return quantity.scope().substring(STRATUM.length());
  }

  /** Mean of the ratios; always finite. */
  public double ratio() {
    return ratios.moments().mean().orElseThrow();
  }

  /** Number of pairs, at least 1. */
  public long replicates() {
    return ratios.moments().count();
  }

  /** The interval, at least 0, simultaneous over the family; empty with one replicate. */
  public StudentInterval interval() {
    Moments values = ratios.moments();
    if (values.sd().isEmpty()) {
      return StudentInterval.of(values);
    }
    double t =
        new TDistribution(null, (double) values.count() - 1, 1e-12)
            .inverseCumulativeProbability(1 - .025 / family);
    double half = t * values.sd().getAsDouble() / Math.sqrt((double) values.count());
    return new StudentInterval(
        OptionalDouble.of(Math.max(0, ratio() - half)), OptionalDouble.of(ratio() + half));
  }

  @Override
  public int compareTo(StratumRow other) {
    return ORDER.compare(this, other);
  }
}
