package ouroboros.inference.verdict;

import java.util.Optional;
import ouroboros.inference.Quantity;

/**
 * What must be known about the policy of a cell, so that a change is not taken for feedback.
 *
 * <p>Without feedback every S_j is drawn from M_0. Then S_g has the same distribution in every
 * generation, whatever the policy does with it, if equally many units are drawn: it is drawn as S_g
 * of {@code frozen} is (of n-grams, to the bit). So a change of S_g, compared with {@code frozen}
 * or alone, is an effect of feedback. But T_g, and so M_g, can change without feedback: where the
 * recipe changes with g, such as the share of R under {@code accumulate}, or where it takes other
 * real text in each generation. How much, and in which direction, a run can only know from a {@link
 * #control}. Without it neither yes nor no is valid for T_g and M_g: the change is the sum of both
 * effects, each can be of either sign, so it bounds neither. The same holds for S_g where its size
 * changes, and for its share of novel n-grams where more and more real text is used.
 *
 * @param isControl whether this cell itself is the recipe of a policy without feedback
 * @param control the cell that differs from this one only in that nothing is fed back
 * @param trainsAlike whether T_g has the same distribution in every generation without feedback
 * @param drawsAlike whether each S_g has equally many units
 * @param knowsAlike whether the real text that was used so far does not grow
 * @param policy the name of the policy
 */
public record Feedback(
    boolean isControl,
    Optional<String> control,
    boolean trainsAlike,
    boolean drawsAlike,
    boolean knowsAlike,
    String policy) {
  /** Of a cell in which nothing but feedback changes anything. */
  static final Feedback ALIKE = new Feedback(false, Optional.empty(), true, true, true, "");

  private static final String NOVEL = "novel-";

  /**
   * Why a quantity can change without feedback, compared with {@code frozen} or alone; empty if it
   * cannot.
   */
  Optional<String> otherCause(Quantity quantity) {
    if (quantity.isTrained() && !trainsAlike) {
      return Optional.of(
          "what T_g is made of changes from generation to generation, so this number changes"
              + " without feedback too");
    } else if (!quantity.isTrained() && !drawsAlike) {
      return Optional.of(
          "the size of S_g changes from generation to generation, so this number changes without"
              + " feedback too");
    } else if (!knowsAlike && quantity.metric().startsWith(NOVEL)) {
      return Optional.of(
          "more and more real text is used, so this number falls without feedback too");
    }
    return Optional.empty();
  }

  /**
   * What a quantity of a cell is compared with: {@code frozen}, for T_g and M_g the cell's own
   * generation 1, or the control; empty where it changes without feedback and the run has no
   * control.
   */
  public Optional<String> reference(String cell, String frozen, Quantity quantity) {
    boolean isAlike = otherCause(quantity).isEmpty();
    return control.isPresent() && (quantity.isTrained() || !isAlike)
        ? control
        : isAlike ? Optional.of(quantity.isTrained() ? cell : frozen) : Optional.empty();
  }

  /** The same where the run has no control that shows how much; with the cell that would tell. */
  Optional<Finding.Silence> doubt(Quantity quantity) {
    return control.isPresent()
        ? Optional.empty()
        : otherCause(quantity)
            .map(
                cause ->
                    Finding.Silence.ofRun(
                        quantity.metric()
                            + " ("
                            + quantity.subject()
                            + "): "
                            + cause
                            + "; a cell with `feedback: false` in its policy "
                            + policy
                            + ", all else equal, would tell"));
  }
}
