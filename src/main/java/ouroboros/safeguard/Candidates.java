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

  /** Units of S_g. */
  static Candidates of(long[] units) {
    return new Candidates() {
      @Override
      public long word(int place, int tried) {
        return Candidate.word(units[place], tried);
      }

      @Override
      public int place(long word) {
        return Arrays.binarySearch(units, Candidate.unit(word));
      }
    };
  }
}
