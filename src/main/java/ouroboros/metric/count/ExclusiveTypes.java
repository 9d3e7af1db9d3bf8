package ouroboros.metric.count;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * The words of R that occur in one stratum only. A stratum loses them first, and no other stratum
 * can restore them.
 */
public final class ExclusiveTypes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No strata. */
  public static final ExclusiveTypes NONE = new ExclusiveTypes(0, new int[0]);

  private static final int SHARED = -1;

  private final int strata;

  /** [ids] the only stratum in which a word occurs; negative for none or several. */
  private final int[] only;

  private ExclusiveTypes(int strata, int[] only) {
    this.strata = strata;
    this.only = only;
  }

  /**
   * Computes them from R's counts.
   *
   * @param counts [strata, ids] how often each word occurs in each stratum
   */
  public static ExclusiveTypes of(long[][] counts) {
    int[] only = new int[counts.length == 0 ? 0 : counts[0].length];
    for (int id = 0; id < only.length; id++) {
      only[id] = SHARED;
      int having = 0;
      for (int s = 0; s < counts.length; s++) {
        if (counts[s][id] > 0) {
          only[id] = having++ == 0 ? s : SHARED;
        }
      }
    }
    return new ExclusiveTypes(counts.length, only);
  }

  /** How many strata there are; 0 for {@link #NONE}. */
  public int strata() {
    return strata;
  }

  /** The only stratum in which a word occurs; negative for none or several. */
  int stratum(int id) {
    return id < only.length ? only[id] : SHARED;
  }

  /**
   * Share of the words of this stratum only that occur once; NaN if there are none.
   *
   * @param count occurrences of a word in R
   */
  public double hapaxShare(int stratum, IntToLongFunction count) {
    long types = 0;
    long once = 0;
    for (int id = 0; id < only.length; id++) {
      types += only[id] == stratum ? 1 : 0;
      once += only[id] == stratum && count.applyAsLong(id) == 1 ? 1 : 0;
    }
    return (double) once / types;
  }

  /** How many words occur in this stratum only. */
  public long types(int stratum) {
    return Arrays.stream(only).filter(s -> s == stratum).count();
  }
}
