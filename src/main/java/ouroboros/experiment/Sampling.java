package ouroboros.experiment;

import org.jspecify.annotations.Nullable;

/**
 * How units are drawn from a model.
 *
 * @param temperature 1.0: the model as it is fitted
 * @param maxLength tokens after which {@code </s>} is forced; null for none
 * @param backend what is drawn
 * @param model where the model lies while it is drawn from
 */
public record Sampling(
    double temperature, @Nullable Integer maxLength, Backend backend, ModelPlace model) {
  /** What is drawn. */
  public enum Backend {
    AUTO,
    /** Sentence by sentence. */
    SENTENCES
  }

  /** Where the model lies. */
  public enum ModelPlace {
    AUTO,
    /** Whole, on every worker. */
    BROADCAST
  }
}
