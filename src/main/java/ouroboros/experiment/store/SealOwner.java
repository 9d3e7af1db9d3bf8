package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose a sealed manifest is.
 *
 * @param experiment SHA-256 of what determines the bits: of a lineage the seed, the n-gram orders
 *     and everything about its cell; of an input that is made from the corpus once only what is
 *     common to all cells
 * @param corpus hash of the prepared corpus's encoded text; null for a known truth
 * @param cell name of the cell; null for an input
 * @param replicate from 0; null for what belongs to no single replicate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SealOwner(
    String experiment,
    @Nullable String corpus,
    @Nullable String cell,
    @Nullable Integer replicate) {

  /** How a seal's owner differs from this one; empty where it is the same. */
  String difference(SealOwner sealed) {
    List<String> found = new ArrayList<>();
    if (!Objects.equals(cell, sealed.cell)) {
      found.add("of " + (sealed.cell == null ? "no cell" : "cell " + sealed.cell));
    }
    if (!Objects.equals(replicate, sealed.replicate)) {
      found.add(sealed.replicate == null ? "of no replicate" : "of replicate " + sealed.replicate);
    }
    if (corpus != null && !corpus.equals(sealed.corpus)) {
      found.add("made from another corpus");
    }
    if (found.isEmpty() && !Objects.equals(experiment, sealed.experiment)) {
      found.add("of another experiment");
    }
    return String.join(", ", found);
  }
}
