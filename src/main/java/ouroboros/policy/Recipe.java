package ouroboros.policy;

import java.io.Serializable;
import java.util.List;

/**
 * What T_g is made of. A recipe contains no sentences and no points.
 *
 * @param parts the lines in the order R, reserve, S_1, S_2 ..; none has 0 units or weight 0
 */
public record Recipe(List<RecipeLine> parts) implements Serializable {
  public Recipe {
    parts = parts.stream().filter(part -> part.units() > 0 && part.weight() > 0).toList();
  }

  /** Units of T_g. Each counts as often as it is chosen; weights do not matter. */
  public long units() {
    return parts.stream().mapToLong(RecipeLine::units).sum();
  }

  /** Whether the counts of some units are multiplied by a weight other than 1. */
  public boolean isWeighted() {
    return parts.stream().anyMatch(part -> part.weight() != RecipeLine.ONE);
  }
}
