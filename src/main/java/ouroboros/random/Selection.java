package ouroboros.random;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which units of a numbered source [0, population) enter a training set, and how often each.
 *
 * <p>A selection is a function: any block of units can be computed alone, in any order, on any
 * machine, and always gives the same answer.
 */
public interface Selection extends Serializable {

  /** How many units can be chosen from. */
  long population();

  /** How many units are chosen, repeats counted. */
  long chosen();

  /**
   * Writes to {@code into[i]} how often unit {@code from + i} is chosen, for i in [0, count).
   *
   * @param from first unit, {@code 0 <= from, from + count <= population}
   */
  void multiplicities(long from, int count, int[] into);

  /** Every unit once. */
  static Selection all(long population) {
    return range(population, 0, population);
  }

  /** The units [from, to) once each, the others never. */
  static Selection range(long population, long from, long to) {
    return new Range(population, from, Math.max(from, to));
  }

  /**
   * {@code selection} applied to the first units of a larger source; the other units are never
   * chosen.
   */
  static Selection within(long population, Selection selection) {
    return selection.population() == population ? selection : new Front(population, selection);
  }

  /** A selection from the first units of a larger source; the other units are never chosen. */
  record Front(long population, Selection selection) implements Selection {
    public Front {
      if (selection.population() > population) {
        throw new IllegalArgumentException(
            selection.population() + " units were asked of " + population + " units.");
      }
    }

    @Override
    public long chosen() {
      return selection.chosen();
    }

    @Override
    public void multiplicities(long from, int count, int[] into) {
      int inside = (int) Math.max(0, Math.min(count, selection.population() - from));
      if (inside > 0) {
        selection.multiplicities(from, inside, into);
      }
      Arrays.fill(into, inside, count, 0);
    }
  }

  /** The units [from, to) once each, the others never. Cost: no random numbers. */
  record Range(long population, long from, long to) implements Selection {
    public Range {
      if (from < 0 || to > population) {
        throw new IllegalArgumentException(
            "Units [" + from + ", " + to + ") were asked of a source of " + population + " units.");
      }
    }

    @Override
    public long chosen() {
      return to - from;
    }

    @Override
    public void multiplicities(long first, int count, int[] into) {
      int begin = (int) Math.min(count, Math.max(0, from - first));
      int end = (int) Math.max(begin, Math.min(count, to - first));
      Arrays.fill(into, 0, begin, 0);
      Arrays.fill(into, begin, end, 1);
      Arrays.fill(into, end, count, 0);
    }
  }
}
