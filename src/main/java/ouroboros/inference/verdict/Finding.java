package ouroboros.inference.verdict;

import ouroboros.inference.Quantity;

/** The answer of a run to one question about one cell. */
sealed interface Finding {
  /** How the reason begins if no run of this kind could tell. */
  String CANNOT = "cannot be told from this run: ";

  /**
   * Numbers that can decide the question.
   *
   * @param quantity the quantity that was examined
   * @param generation the last generation that was examined
   * @param estimate on the scale of the margins
   * @param replicates number of replicates that have all values
   * @param yes the test that can say yes
   * @param no the test that can say no
   * @param exclusive whether what yes rejects and what no rejects cannot both be true
   * @param otherwise the reason to give if neither test decides
   */
  record Evidence(
      Quantity quantity,
      int generation,
      double estimate,
      long replicates,
      Claim yes,
      Claim no,
      boolean exclusive,
      String otherwise)
      implements Finding {}

  /**
   * Nothing that can decide the question.
   *
   * @param reason why, and what the user can do about it, if anything
   */
  record Silence(String reason) implements Finding {
    /**
     * A run that cannot show what is asked.
     *
     * @param tells which metric, family or sweep could
     */
    static Silence ofRun(String tells) {
      return new Silence(CANNOT + tells);
    }
  }

  /**
   * One side of a decision.
   *
   * @param test its name
   * @param scale the scale of estimate and margin
   * @param margin with which the estimate is compared
   * @param p p-value of the hypothesis that the claim is false
   */
  record Claim(String test, String scale, double margin, double p) {}
}
