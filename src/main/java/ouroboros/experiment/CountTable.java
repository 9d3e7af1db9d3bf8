package ouroboros.experiment;

import java.io.Serializable;
import java.util.List;

/**
 * A count table at rest: one file a key range.
 *
 * @param ranges in the order of the key ranges
 * @param entries distinct n-grams of the highest order
 * @param tokens tokens counted, {@code </s>} excluded; with weights, in their fixed point
 * @param sentences sentences counted; with weights, in their fixed point
 * @param unit what one occurrence of weight 1 counts: 1, with weights {@link
 *     ouroboros.policy.Part#ONE}
 */
public record CountTable(
    List<SealedFile> ranges, long entries, long tokens, long sentences, long unit)
    implements Serializable {
  /** Tables that were sealed without a unit have whole counts. */
  public CountTable {
    unit = Math.max(1, unit);
  }
}
