package ouroboros.safeguard;

import java.util.Arrays;

/** Which candidates some units have, and which gates judge them. */
interface Candidates {
  /** The counter word of candidate {@code tried}, from 0, of the unit at a place. */
  long word(int place, int tried);

  /** The place of the unit that has a candidate with this word. */
  int place(long word);

  /** The first gate that judges the candidate, from 0. Earlier ones let it pass. */
  default int from(long word) {
    return 0;
  }

  /** Whether the candidate is a real unit. */
  default boolean isReal(long word) {
    return false;
  }

  /** Units of S_g, ascending. */
  static Candidates of(long[] units) {
    long first = units.length == 0 ? 0 : units[0];
    boolean isRange = units.length == 0 || units[units.length - 1] - first == units.length - 1;
    return new Candidates() {
      @Override
      public long word(int place, int tried) {
        return Candidate.word(units[place], tried);
      }

      @Override
      public int place(long word) {
        long unit = Candidate.unit(word);
        return isRange ? (int) (unit - first) : Arrays.binarySearch(units, unit);
      }
    };
  }
}
