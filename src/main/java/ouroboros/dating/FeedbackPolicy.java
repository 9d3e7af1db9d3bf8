package ouroboros.dating;

/** The policies under which the age of a text can be computed. */
public enum FeedbackPolicy {
  /** Each model is fitted to the text of the model before it. */
  REPLACE("replace"),
  /** A share of each training set is drawn from R again, the rest is the latest text. */
  MIXTURE("mixture"),
  /** Each model is fitted to R and all texts so far. */
  ACCUMULATE("accumulate");

  private final String label;

  FeedbackPolicy(String label) {
    this.label = label;
  }

  /** The name in experiment files. */
  public String label() {
    return label;
  }
}
