package ouroboros.safeguard;

import java.util.Arrays;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;

/**
 * Units of R in S'_g: those that replace units of S_g that did not pass. For each its own draw with
 * replacement, by the random numbers of purpose {@code REFILL} and its number. A replacement has
 * the number of the unit that it replaces. A pool has all its real units in such a list.
 *
 * <p>Cost: one walk through the gates over all units of S_g, and 16 bytes for each replacement.
 */
public final class RealReplacements {
  private static final int STRIDE = PassedBlocks.UNITS;

  /** Bits of a place in the list when it is sorted; the unit of R has the others. */
  private static final int PLACE_BITS = 31;

  private final Gates gates;
  private final KeyedStream random;
  private final RealUnits population;
  private long[] real = new long[64];
  private long[] units = new long[64];
  private int size;

  private RealReplacements(Gates gates, RealUnits population) {
    this.gates = gates;
    this.population = population;
    random = gates.key().stream(gates.generation(), Purpose.REFILL, 0);
  }

  /**
   * All replacements.
   *
   * @param population units of R, at most 2^32
   * @param chosen how often each unit of S'_g counts
   */
  public static RealReplacements of(Gates gates, long population, Selection chosen) {
    return of(gates, RealUnits.of(0, population), chosen);
  }

  /** The same from some units of R. */
  public static RealReplacements of(Gates gates, RealUnits population, Selection chosen) {
    RealReplacements all = checked(gates, population);
    all.walk(chosen);
    all.sort();
    return all;
  }

  /**
   * The replacements of units that are known not to have passed.
   *
   * @param dropped ascending; those that are not chosen are not replaced
   */
  public static RealReplacements of(
      Gates gates, long population, Selection chosen, long[] dropped) {
    return of(gates, RealUnits.of(0, population), chosen, dropped);
  }

  /** The same from some units of R. */
  public static RealReplacements of(
      Gates gates, RealUnits population, Selection chosen, long[] dropped) {
    RealReplacements all = checked(gates, population);
    int[] times = new int[STRIDE];
    long start = -STRIDE;
    for (long unit : dropped) {
      if (unit >= start + STRIDE) {
        start = unit / STRIDE * STRIDE;
        chosen.multiplicities(start, (int) Math.min(STRIDE, chosen.population() - start), times);
      }
      all.add(unit, times[(int) (unit - start)]);
    }
    all.sort();
    return all;
  }

  /**
   * Given units of R under given numbers.
   *
   * @param real units of R
   * @param units [real] their numbers
   */
  static RealReplacements of(Gates gates, long population, long[] real, long[] units) {
    RealReplacements all = checked(gates, RealUnits.of(0, population));
    all.real = real.clone();
    all.units = units.clone();
    all.size = real.length;
    all.sort();
    return all;
  }

  private static RealReplacements checked(Gates gates, RealUnits population) {
    long units = population.end();
    if (units > 1L << (Long.SIZE - 1 - PLACE_BITS)) {
      throw new IllegalArgumentException(
          "R has " + units + " units; refill: real replaces from at most 2^32; use redraw");
    }
    return new RealReplacements(gates, population);
  }

  private void walk(Selection chosen) {
    GateWalk walk = gates.walk();
    int[] times = new int[STRIDE];
    for (long start = 0; start < chosen.population(); start += STRIDE) {
      int many = (int) Math.min(STRIDE, chosen.population() - start);
      chosen.multiplicities(start, many, times);
      for (int i = 0; i < many; i++) {
        if (times[i] > 0 && walk.passing(start + i) < 0) {
          add(start + i, times[i]);
        }
      }
    }
  }

  private void add(long unit, int times) {
    random.seek(unit);
    long replacement = population.drawn(random);
    for (int k = 0; k < times; k++) {
      if (size == units.length) {
        real = Arrays.copyOf(real, 2 * size);
        units = Arrays.copyOf(units, 2 * size);
      }
      real[size] = replacement;
      units[size++] = unit;
    }
  }

  /** Sorts by the unit of R, then by the unit that it replaces: these were added in order. */
  private void sort() {
    long[] packed = new long[size];
    Arrays.setAll(packed, i -> real[i] << PLACE_BITS | i);
    Arrays.sort(packed);
    int mask = (int) ((1L << PLACE_BITS) - 1);
    long[] before = units;
    real = Arrays.stream(packed).map(each -> each >>> PLACE_BITS).toArray();
    units = Arrays.stream(packed).map(each -> before[(int) each & mask]).toArray();
  }

  /** Number of replacements, repeats included. */
  public int size() {
    return size;
  }

  /**
   * The replacements among the units {@code from .. to} of R.
   *
   * @return [2, replacements] the unit of R, ascending, and the unit that it replaces
   */
  public long[][] among(long from, long to) {
    int start = place(from);
    int end = place(to);
    return new long[][] {
      Arrays.copyOfRange(real, start, end), Arrays.copyOfRange(units, start, end)
    };
  }

  /** The first place of a unit of R at or above {@code unit}. */
  private int place(long unit) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (real[middle] < unit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
