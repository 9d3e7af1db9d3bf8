package ouroboros.safeguard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many candidates one gate judged, kept and dropped in one generation.
 *
 * @param gate its position in the list, from 1
 * @param kind its name in a spec
 * @param offered candidates that it judged
 * @param kept candidates that it let pass
 * @param changed candidates that it changed and then let pass; 0 for gates that do not change text
 * @param realDropped real units among the dropped candidates; 0 for gates that do not judge real
 *     units
 * @param reviewed units that somebody decided about; 0 for gates that are no review
 */
public record GateCounts(
    int gate,
    String kind,
    long offered,
    long kept,
    long changed,
    long realDropped,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long reviewed)
    implements Serializable {

  /** The counts of a gate that is no review. */
  public GateCounts(
      int gate, String kind, long offered, long kept, long changed, long realDropped) {
    this(gate, kind, offered, kept, changed, realDropped, 0);
  }

  /** Candidates that it dropped. */
  public long dropped() {
    return offered - kept;
  }

  /** Synthetic units among the dropped candidates. */
  public long syntheticDropped() {
    return dropped() - realDropped;
  }

  /** The counts of the same gate on these and on other units. */
  public GateCounts plus(GateCounts other) {
    return new GateCounts(
        gate,
        kind,
        offered + other.offered,
        kept + other.kept,
        changed + other.changed,
        realDropped + other.realDropped,
        reviewed + other.reviewed);
  }

  /** The same for lists with the same gates. */
  public static List<GateCounts> sum(List<GateCounts> some, List<GateCounts> others) {
    return IntStream.range(0, some.size()).mapToObj(k -> some.get(k).plus(others.get(k))).toList();
  }
}
