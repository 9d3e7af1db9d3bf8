package ouroboros.truth;

import java.util.List;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.Safeguard.Gate;

/** What the gates of one generation did, and what T_g consists of afterwards. */
final class PointTally {
  private final long[] offered;
  private final long[] kept;
  private final long[] realDropped;
  private long units;
  private long reviewed;

  PointTally(int gates) {
    offered = new long[gates];
    kept = new long[gates];
    realDropped = new long[gates];
  }

  /** Begins a generation whose first gate judges so many units. */
  void begin(long ofUnits) {
    java.util.Arrays.fill(offered, 0);
    java.util.Arrays.fill(kept, 0);
    java.util.Arrays.fill(realDropped, 0);
    units = ofUnits;
    reviewed = 0;
  }

  void offered(int gate, int candidates) {
    offered[gate] += candidates;
  }

  void kept(int gate, int candidates) {
    kept[gate] += candidates;
  }

  void dropReal(int gate) {
    realDropped[gate]++;
  }

  /** Counts what a review, the last gate, does with a unit; whether it passes. */
  boolean reviewed(
      int gate, PointFilter.Reviewers by, long unit, PointFilter.Point point, KeyedStream random) {
    offered(gate, 1);
    boolean passes;
    if (by.sees(unit)) {
      reviewed++;
      passes = by.accepts(point, random);
    } else {
      passes = by.passesRest();
    }
    kept(gate, passes ? 1 : 0);
    return passes;
  }

  long units() {
    return units;
  }

  long reviews() {
    return reviewed;
  }

  long offered(int gate) {
    return offered[gate];
  }

  long kept(int gate) {
    return kept[gate];
  }

  long realDropped(int gate) {
    return realDropped[gate];
  }

  /** The gate that let the smallest share pass. */
  String worst(List<Gate> gates) {
    int worst = 0;
    for (int k = 1; k < gates.size(); k++) {
      boolean judged = offered[k] > 0;
      if (judged && (double) kept[k] / offered[k] < (double) kept[worst] / offered[worst]) {
        worst = k;
      }
    }
    return "gate " + (worst + 1) + " (" + gates.get(worst).kind() + ")";
  }
}
