package ouroboros.safeguard;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * For each block of {@value #UNITS} units of S_g (see {@link #units} for packs): how many units
 * have a candidate that passes. Also the counts of each gate. Both depend only on the gates and on
 * the number of units.
 *
 * @param passed [blocks]
 * @param counts [gates]
 */
public record PassedBlocks(List<Integer> passed, List<GateCounts> counts) implements Serializable {
  /** Units of a block. */
  public static final int UNITS = 4096;

  /**
   * The blocks of some units.
   *
   * @param from the first of these units
   */
  public record Part(long from, PassedBlocks blocks) implements Serializable {}

  public PassedBlocks {
    passed = List.copyOf(passed);
    counts = List.copyOf(counts);
  }

  /**
   * The blocks of the units {@code from .. to}, where {@code from} is the first unit of a block.
   */
  public static PassedBlocks of(Gates gates, long from, long to) {
    GateWalk walk = gates.walk();
    List<Integer> passed = new ArrayList<>();
    for (long start = from; start < to; start += UNITS) {
      int here = 0;
      for (long unit = start; unit < Math.min(to, start + UNITS); unit++) {
        here += walk.passing(unit) >= 0 ? 1 : 0;
      }
      passed.add(here);
    }
    return new PassedBlocks(passed, walk.counts());
  }

  /** The blocks of all units, from those of parts of them in any order; at least one part. */
  public static PassedBlocks of(List<Part> parts) {
    return parts.stream()
        .sorted(Comparator.comparingLong(Part::from))
        .map(Part::blocks)
        .reduce(PassedBlocks::and)
        .orElseThrow();
  }

  /**
   * Units of a block where a gate judges packs of {@code pack} units: at least {@value #UNITS}, in
   * whole packs.
   *
   * @param pack at least 1; 1 where no gate judges packs
   */
  public static int units(int pack) {
    return (UNITS + pack - 1) / pack * pack;
  }

  /** These blocks, followed by those of the next units. */
  public PassedBlocks and(PassedBlocks next) {
    List<Integer> all = new ArrayList<>(passed);
    all.addAll(next.passed);
    List<GateCounts> sums = new ArrayList<>();
    for (int k = 0; k < counts.size(); k++) {
      sums.add(counts.get(k).plus(next.counts.get(k)));
    }
    return new PassedBlocks(all, sums);
  }

  /** Units that have a candidate that passes. */
  public long units() {
    return passed.stream().mapToLong(Integer::longValue).sum();
  }

  /** The number of passed units before each block, [blocks + 1]. */
  public static long[] before(List<Integer> passed) {
    long[] before = new long[passed.size() + 1];
    for (int b = 0; b < passed.size(); b++) {
      before[b + 1] = before[b] + passed.get(b);
    }
    return before;
  }
}
