package ouroboros.safeguard;

import java.util.ArrayList;
import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Goes through the candidates of a unit until one has passed every gate, and counts the decisions.
 * Not thread-safe. Cost: one block of random numbers per decision.
 */
public final class GateWalk {
  private static final int BITS_OF_A_GATE = 32;

  private final Gates gates;
  private final List<Safeguard> list;
  private final int candidates;
  private final KeyedStream random;
  private final long[] offered;
  private final long[] kept;

  GateWalk(Gates gates) {
    this.gates = gates;
    list = gates.list().gates();
    candidates = gates.list().refill() == Refill.REDRAW ? Candidate.MOST : 1;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
    offered = new long[list.size()];
    kept = new long[list.size()];
  }

  /**
   * The counter word of the first candidate of a unit that passes. Negative where no candidate
   * passes, so that the unit is left out or replaced.
   *
   * @throws IllegalStateException if {@value Candidate#MOST} candidates did not pass
   */
  public long passing(long unit) {
    for (int c = 0; c < candidates; c++) {
      long word = Candidate.word(unit, c);
      if (passes(word)) {
        return word;
      }
    }
    if (gates.list().refill() == Refill.REDRAW) {
      throw new IllegalStateException(
          Candidate.MOST
              + " candidates of unit "
              + unit
              + " of generation "
              + gates.generation()
              + " did not pass "
              + worst()
              + "; make it less strict, or set refill: shrink or real");
    }
    return Gates.NONE;
  }

  private boolean passes(long word) {
    for (int k = 0; k < offered.length; k++) {
      offered[k]++;
      random.seek(word, (long) k << BITS_OF_A_GATE);
      if (!list.get(k).passes(random)) {
        return false;
      }
      kept[k]++;
    }
    return true;
  }

  /** The gate that let the smallest share pass. */
  private String worst() {
    int worst = 0;
    for (int k = 1; k < offered.length; k++) {
      if ((double) kept[k] / offered[k] < (double) kept[worst] / offered[worst]) {
        worst = k;
      }
    }
    return "gate " + (worst + 1) + " (" + list.get(worst).kind() + ")";
  }

  /** The counts of each gate so far. */
  public List<GateCounts> counts() {
    List<GateCounts> counts = new ArrayList<>();
    for (int k = 0; k < offered.length; k++) {
      counts.add(new GateCounts(k + 1, list.get(k).kind(), offered[k], kept[k], 0, 0));
    }
    return counts;
  }
}
