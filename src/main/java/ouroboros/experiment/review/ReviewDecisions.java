package ouroboros.experiment.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.review.ReviewAnswer.Choice;

/** What several answers to a unit come to. */
public final class ReviewDecisions {
  private ReviewDecisions() {}

  /**
   * The decision about a unit.
   *
   * @param edited the text that takes its place; null where it stays as it is, or does not pass
   */
  public record Decision(boolean passes, @Nullable String edited) {}

  /**
   * The decision of the majority: a unit passes if more than half of those who accept or reject it
   * accept it. Its text is the one that most of those who accept it want; of several, the first in
   * the file.
   *
   * @return empty where nobody decides, so that the unit counts as not reviewed
   */
  public static Optional<Decision> of(List<ReviewAnswer> answers) {
    List<ReviewAnswer> votes = Agreement.votes(answers);
    if (votes.isEmpty()) {
      return Optional.empty();
    }
    Map<Optional<String>, Integer> texts = new LinkedHashMap<>();
    int accepted = 0;
    for (ReviewAnswer vote : votes) {
      if (vote.choice() == Choice.ACCEPT) {
        accepted++;
        texts.merge(Optional.ofNullable(vote.edited()), 1, Integer::sum);
      }
    }
    if (2 * accepted <= votes.size()) {
      return Optional.of(new Decision(false, null));
    }
    Optional<String> most = Optional.empty();
    int best = 0;
    for (Map.Entry<Optional<String>, Integer> text : texts.entrySet()) {
      if (text.getValue() > best) {
        best = text.getValue();
        most = text.getKey();
      }
    }
    return Optional.of(new Decision(true, most.orElse(null)));
  }
}
