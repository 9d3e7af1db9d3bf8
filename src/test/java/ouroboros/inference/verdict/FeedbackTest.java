package ouroboros.inference.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Grid;
import ouroboros.metric.Subject;

class FeedbackTest {
  /** T_g gets worse by .1 bits a generation without feedback, and by .2 with it. */
  @Test
  void whatTheRecipeChangesIsNotTakenForFeedback() {
    Grid run =
        new Grid(6)
            .cell("a", Map.of("policy.kind", "accumulate"))
            .cell("c", Map.of("policy.kind", "accumulate", "policy.feedback", "false"))
            .cell("f", Map.of("policy.kind", "frozen"))
            .metric("f", "perplexity", Subject.TRAINING, 0, 10, g -> 100)
            .metric("c", "perplexity", Subject.TRAINING, 0, 10, g -> 100 * Math.pow(2, .1 * g))
            .metric("a", "perplexity", Subject.TRAINING, 0, 10, g -> 100 * Math.pow(2, .2 * g));
    Feedback alone = new Feedback(false, Optional.empty(), false, true, true, "accumulate");
    Feedback paired = new Feedback(false, Optional.of("c"), false, true, true, "accumulate");
    Feedback control = new Feedback(true, Optional.empty(), false, true, true, "accumulate");

    VerdictRow untold = increase(run, Map.of("a", alone, "c", control));
    assertThat(untold.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(untold.reason())
        .isEqualTo(
            "cannot be told from this run: perplexity (training): what T_g is made of changes from"
                + " generation to generation, so this number changes without feedback too; a cell"
                + " with `feedback: false` in its policy accumulate, all else equal, would tell");
    VerdictRow told = increase(run, Map.of("a", paired, "c", control));
    assertThat(told.verdict()).isEqualTo(Verdict.YES);
    assertThat(told.estimate().orElseThrow()).isBetween(.89, .91);
    assertThat(Verdicts.of(run.cells(), Map.of("c", control), run.over()::trajectory, 1))
        .filteredOn(row -> row.cell().equals("c"))
        .hasSize(8)
        .allMatch(row -> row.reason().contains("it is the control of another"));
  }

  /** On text the exponent is that of an excess over M_0, from which no control is subtracted. */
  @Test
  void theReasonNamesCellsThatWouldTellAScalingLaw() {
    Grid run = new Grid(3);
    Map<String, Feedback> known = new TreeMap<>();
    for (int n : new int[] {100, 400, 1600}) {
      String cell = "n" + n;
      run.cell(cell, Map.of("size", String.valueOf(n), "policy.kind", "accumulate"))
          .metric(cell, "perplexity", Subject.TRAINING, 0, 3, g -> 100 + g);
      known.put(cell, new Feedback(false, Optional.empty(), false, true, true, "accumulate"));
    }
    assertThat(Verdicts.of(run.cells(), known, run.over()::trajectory, 1))
        .filteredOn(row -> row.meaning() == Meaning.SCALING)
        .hasSize(3)
        .allMatch(
            row ->
                row.reason()
                    .equals(
                        "cannot be told from this run: perplexity (training): what T_g is made of"
                            + " changes from generation to generation, so this number changes"
                            + " without feedback too; cells with the"
                            + " policy replace, all else equal, would tell"));
  }

  private static VerdictRow increase(Grid run, Map<String, Feedback> feedback) {
    return Verdicts.of(run.cells(), feedback, run.over()::trajectory, 1).stream()
        .filter(row -> row.cell().equals("a") && row.meaning() == Meaning.ANY_INCREASE)
        .findFirst()
        .orElseThrow();
  }
}
