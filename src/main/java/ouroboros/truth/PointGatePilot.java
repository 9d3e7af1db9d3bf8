package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;

/**
 * Tries the gates on synthetic points before a run, on {@value #UNITS} candidates of M_0, then on
 * 10,000.
 */
public final class PointGatePilot {
  static final int UNITS = 1000;

  private PointGatePilot() {}

  /**
   * The first gate that passes none of the candidates that come to it, from 0; empty if every gate
   * passes some, or if what does not pass is replaced by real points.
   */
  public static Optional<Integer> dropsAll(TruthCell cell, long seed) {
    List<Gate> gates = new ArrayList<>(cell.safeguards().gates());
    gates.removeIf(gate -> gate instanceof Safeguard.OnPool || gate instanceof Safeguard.Review);
    if (gates.isEmpty() || cell.safeguards().refill() == Refill.REAL) {
      return Optional.empty();
    }
    return dropsAll(cell, cell.family().model(cell), gates, new Key(seed, 0));
  }

  private static <B> Optional<Integer> dropsAll(
      TruthCell cell, PointModel<B> model, List<Gate> gates, Key key) {
    model.start(key);
    model.add(model.truth(0, Math.toIntExact(Math.min(cell.real(), UNITS))), null, RecipeLine.ONE);
    model.fit();
    PointTally tally = new PointTally(gates.size());
    PointWalk walk = new PointWalk(gates, Refill.SHRINK, model, 1, key, cell.real(), tally);
    walk(walk, 0, UNITS);
    if (passesNone(tally, gates.size()).isPresent()) {
      walk(walk, UNITS, Candidate.MOST);
    }
    return passesNone(tally, gates.size());
  }

  private static void walk(PointWalk walk, int from, int to) {
    for (int unit = from; unit < to; unit++) {
      walk.passing(unit);
    }
  }

  private static Optional<Integer> passesNone(PointTally tally, int gates) {
    for (int k = 0; k < gates; k++) {
      if (tally.offered(k) > 0 && tally.kept(k) == 0) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }
}
