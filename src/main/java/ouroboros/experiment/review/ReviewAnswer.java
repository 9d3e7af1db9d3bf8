package ouroboros.experiment.review;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one person says about a unit.
 *
 * @param edited the text that takes the place of the unit; null where nothing was edited
 * @param annotator who it was; empty where the file does not say it
 */
public record ReviewAnswer(Choice choice, @Nullable String edited, String annotator) {

  /** The answers that there are. */
  public enum Choice {
    ACCEPT,
    REJECT,
    /** The unit counts as not reviewed. */
    IGNORE;

    /** The word in a file. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
