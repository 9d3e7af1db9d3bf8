package ouroboros.experiment;

import org.jspecify.annotations.Nullable;
import ouroboros.ngram.sampling.Decoding;

/**
 * How units are drawn from a model.
 *
 * @param decoding how the next token is chosen; only its temperature where the truth is known
 * @param maxLength tokens after which {@code </s>} is forced; null for none
 * @param backend what is drawn
 * @param model where the model lies while it is drawn from
 */
public record Sampling(
    Decoding decoding, @Nullable Integer maxLength, Backend backend, ModelPlace model) {
  /** 1: the model as it is fitted. */
  public double temperature() {
    return decoding.temperature();
  }

  /** Whether units are drawn from the model as it is fitted, so that laws hold. */
  public boolean isFaithful() {
    return decoding.isNone() && maxLength == null;
  }

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
    BROADCAST,
    /** Parted by context; sentences travel. */
    SHARDED
  }
}
