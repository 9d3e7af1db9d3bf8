package ouroboros.safeguard;

import java.io.Serializable;

/** Where the mean and the standard deviation come from that an alarm's chart compares with. */
public sealed interface AlarmReference extends Serializable {
  /**
   * Draws of S_1 from M_0 with random numbers of their own, made before the lineages begin.
   *
   * @param draws at least 2
   */
  record Frozen(int draws) implements AlarmReference {
    /**
     * The replicate word of draw i: 2^63 + i as an unsigned number, so that no replicate has it.
     */
    public static long replicate(int i) {
      return Long.MIN_VALUE + i;
    }
  }

  /**
   * The first values of the lineage itself. The chart begins after them.
   *
   * @param values at least 2
   */
  record First(int values) implements AlarmReference {}
}
