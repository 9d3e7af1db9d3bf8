package ouroboros.safeguard.judge;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.TextGate;

/** A review with the decisions that people made. It draws no random numbers. */
public final class DecidedReview implements TextGate.Reviewer, Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] accepted;
  private final long[] rejected;
  private final TreeMap<Long, int[]> edited;
  private final boolean passesRest;

  /**
   * @param accepted the units that pass, ascending
   * @param rejected the units that do not pass, ascending
   * @param edited what takes the place of some of the accepted units
   * @param passesRest whether all other units pass
   */
  public DecidedReview(
      long[] accepted, long[] rejected, Map<Long, int[]> edited, boolean passesRest) {
    this.accepted = accepted.clone();
    this.rejected = rejected.clone();
    this.edited = new TreeMap<>(edited);
    this.passesRest = passesRest;
  }

  /** Whether people wrote any unit anew. */
  public boolean edits() {
    return !edited.isEmpty();
  }

  /** The unit from which on all pass unseen; {@link Long#MAX_VALUE} where there is none. */
  public long unseenFrom() {
    return passesRest ? 1 + Math.max(last(accepted), last(rejected)) : Long.MAX_VALUE;
  }

  private static long last(long[] units) {
    return units.length == 0 ? -1 : units[units.length - 1];
  }

  @Override
  public TextGate.Reviewed review(long unit, int[] sentence, KeyedStream random) {
    if (Arrays.binarySearch(accepted, unit) >= 0) {
      return new TextGate.Reviewed(true, edited.getOrDefault(unit, sentence));
    }
    return Arrays.binarySearch(rejected, unit) >= 0
        ? new TextGate.Reviewed(true, null)
        : new TextGate.Reviewed(false, passesRest ? sentence : null);
  }
}
