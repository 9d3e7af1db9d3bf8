package ouroboros.safeguard;

import java.io.Serializable;
import java.util.List;

/**
 * The safeguards of a cell.
 *
 * @param gates in the order in which they judge
 * @param refill what replaces a candidate that did not pass
 */
public record SafeguardList(List<Safeguard.Gate> gates, Refill refill) implements Serializable {
  /** No safeguards: S'_g is S_g. */
  public static final SafeguardList NONE = new SafeguardList(List.of(), Refill.REDRAW);

  public SafeguardList {
    gates = List.copyOf(gates);
  }

  /** Whether S'_g is S_g. */
  public boolean isEmpty() {
    return gates.isEmpty();
  }
}
