package ouroboros.experiment.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says about a generation, apart from its files.
 *
 * @param units units of S_g; 0 for g = 0
 * @param recipe what T_g was made of, one text per line of the recipe
 * @param measured everything that was measured
 * @param ledger the shares of the authors in T_g
 * @param samples the sentences that are shown
 * @param components the state of the components of a mixture
 * @param gates how much the safeguards let pass; null where there are none
 */
public record GenerationRecord(
    long units,
    List<String> recipe,
    @JsonUnwrapped Measured measured,
    List<Manifest.Share> ledger,
    List<Manifest.Sample> samples,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Manifest.Component> components,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GateRecord gates) {

  /** What the manifest does not contain is empty. */
  @SuppressWarnings("NullAway") // Jackson leaves out what is not there
  public GenerationRecord {
    recipe = recipe == null ? List.of() : List.copyOf(recipe);
    ledger = ledger == null ? List.of() : List.copyOf(ledger);
    samples = samples == null ? List.of() : List.copyOf(samples);
    components = components == null ? List.of() : List.copyOf(components);
  }

  /** Units of S'_g that a recipe can choose from. */
  public long passed() {
    return gates == null ? units : gates.units();
  }
}
