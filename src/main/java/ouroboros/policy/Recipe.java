package ouroboros.policy;

import java.io.Serializable;
import java.util.List;

/**
 * What T_g is made of; no sentences, no points.
 *
 * @param parts in the order R, reserve, S_1, S_2 ..; none of 0 units or weight 0
 */
public record Recipe(List<RecipeLine> parts) implements Serializable {
  public Recipe {
    parts = parts.stream().filter(part -> part.units() > 0 && part.weight() > 0).toList();
  }

  /** Units of T_g, each as often as it is chosen, weights aside. */
  public long units() {
    return parts.stream().mapToLong(RecipeLine::units).sum();
  }

  /** Whether some unit's counts are not taken as they are. */
  public boolean isWeighted() {
    return parts.stream().anyMatch(part -> part.weight() != RecipeLine.ONE);
  }
}
