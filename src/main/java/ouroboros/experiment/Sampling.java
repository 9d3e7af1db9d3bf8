package ouroboros.experiment;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/**
 * How units are drawn from a model.
 *
 * @param decoding how the next token is chosen; only its temperature where the truth is known
 * @param maxLength number of tokens after which {@code </s>} is forced; null for no limit
 * @param backend how a text is drawn
 * @param model where the model is stored while units are drawn from it
 */
public record Sampling(
    Decoding decoding, @Nullable Integer maxLength, Backend backend, ModelPlace model) {
  /** How the next token is chosen with the safeguards that change it. */
  public Decoding decoding(SafeguardList safeguards) {
    return safeguards
        .drawing(Safeguard.Diversity.class)
        .map(
            diversity ->
                new Decoding(
                    decoding.repetitionPenalty() * diversity.repetitionPenalty(),
                    decoding.temperature(),
                    decoding.topK(),
                    decoding.topP(),
                    Math.max(decoding.entropyFloor(), diversity.entropyFloor())))
        .orElse(decoding);
  }

  /** The temperature; 1 is the model as it is fitted. */
  public double temperature() {
    return decoding.temperature();
  }

  /** Whether units are drawn from the model as it is fitted, so that laws hold. */
  public boolean isFaithful() {
    return decoding.isNone() && maxLength == null;
  }

  /** How a text is drawn. */
  public enum Backend {
    AUTO,
    /** Unit by unit. */
    SENTENCES,
    /** The counts or the moments of all units of a generation at once. */
    POPULATION
  }

  /** Where the model is stored. */
  public enum ModelPlace {
    AUTO,
    /** The whole model on every worker. */
    BROADCAST,
    /** Split by context among the workers; sentences are sent from worker to worker. */
    SHARDED
  }
}
