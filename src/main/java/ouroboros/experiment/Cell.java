package ouroboros.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Policy;
import ouroboros.safeguard.SafeguardList;

/**
 * One point of a sweep.
 *
 * @param index from 0, in the order of the sweep
 * @param name the swept values, or {@code base}
 * @param folder the folder of its files
 * @param family what is fitted
 * @param policy what it is fitted to
 * @param size how much is drawn per generation
 * @param real points of generation 0, drawn from a known truth; null where R is a corpus
 * @param sampling how it is drawn
 * @param safeguards between drawing and training; {@link SafeguardList#NONE} where there are none
 * @param leaves column of {@code cells.csv} to value, as it stands in the name
 */
public record Cell(
    int index,
    String name,
    String folder,
    FamilySpec family,
    Policy policy,
    Size size,
    @Nullable Long real,
    Sampling sampling,
    SafeguardList safeguards,
    Map<String, String> leaves) {
  /** Copies the leaves in their order. */
  public Cell {
    leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
  }
}
