package ouroboros.experiment.store;

import java.util.List;
import ouroboros.safeguard.GateCounts;

/**
 * What the safeguards of a lineage did to S_g.
 *
 * @param units units of S'_g that a recipe can choose from
 * @param passed where units may be missing, how many units of each block of units of S_g passed
 *     (4,096 of them, or whole packs where a gate judges packs); otherwise empty
 * @param counts one row per gate, in the order of the list
 * @param realUnits units of R that replaced units of S_g that did not pass, before any gate on a
 *     pool
 * @param realTokens their tokens
 */
public record GateRecord(
    long units, List<Integer> passed, List<GateCounts> counts, long realUnits, long realTokens) {
  public GateRecord {
    passed = List.copyOf(passed);
    counts = List.copyOf(counts);
  }
}
