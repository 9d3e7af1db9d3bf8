package ouroboros.policy;

import java.io.Serializable;
import java.util.List;
import ouroboros.random.ConcatenatedSelection;
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
   * A choice from consecutive units of a source, in place of all of them: what a member of an
   * ecosystem has of it.
   *
   * @param first the first unit that can be chosen
   * @param many how many can be chosen
   * @param byStratum whether the units are counted stratum by stratum
   * @param choice among them
   */
  record Part(long first, long many, boolean byStratum, Choice choice) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      long behind = population - first - many;
      return new ConcatenatedSelection(
          List.of(
              Selection.range(first, 0, 0),
              choice.selection(key, salt, many, units),
              Selection.range(behind, 0, 0)));
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
