package ouroboros.policy;

import java.io.Serializable;
import java.util.List;
import ouroboros.random.Key;
import ouroboros.random.Multiset;
import ouroboros.random.Selection;
import ouroboros.random.Subset;

/** Which units of a source a part takes, where the part says how many. */
public sealed interface Choice extends Serializable {

  /** The units of a source of {@code population} units; {@code units} of them, repeats counted. */
  Selection selection(Key key, long salt, long population, long units);

  /** All of them. */
  record Whole() implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Selection.all(population);
    }
  }

  /**
   * Units in a row.
   *
   * @param from the first of them
   */
  record Slice(long from) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Selection.range(population, from, from + units);
    }
  }

  /**
   * At random without replacement.
   *
   * @param generation whose random numbers choose: 0 chooses once a replicate
   */
  record Without(long generation) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Subset.of(key, generation, salt, population, units);
    }
  }

  /**
   * At random with replacement.
   *
   * @param generation whose random numbers choose
   */
  record With(long generation) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      return Multiset.of(key, generation, salt, population, units);
    }
  }

  /**
   * What is left after a chain of choices without replacement, each among what the one before left.
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
   * By what the units are: their stratum, their rarest type. Text resolves it.
   *
   * @param how by what; never {@link Policy.Choose.Random}
   */
  record Chosen(Policy.Choose how) implements Choice {
    @Override
    public Selection selection(Key key, long salt, long population, long units) {
      throw new IllegalStateException(
          "Units chosen by " + how + " are known only where the sentences are.");
    }
  }
}
