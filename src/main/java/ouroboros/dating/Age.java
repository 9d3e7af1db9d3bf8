package ouroboros.dating;

/**
 * An age: what lies between R and a text.
 *
 * @param generations k: the text is S_k; at least 1
 * @param realShare a: the share of every training set after the first that is drawn from R again;
 *     under {@code accumulate} it follows from k
 */
public record Age(FeedbackPolicy policy, int generations, double realShare) {
  static Age mixture(int generations, double realShare) {
    return new Age(FeedbackPolicy.MIXTURE, generations, realShare);
  }
}
