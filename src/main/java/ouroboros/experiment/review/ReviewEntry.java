package ouroboros.experiment.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about one unit.
 *
 * @param line from 1
 * @param text the unit as it was shown; null where the file does not say it
 * @param answers usually one; empty where nobody has decided
 */
record ReviewEntry(
    int line, ReviewPlace.Unit unit, @Nullable String text, List<ReviewAnswer> answers) {
  ReviewEntry {
    answers = List.copyOf(answers);
  }
}
