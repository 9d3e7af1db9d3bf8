package ouroboros.inference.verdict;

import ouroboros.inference.Quantity;

/** What a run has to say on one question about one cell. */
sealed interface Finding {
  /**
   * Numbers that can decide it.
   *
   * @param quantity what was looked at
   * @param generation the last one that was
   * @param estimate on the scale of the margins
   * @param replicates that have all the values
   * @param yes the test that can say yes
   * @param no the test that can say no
   * @param otherwise why neither may have said it
   */
  record Evidence(
      Quantity quantity,
      int generation,
      double estimate,
      long replicates,
      Claim yes,
      Claim no,
      String otherwise)
      implements Finding {}

  /**
   * Nothing that could decide it.
   *
   * @param reason and the way out, where there is one
   */
  record Silence(String reason) implements Finding {}

  /**
   * One side of a decision.
   *
   * @param test its name
   * @param margin against which
   * @param p of the hypothesis that the claim is false, whatever else holds
   */
  record Claim(String test, double margin, double p) {}
}
