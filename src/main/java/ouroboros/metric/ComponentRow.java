package ouroboros.metric;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code components.csv}: what became of one component of a mixture.
 *
 * @param cell the cell's name
 * @param replicate 0, 1, ..
 * @param generation g of M_g
 * @param component 0, 1, ..
 * @param weight its share; 0 once it is dead
 * @param nearestAncestor the component of M_0 that is nearest to it
 * @param distance Bhattacharyya distance to that component, in nats
 * @param mergedWith the lowest living component of M_g that is too similar to be distinguished from
 *     it; null for none
 * @param died the first generation in which it was dead; null while it lives
 * @param scope the scope of the metrics that describe this component, such as {@code
 *     stratum=letters}; null if there are none
 */
public record ComponentRow(
    String cell,
    int replicate,
    int generation,
    int component,
    double weight,
    int nearestAncestor,
    double distance,
    @Nullable Integer mergedWith,
    @Nullable Integer died,
    @Nullable String scope)
    implements Comparable<ComponentRow> {
  private static final Comparator<ComponentRow> ORDER =
      Comparator.comparing(ComponentRow::cell, CodePointOrder.INSTANCE)
          .thenComparingInt(ComponentRow::replicate)
          .thenComparingInt(ComponentRow::generation)
          .thenComparingInt(ComponentRow::component);

  @Override
  public int compareTo(ComponentRow other) {
    return ORDER.compare(this, other);
  }
}
