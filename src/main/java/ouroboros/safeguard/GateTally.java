package ouroboros.safeguard;

import java.util.ArrayList;
import java.util.List;

/** The counts of the gates of one list while they judge. Not thread-safe. */
final class GateTally {
  private final List<String> kinds;
  private final long[] offered;
  private final long[] kept;
  private final long[] changed;
  private final long[] realDropped;
  private final long[] reviewed;

  GateTally(List<? extends Safeguard> gates) {
    kinds = gates.stream().map(Safeguard::kind).toList();
    offered = new long[kinds.size()];
    kept = new long[kinds.size()];
    changed = new long[kinds.size()];
    realDropped = new long[kinds.size()];
    reviewed = new long[kinds.size()];
  }

  /** Gate k judged so many candidates and kept some of them. */
  void judged(int k, long many, long passed) {
    offered[k] += many;
    kept[k] += passed;
  }

  /** Gate k judged one candidate. Returns whether it passed. */
  boolean judged(int k, boolean passes) {
    judged(k, 1, passes ? 1 : 0);
    return passes;
  }

  /** Gate k changed a candidate that it keeps. */
  void changed(int k) {
    changed[k]++;
  }

  /** Somebody decided about a unit that came to gate k. */
  void reviewed(int k) {
    reviewed[k]++;
  }

  /** What gate k dropped is real. */
  void droppedReal(int k) {
    realDropped[k]++;
  }

  /** The gate that let the smallest share pass. */
  String worst() {
    int worst = 0;
    for (int k = 1; k < offered.length; k++) {
      if ((double) kept[k] / offered[k] < (double) kept[worst] / offered[worst]) {
        worst = k;
      }
    }
    return "gate " + (worst + 1) + " (" + kinds.get(worst) + ")";
  }

  /** The counts of each gate so far. */
  List<GateCounts> counts() {
    List<GateCounts> counts = new ArrayList<>();
    for (int k = 0; k < offered.length; k++) {
      counts.add(
          new GateCounts(
              k + 1, kinds.get(k), offered[k], kept[k], changed[k], realDropped[k], reviewed[k]));
    }
    return counts;
  }
}
