package ouroboros.policy;

import java.util.ArrayList;
import java.util.List;
import ouroboros.random.Key;

/**
 * How long the units of S_j stay in training sets: S_j in groups of units that are in the same
 * ones.
 *
 * <p>The units of S_j are drawn independently from one model, and a policy chooses among them
 * without looking at them. So the groups are independent of each other, each consists of
 * independent units, and only the numbers of units are needed: the recipes of T_j, T_{j+1} .. have
 * them, because what a recipe keeps of S_j is a choice among what the recipe before it kept. The
 * groups do not depend on the number of generations of a run. Where a policy chooses again among
 * units that it had left out (accumulate-subsample), the number of groups doubles with every
 * generation and never ends; this class has no groups for such a policy.
 *
 * <p>Cost: one recipe for each generation until the last unit has left, at most {@value #MOST}.
 */
public final class Stays {
  /** The most generations that a unit may stay. */
  public static final int MOST = 256;

  private Stays() {}

  /**
   * Units of S_j that are in the same training sets.
   *
   * @param number 0: they are in T_j only; 1: in none; k >= 2: in T_j .. T_{j + k - 1}
   * @param units how many, at least 1
   */
  public record Group(int number, long units) {
    /** Whether they are in T_g. */
    public boolean isIn(int g, int j) {
      int after = g - j;
      return number == 0 ? after == 0 : number > 1 && after >= 0 && after < number;
    }
  }

  /**
   * The groups of S_j, by their numbers. Where T_j takes all of S_j or nothing and no later
   * training set takes a part of it, there is one group, number 0.
   *
   * @param stock with S_1 .. S_j
   * @throws IllegalStateException if a unit stays in more than {@link #MOST} training sets
   */
  public static List<Group> of(Policy policy, int j, AvailableUnits stock, Key key) {
    long units = stock.synthetic(j);
    Recipe recipe = policy.recipe(j, stock, key);
    long taken = taken(recipe, j);
    if (!policy.thins()) {
      return taken == 0 || taken >= units
          ? List.of(new Group(0, units))
          : List.of(new Group(0, taken), new Group(1, units - taken));
    }
    List<Group> groups = new ArrayList<>();
    AvailableUnits then = stock;
    long rest = units - taken;
    for (int number = 0; taken > 0; number = Math.max(2, number + 1)) {
      if (number > MOST) {
        throw new IllegalStateException(
            "policy "
                + policy.kind()
                + ": a sentence of S_"
                + j
                + " stays in more than "
                + MOST
                + " training sets; raise policy.share, or choose sampling.backend sentences");
      }
      int g = j + Math.max(1, number);
      then = then.after(policy, g);
      recipe = policy.next(g, then, key, recipe);
      long left = taken(recipe, j);
      add(groups, number, taken - left);
      if (number == 0) {
        add(groups, 1, rest);
      }
      taken = left;
    }
    return groups.isEmpty() ? List.of(new Group(1, rest)) : groups;
  }

  private static void add(List<Group> groups, int number, long units) {
    if (units > 0) {
      groups.add(new Group(number, units));
    }
  }

  private static long taken(Recipe recipe, int j) {
    return recipe.parts().stream()
        .filter(line -> line.source() instanceof Source.Synthetic s && s.generation() == j)
        .mapToLong(RecipeLine::units)
        .sum();
  }
}
