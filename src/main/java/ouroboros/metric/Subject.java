package ouroboros.metric;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a number describes, in the order in which tables sort their rows: that of the words. */
public enum Subject {
  /** S'_g: what the safeguards let pass. */
  GUARDED,
  /** M_g. */
  MODEL,
  /** S_g. */
  SYNTHETIC,
  /** T_g. */
  TRAINING;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As tables and manifests have it: {@code synthetic}. */
  @JsonValue
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
