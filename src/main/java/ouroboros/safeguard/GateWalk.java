package ouroboros.safeguard;

import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Goes through the candidates of a unit until one has passed every gate, and counts the decisions.
 * Only for gates that need no text. Not thread-safe. Cost: one block of random numbers per
 * decision.
 */
public final class GateWalk {
  private final Gates gates;
  private final List<Safeguard.Blind> list;
  private final int candidates;
  private final KeyedStream random;
  private final GateTally tally;

  GateWalk(Gates gates) {
    this.gates = gates;
    list = gates.blind();
    candidates = gates.list().refill() == Refill.REDRAW ? Candidate.MOST : 1;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
    tally = new GateTally(gates.list().gates());
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
      throw gates.nothingPassed(unit, tally.worst());
    }
    return Gates.NONE;
  }

  private boolean passes(long word) {
    for (int k = 0; k < list.size(); k++) {
      random.seek(word, Gates.position(k));
      if (!tally.judged(k, list.get(k).passes(random))) {
        return false;
      }
    }
    return true;
  }

  /** The counts of each gate so far. */
  public List<GateCounts> counts() {
    return tally.counts();
  }
}
