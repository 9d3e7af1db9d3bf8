package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored count table: one file per key range.
 *
 * @param ranges in the order of the key ranges
 * @param entries number of distinct n-grams of the highest order
 * @param tokens number of tokens, {@code </s>} excluded; with weights, in fixed point
 * @param sentences number of sentences; with weights, in fixed point
 * @param unit the count of one occurrence of weight 1: 1, or with weights {@link
 *     ouroboros.policy.RecipeLine#ONE}
 * @param components where each sentence belongs to a component, the tables of the components, which
 *     add up to this one; otherwise empty
 * @param inside the numbers of the ranges that begin inside a token, ascending: the range before
 *     has n-grams that end in the same token
 */
public record CountTable(
    List<SealedFile> ranges,
    long entries,
    long tokens,
    long sentences,
    long unit,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CountTable> components,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> inside)
    implements Serializable {
  /**
   * Fills in what older sealed tables do not contain: without a unit, counts are whole; without
   * components, there is only one; no range begins inside a token.
   */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public CountTable {
    ranges = PackedFiles.of(ranges);
    unit = Math.max(1, unit);
    components = components == null ? List.of() : List.copyOf(components);
    inside = inside == null ? List.of() : List.copyOf(inside);
  }

  /** A table of one component. */
  public CountTable(List<SealedFile> ranges, long entries, long tokens, long sentences, long unit) {
    this(ranges, entries, tokens, sentences, unit, List.of(), List.of());
  }

  /** The same table with the tables of its components, whose sum it is. */
  public CountTable of(List<CountTable> parts) {
    return new CountTable(ranges, entries, tokens, sentences, unit, parts, inside);
  }

  /** The same table, of which these ranges begin inside a token. */
  public CountTable startingInside(List<Integer> numbers) {
    return new CountTable(ranges, entries, tokens, sentences, unit, components, numbers);
  }

  /** The ranges, those together that have n-grams that end in the same token. */
  public List<List<SealedFile>> wholeTokens() {
    List<List<SealedFile>> whole = new ArrayList<>();
    Set<Integer> further = Set.copyOf(inside);
    for (int range = 0; range < ranges.size(); range++) {
      if (!further.contains(range)) {
        whole.add(new ArrayList<>());
      }
      whole.get(whole.size() - 1).add(ranges.get(range));
    }
    return whole;
  }

  /** Of its size only: a table can have 10^5 files, and tasks look up models by their tables. */
  @Override
  public int hashCode() {
    return Objects.hash(entries, tokens, sentences, ranges.isEmpty() ? null : ranges.get(0));
  }

  /** Equal files in the same order, not only the same content. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CountTable that
        && entries == that.entries
        && tokens == that.tokens
        && sentences == that.sentences
        && unit == that.unit
        && ranges.equals(that.ranges)
        && components.equals(that.components)
        && inside.equals(that.inside);
  }

  /** Whether another table has the same content, whatever its files are called. */
  public boolean isSameAs(CountTable other) {
    return entries == other.entries
        && tokens == other.tokens
        && sentences == other.sentences
        && unit == other.unit
        && digests().equals(other.digests())
        && components.size() == other.components.size();
  }

  /** The SHA-256 of every file, in order. */
  private List<String> digests() {
    return files().stream().map(SealedFile::sha256).toList();
  }

  /** The files of the table and of its components. */
  public List<SealedFile> files() {
    List<SealedFile> files = new ArrayList<>(ranges);
    components.forEach(component -> files.addAll(component.files()));
    return files;
  }
}
