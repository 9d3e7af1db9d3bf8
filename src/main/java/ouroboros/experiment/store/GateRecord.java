package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.safeguard.GateCounts;

/**
 * What the safeguards of a lineage did to S_g.
 *
 * @param units units of S'_g that a recipe can choose from
 * @param passed where units may be missing, how many units of each block of units of S_g passed
 *     (4,096 of them, or whole packs where a gate judges packs); otherwise empty
 * @param counts one row per gate, in the order of the list
 * @param realUnits units of S'_g that people wrote: units of R that replaced units of S_g that did
 *     not pass, before any gate on a pool, and units that reviewers edited
 * @param realTokens their tokens
 * @param review what people decided; null where nobody was asked
 */
public record GateRecord(
    long units,
    List<Integer> passed,
    List<GateCounts> counts,
    long realUnits,
    long realTokens,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReviewRecord review) {
  public GateRecord {
    passed = List.copyOf(passed);
    counts = List.copyOf(counts);
  }

  /** Nobody was asked. */
  public GateRecord(
      long units, List<Integer> passed, List<GateCounts> counts, long realUnits, long realTokens) {
    this(units, passed, counts, realUnits, realTokens, null);
  }
}
