package ouroboros.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ouroboros.policy.RecipeLine;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;

/**
 * Tries the gates before a run, on {@value #UNITS} candidates of M_0 and, where gates judge a pool,
 * on real points with the share that they have in it; then on 10,000.
 */
public final class PointGatePilot {
  static final int UNITS = 1000;

  private PointGatePilot() {}

  /**
   * The first gate that passes none of the points that come to it, from 0; empty if every gate
   * passes some, or if what does not pass is replaced by real points.
   */
  public static Optional<Integer> dropsAll(TruthCell cell, long seed) {
    List<Gate> gates = new ArrayList<>(cell.safeguards().gates());
    gates.removeIf(gate -> gate.judge() instanceof Safeguard.Review);
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
    double realShare =
        gates.stream().anyMatch(Safeguard.OnPool.class::isInstance)
            ? cell.policy().realShareOfPool(1)
            : 0;
    walk(walk, 0, UNITS);
    real(model, gates, key, StrictMath.round(realShare * UNITS), tally);
    if (passesNone(tally, gates.size()).isPresent()) {
      walk(walk, UNITS, Candidate.MOST);
      real(model, gates, key, StrictMath.round(realShare * Candidate.MOST), tally);
    }
    return passesNone(tally, gates.size());
  }

  private static void walk(PointWalk walk, int from, int to) {
    for (int unit = from; unit < to; unit++) {
      walk.passing(unit);
    }
  }

  /** A point of the truth, as gates on a pool see it. */
  private record Real(double value) implements PointFilter.Point {
    @Override
    public boolean isSynthetic() {
      return false;
    }
  }

  /** Sends real points through the gates on the pool; one that chooses passes them all. */
  private static <B> void real(
      PointModel<B> model, List<Gate> gates, Key key, long units, PointTally tally) {
    if (units == 0) {
      return;
    }
    B points = model.truth(0, (int) units);
    KeyedStream random = key.stream(1, Purpose.GATE, 0);
    boolean[] dropped = new boolean[(int) units];
    for (int k = 0; k < gates.size(); k++) {
      boolean chooses = gates.get(k).judge() instanceof Safeguard.BestOf;
      if (chooses || !(gates.get(k) instanceof Safeguard.OnPool)) {
        continue;
      }
      PointFilter filter = PointFilter.of(gates.get(k), model.drawn());
      boolean seesPoints = PointWalk.seesPoints(gates.get(k));
      for (int i = 0; i < units; i++) {
        if (!dropped[i]) {
          random.seek(i, (long) k << PointWalk.BITS_OF_A_GATE);
          double value = seesPoints ? model.value(points, i) : 0;
          dropped[i] = !filter.passes(new Real(value), random);
          tally.offered(k, 1);
          tally.kept(k, dropped[i] ? 0 : 1);
        }
      }
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
