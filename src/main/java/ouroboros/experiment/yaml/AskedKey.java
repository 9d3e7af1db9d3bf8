package ouroboros.experiment.yaml;

import org.jspecify.annotations.Nullable;

/**
 * A key that a binder asked for.
 *
 * @param label its path, with the kinds of the maps on it: {@code policy(anchor).real.share}
 * @param expectation completes "it must be"; empty where it has several forms
 * @param byDefault its default as JSON, {@link #REQUIRED}, {@link #NONE}, or null where it has
 *     several forms
 */
public record AskedKey(String label, String expectation, @Nullable String byDefault) {
  /** The key must be given. */
  public static final String REQUIRED = "required";

  /** The key may be left out, and then there is no value. */
  public static final String NONE = "none";
}
