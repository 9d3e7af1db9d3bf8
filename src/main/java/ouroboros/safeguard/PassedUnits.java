package ouroboros.safeguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.random.Selection;

/**
 * A selection of units of S_g that leaves out the units whose first candidate does not pass. Units
 * keep their numbers, and each is taken as often as the given selection says.
 *
 * <p>Cost: a walk through the gates for every unit, from the start of its block of {@value
 * PassedBlocks#UNITS} units on.
 */
public final class PassedUnits implements Selection {
  private static final long serialVersionUID = 1L;

  private final Gates gates;
  private final long population;
  private final Selection chosen;
  private final long @Nullable [] before;

  private PassedUnits(Gates gates, long population, Selection chosen, long @Nullable [] before) {
    this.gates = gates;
    this.population = population;
    this.chosen = chosen;
    this.before = before;
  }

  /**
   * Selects first, then drops. Example: units 0 .. 4, of which 1 and 3 do not pass; if {@code
   * chosen} takes 1, 2, 4, the result is 2, 4.
   */
  public static PassedUnits byNumber(Gates gates, Selection chosen) {
    return new PassedUnits(gates, chosen.population(), chosen, null);
  }

  /**
   * Drops first, then selects from the rest. Example: units 0 .. 4, of which 1 and 3 do not pass;
   * so 0, 2, 4 have the ranks 0, 1, 2; if {@code chosen} takes the ranks 1, 2, the result is 2, 4.
   *
   * @param units of S_g
   * @param passed for each block of {@value PassedBlocks#UNITS} units, how many passed
   */
  public static PassedUnits byRank(
      Gates gates, long units, List<Integer> passed, Selection chosen) {
    return new PassedUnits(gates, units, chosen, PassedBlocks.before(passed));
  }

  @Override
  public long population() {
    return population;
  }

  /**
   * By rank: exactly as many as the selection chooses. By number: an upper bound, because some of
   * the chosen units may not have passed.
   */
  @Override
  public long chosen() {
    return chosen.chosen();
  }

  @Override
  public void multiplicities(long from, int count, int[] into) {
    GateWalk walk = gates.walk();
    if (before == null) {
      chosen.multiplicities(from, count, into);
      for (int i = 0; i < count; i++) {
        if (into[i] > 0 && walk.passing(from + i) < 0) {
          into[i] = 0;
        }
      }
      return;
    }
    int block = (int) (from / PassedBlocks.UNITS);
    long rank = before[block];
    for (long unit = (long) block * PassedBlocks.UNITS; unit < from; unit++) {
      rank += walk.passing(unit) >= 0 ? 1 : 0;
    }
    boolean[] passes = new boolean[count];
    int many = 0;
    for (int i = 0; i < count; i++) {
      passes[i] = walk.passing(from + i) >= 0;
      many += passes[i] ? 1 : 0;
    }
    int[] times = new int[many];
    chosen.multiplicities(rank, many, times);
    int next = 0;
    for (int i = 0; i < count; i++) {
      into[i] = passes[i] ? times[next++] : 0;
    }
  }
}
