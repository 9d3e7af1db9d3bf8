package ouroboros.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ouroboros.metric.CellRow;
import ouroboros.metric.CodePointOrder;
import ouroboros.metric.CountMetric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.Subject;

/**
 * A line of {@code baselines.csv} of a run: a metric that compares a text with R, of a text that
 * was drawn once from a model of R, without any feedback.
 *
 * <p>S_g descends from R, so it is closer to R than another text of the same source is, and two
 * halves of R are no reference for it: what has lost half of R's words can still be closer to R
 * than one half of R is to the other. The reference is every S_g of the {@code frozen} cell, which
 * is always a new draw from M_0; in a sweep without such a cell the cell's own S_1, which also is a
 * draw from M_0.
 *
 * @param cell the {@code frozen} cell, or the cell itself
 * @param quantity what was measured, of S_g
 * @param draws the values of all draws
 */
public record OneDraw(String cell, Quantity quantity, Moments draws)
    implements Comparable<OneDraw> {
  private static final Comparator<OneDraw> ORDER =
      Comparator.comparing(OneDraw::cell, CodePointOrder.INSTANCE).thenComparing(OneDraw::quantity);

  /** The references of a run, sorted. */
  public static List<OneDraw> of(List<CellRow> cells, OverReplicates over) {
    Map<String, Integer> last = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      Optional<String> frozen = Baselines.frozen(cells, cell);
      last.put(frozen.orElse(cell.cell()), frozen.isPresent() ? Integer.MAX_VALUE : 1);
    }
    List<OneDraw> rows = new ArrayList<>();
    last.forEach(
        (cell, to) ->
            over.values(cell, Subject.SYNTHETIC, 1, to)
                .forEach(
                    (quantity, draws) -> {
                      if (comparesWithReal(quantity.metric())) {
                        rows.add(new OneDraw(cell, quantity, draws));
                      }
                    }));
    rows.sort(null);
    return rows;
  }

  private static boolean comparesWithReal(String metric) {
    return MetricCatalogue.named(metric)
        .filter(m -> m instanceof CountMetric count && count.comparesWithReal())
        .isPresent();
  }

  /** The mean of all draws. */
  public OptionalDouble value() {
    return draws.mean();
  }

  /**
   * mean -+ t sd sqrt(1 + 1/draws): contains one more draw with probability .95 (exact for normal
   * values); empty for fewer than two draws.
   */
  public StudentInterval interval() {
    return MetricRange.of(quantity.metric()).cut(StudentInterval.ofOneMore(draws));
  }

  @Override
  public int compareTo(OneDraw other) {
    return ORDER.compare(this, other);
  }
}
