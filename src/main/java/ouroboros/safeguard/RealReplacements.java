package ouroboros.safeguard;

import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;

/**
 * The units of R that replace the units of S_g that did not pass. Each of these has its own draw
 * with replacement, from the random numbers of purpose {@code REFILL} and its unit number.
 *
 * <p>Cost: the first block that is asked for needs a walk through the gates over all units of S_g,
 * and four bytes per unit of R.
 */
public final class RealReplacements implements Selection {
  private static final long serialVersionUID = 1L;
  private static final int STRIDE = PassedBlocks.UNITS;

  private final Gates gates;
  private final long real;
  private final Selection chosen;
  private transient int @Nullable [] times;

  /**
   * @param real units of R
   * @param chosen how often each unit of S'_g counts
   */
  public RealReplacements(Gates gates, long real, Selection chosen) {
    this.gates = gates;
    this.real = real;
    this.chosen = chosen;
  }

  @Override
  public long population() {
    return real;
  }

  /** An upper bound: as many as are chosen from all units. */
  @Override
  public long chosen() {
    return chosen.chosen();
  }

  /** The unit of R that replaces a unit. */
  private long replacement(KeyedStream random, long unit) {
    random.seek(unit);
    return random.below(real);
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    System.arraycopy(counted(), Math.toIntExact(from), into, 0, count);
  }

  private synchronized int[] counted() {
    int[] known = times;
    if (known == null) {
      known = count();
      times = known;
    }
    return known;
  }

  private int[] count() {
    int[] counts = new int[Math.toIntExact(real)];
    KeyedStream random = gates.key().stream(gates.generation(), Purpose.REFILL, 0);
    GateWalk walk = gates.walk();
    int[] wanted = new int[STRIDE];
    for (long start = 0; start < chosen.population(); start += STRIDE) {
      int many = (int) Math.min(STRIDE, chosen.population() - start);
      chosen.multiplicities(start, many, wanted);
      for (int i = 0; i < many; i++) {
        if (wanted[i] > 0 && walk.passing(start + i) < 0) {
          counts[(int) replacement(random, start + i)] += wanted[i];
        }
      }
    }
    return counts;
  }
}
