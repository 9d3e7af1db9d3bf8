package ouroboros.safeguard;

import java.io.Serializable;

/**
 * What one gate did in one generation.
 *
 * @param gate its position in the list, from 1
 * @param kind its name in a spec
 * @param offered candidates that it judged
 * @param kept those that it let pass
 * @param changed those that it let pass changed
 * @param realDropped real units among those that it dropped
 */
public record GateCounts(
    int gate, String kind, long offered, long kept, long changed, long realDropped)
    implements Serializable {

  /** Candidates that it dropped. */
  public long dropped() {
    return offered - kept;
  }

  /** Synthetic units among those that it dropped. */
  public long syntheticDropped() {
    return dropped() - realDropped;
  }

  /** The same gate on other units as well. */
  GateCounts plus(GateCounts other) {
    return new GateCounts(
        gate,
        kind,
        offered + other.offered,
        kept + other.kept,
        changed + other.changed,
        realDropped + other.realDropped);
  }
}
