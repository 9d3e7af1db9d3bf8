package ouroboros.policy;

import java.io.Serializable;
import java.util.List;
import ouroboros.random.Key;
import ouroboros.random.Multiset;
import ouroboros.random.Selection;
import ouroboros.random.Subset;

/** Which units of its source a line of a recipe takes. The line itself says how many. */
public sealed interface Choice extends Serializable {

  /** The choice of units of R that a policy takes once for a replicate. */
  static Choice of(Policy.Choose how) {
    return how instanceof Policy.Choose.Random ? new Without(0) : new Chosen(how);
  }

  /** Chooses {@code units} units, repeats counted, from a source of {@code population} units. */
  Selection selection(Key key, long salt, long population, long units);

  /** All units. */
  record Whole() implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Selection.all(population);
    }
  }

  /**
   * Consecutive units.
   *
   * @param from number of the first of them
   */
  record Slice(long from) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Selection.range(population, from, from + units);
    }
  }

  /**
   * Units at random without replacement.
   *
   * @param generation whose random numbers are used; 0: one choice for the whole replicate
   */
  record Without(long generation) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Subset.of(key, generation, salt, population, units);
    }
  }

  /**
   * Units at random with replacement.
   *
   * @param generation whose random numbers are used
   */
  record With(long generation) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Multiset.of(key, generation, salt, population, units);
    }
  }

  /**
   * The units that are left after a chain of choices without replacement. Each choice is made among
   * the units that the choice before it left.
   *
   * @param first units taken from the front before the first choice
   * @param steps the choices, oldest first
   */
  record Survivors(long first, List<Subset.Step> steps) implements Choice {
    public Survivors {
      steps = List.copyOf(steps);
    }

    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Selection.within(population, Subset.nested(key, salt, first, steps));
    }
  }

  /**
   * Units chosen by a property: their stratum, or their rarest type. This needs the text, so the
   * code that reads the text makes the selection.
   *
   * @param how the property; never {@link Policy.Choose.Random}
   */
  record Chosen(Policy.Choose how) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      throw new IllegalStateException(
          "Units chosen by " + how + " are known only where the sentences are.");
    }
  }
}
