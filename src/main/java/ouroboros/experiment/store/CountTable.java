package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A count table at rest: one file a key range.
 *
 * @param ranges in the order of the key ranges
 * @param entries distinct n-grams of the highest order
 * @param tokens tokens counted, {@code </s>} excluded; with weights, in their fixed point
 * @param sentences sentences counted; with weights, in their fixed point
 * @param unit what one occurrence of weight 1 counts: 1, with weights {@link
 *     ouroboros.policy.RecipeLine#ONE}
 * @param components where sentences belong to one of several components, the tables that add up to
 *     this one, by component; empty elsewhere
 */
public record CountTable(
    List<SealedFile> ranges,
    long entries,
    long tokens,
    long sentences,
    long unit,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CountTable> components)
    implements Serializable {
  /** Tables that were sealed without a unit have whole counts, those without components one. */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public CountTable {
    unit = Math.max(1, unit);
    components = components == null ? List.of() : List.copyOf(components);
  }

  /** A table of one component. */
  public CountTable(List<SealedFile> ranges, long entries, long tokens, long sentences, long unit) {
    this(ranges, entries, tokens, sentences, unit, List.of());
  }

  /** The same table with what it is the sum of. */
  public CountTable of(List<CountTable> parts) {
    return new CountTable(ranges, entries, tokens, sentences, unit, parts);
  }

  /** Its files and those of its components. */
  public List<SealedFile> files() {
    List<SealedFile> files = new ArrayList<>(ranges);
    components.forEach(component -> files.addAll(component.files()));
    return files;
  }
}
