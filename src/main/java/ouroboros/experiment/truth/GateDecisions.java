package ouroboros.experiment.truth;

import java.util.List;
import ouroboros.safeguard.GateCounts;

/**
 * What the gates of a cell did in one generation of one replicate.
 *
 * @param cell the cell's name
 * @param counts one per gate, in order
 */
public record GateDecisions(String cell, int replicate, int generation, List<GateCounts> counts) {
  public GateDecisions {
    counts = List.copyOf(counts);
  }
}
