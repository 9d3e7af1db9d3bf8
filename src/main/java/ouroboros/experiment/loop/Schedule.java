package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.random.Key;

/**
 * The recipes of a policy along one lineage after the other. Where recipes depend only on sizes,
 * they are computed once, for all lineages with the same sizes as the first. Where they are random,
 * each lineage has its own, and each recipe is computed from the one before. Not thread-safe.
 */
public final class Schedule {
  private final Policy policy;

  /** The available units after S'_1 .. S'_g in the first lineage. */
  private final List<AvailableUnits> first = new ArrayList<>();

  /** The recipes of T_0 .. T_g in the first lineage; not used where the policy is random. */
  private final List<Recipe> recipes = new ArrayList<>();

  /** Whether this lineage has had the same sizes as the first so far. */
  private boolean isLikeFirst = true;

  private int last = -1;
  private Recipe previous = new Recipe(List.of());

  /**
   * @param initial the available units before anything is drawn
   */
  public Schedule(Policy policy, AvailableUnits initial) {
    this.policy = policy;
    first.add(initial);
  }

  /** Begins a lineage. Returns the available units before anything is drawn. */
  AvailableUnits begin() {
    last = -1;
    isLikeFirst = true;
    return first.get(0);
  }

  /** Units of S_g that the policy asks for. */
  long wanted(int g, AvailableUnits before) {
    return policy.syntheticUnits(g, before);
  }

  /** The available units with S'_g, which has {@code units} units. */
  AvailableUnits and(int g, AvailableUnits before, long units) {
    if (isLikeFirst && g < first.size() && first.get(g).synthetic(g) == units) {
      return first.get(g);
    }
    AvailableUnits next = before.and(units);
    if (isLikeFirst && g == first.size()) {
      first.add(next);
    } else {
      isLikeFirst = false;
    }
    return next;
  }

  /** The recipe of T_g. Call it after {@link #and} of the same generation. */
  Recipe recipe(int g, AvailableUnits available, Key key) {
    if (policy.isRandom()) {
      previous =
          g == last + 1
              ? policy.next(g, available, key, previous)
              : policy.recipe(g, available, key);
      last = g;
      return previous;
    }
    if (!isLikeFirst || g > recipes.size()) {
      return policy.recipe(g, available, key);
    }
    if (g == recipes.size()) {
      recipes.add(policy.recipe(g, available, key));
    }
    return recipes.get(g);
  }
}
