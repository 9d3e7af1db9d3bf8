package ouroboros.metric;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a number describes. The constants are in the order in which tables sort their rows, the
 * alphabetical order of the words.
 */
public enum Subject {
  /** S'_g, the units that passed the safeguards. */
  GUARDED,
  /** M_g, the fitted model. */
  MODEL,
  /** S_g, the synthetic units that were drawn. */
  SYNTHETIC,
  /** T_g, the training set. */
  TRAINING;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables and manifests: {@code synthetic}. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
