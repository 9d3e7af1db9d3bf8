package ouroboros.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.SpecFile;

/** What `--forecast` says of gates on text: 1,000 sentences in R, 400 in guard. */
class GateForecastTest {
  private static final String HEAD =
      """
      name: x
      seed: 1
      corpus: {source: bundled:strata}
      family: {kind: ngram, order: 2}
      generations: 3
      """;

  private static final UnitSizes SIZES =
      new UnitSizes(Map.of(FamilySpec.Unit.SENTENCE, new PartSizes(1000, 100, 400, 100)));

  private static Experiment experiment(String... lines) {
    return SpecFile.parse("x.yaml", HEAD + String.join("\n", lines) + "\n", List.of());
  }

  /** What is forecast of generation 2, by metric and scope. */
  private static Map<String, Double> forecast(String... lines) {
    Map<String, Double> values = new TreeMap<>();
    GateForecast.rows(experiment(lines), SIZES).stream()
        .filter(row -> row.key().generation() == 2)
        .forEach(row -> values.put(row.key().metric() + " " + row.key().scope(), row.expected()));
    return values;
  }

  private static String note(String... lines) {
    List<String> notes = GateForecast.notes(experiment(lines), SIZES);
    assertThat(notes).hasSize(1);
    return notes.get(0);
  }

  private static void assertForecast(Map<String, Double> found, Object... expected) {
    assertThat(found).hasSize(expected.length / 2);
    for (int i = 0; i < expected.length; i += 2) {
      assertThat(found.get(expected[i]))
          .as("%s", expected[i])
          .isCloseTo((Double) expected[i + 1], within(1e-9));
    }
  }

  @Test
  void aDetectorOnAPoolByItsEffectiveShare() {
    String detector = "safeguards: [{kind: detector, recall: 0.9, false-alarm: 0.05}]";
    String policy = "policy: {kind: mixture, real-share: 0.1}";
    double kept = .9 * .1 + .1 * .95;
    double synthetic = .9 * .1 / kept;
    assertForecast(
        forecast(policy, detector),
        "gate-kept gate=1",
        kept,
        "candidates all",
        1 / kept,
        "contamination all",
        synthetic,
        "sentences all",
        1000.0,
        "real-units-used all",
        1000 * (1 - synthetic));
    assertForecast(
        forecast(policy, detector, "refill: shrink"),
        "gate-kept gate=1",
        kept,
        "candidates all",
        1.0,
        "contamination all",
        synthetic,
        "sentences all",
        1000 * kept,
        "real-units-used all",
        1000 * kept * (1 - synthetic));
  }

  /**
   * A thin that drops a fifth, then reviewers who know what is good only by a coin: a good and a
   * bad sentence pass with probability .5.
   */
  @Test
  void whatReviewersPassAndWhatTakesItsPlace() {
    String[] lines = {
      "policy: {kind: replace}",
      "safeguards: [{kind: thin, share: 0.2}, {kind: review, budget: 600, by: {critic: {keep: [0.1,"
          + " 1]}, error: 0.5}, rest: pass}]",
      "refill: real"
    };
    // 480 of units 0 .. 599 come to the review and 240 pass; of the others 320 pass.
    assertForecast(
        forecast(lines),
        "gate-kept gate=1",
        .8,
        "gate-kept gate=2",
        .7,
        "reviewed-units all",
        480.0,
        "candidates all",
        1.0,
        "sentences all",
        1000.0,
        "contamination all",
        .56,
        "real-units-used all",
        440.0);
    assertThat(note(lines))
        .contains("480 of 1,000 units of a generation are reviewed, 1,440 answers in all")
        .contains("50.0 % if S_g is as likely under the model of the critics as guard")
        .contains("440 to 440 units of R take the place");
  }

  /** Limits that move with S_g pass their share of it, in every generation. */
  @Test
  void limitsOfTheTextItselfAreKnownThoseOfGuardOnlyInTheirBounds() {
    String review =
        "safeguards: [{kind: review, budget: 400, by: {critic: {keep: [0.1, 0.8], limits: %s}, error:"
            + " 0.1, error-bad: 0.2}, reviewers: 3, rest: %s}]";
    double good = .9 * .9 * .9 + 3 * .9 * .9 * .1;
    double bad = .2 * .2 * .2 + 3 * .2 * .2 * .8;
    double passed = 400 * (.7 * good + .3 * bad);
    assertForecast(
        forecast("policy: {kind: replace}", review.formatted("moving", "drop")),
        "gate-kept gate=1",
        passed / 1000,
        "reviewed-units all",
        400.0,
        "candidates all",
        1.0,
        "sentences all",
        passed,
        "contamination all",
        1.0,
        "real-units-used all",
        0.0);
    String fixed = review.formatted("fixed", "pass");
    assertForecast(forecast("policy: {kind: replace}", fixed), "reviewed-units all", 400.0);
    assertThat(note("policy: {kind: replace}", fixed, "refill: real", "replicates: 4"))
        .contains("400 of 1,000 units of a generation are reviewed, 14,400 answers in all")
        .contains("10.4 % to 97.2 % of them pass, 71.2 % if S_g is as likely")
        .contains("11 to 358 units of R take the place of what is dropped");
  }

  /** Reviewers of a pool see real units too, and at most the units that it has. */
  @Test
  void aReviewOfAPoolIsLimitedByThePool() {
    String review =
        "safeguards: [{kind: review, applies-to: pool, budget: 5000, by: {critic: {keep: [0.1,"
            + " 0.9]}, error: 0.1}}]";
    String mixture = "policy: {kind: mixture, real-share: 0.1}";
    assertThat(forecast(mixture, review)).isEmpty();
    assertThat(note(mixture, "size: 500", review))
        .contains("at most 500 of the pool of a generation are reviewed, 1,500 answers in all")
        .contains("10.0 % to 90.0 % of them pass");
    assertThat(note("policy: {kind: contaminated, schedule: [0.5]}", "size: 2000", review))
        .contains("at most 1,000 of the pool of a generation are reviewed, 3,000 answers in all");
  }

  @Test
  void whatPeopleDecideIsNotKnown() {
    String[] lines = {
      "policy: {kind: accumulate}",
      "safeguards: [{kind: critic, keep: [0.1, 0.9]}, {kind: review, budget: {share: 0.25}, by:"
          + " queue, reviewers: 2}]"
    };
    // A critic that replaces what it drops fills S'_g, so the budget is used.
    assertForecast(forecast(lines), "reviewed-units all", 250.0);
    assertThat(note(lines))
        .contains("250 of 1,000 units of a generation are reviewed, 1,500 answers of people in all")
        .contains("0.0 % to 100.0 % of them pass, because nobody knows before what people will");
    assertThat(note(lines[0], lines[1], "refill: shrink")).contains("at most 250 of 1,000");
    assertThat(forecast(lines[0], lines[1], "refill: shrink")).isEmpty();
  }

  /** Nobody is asked: what the review passes is known. */
  @Test
  void aReviewWithoutABudget() {
    assertThat(
            forecast(
                "policy: {kind: replace}",
                "safeguards: [{kind: review, budget: 0, by: queue, rest: pass}]"))
        .containsEntry("gate-kept gate=1", 1.0)
        .containsEntry("sentences all", 1000.0);
  }

  @Test
  void whatADetectorLearnsIsNotKnown() {
    assertThat(
            forecast(
                "policy: {kind: replace}",
                "safeguards: [{kind: detector, train: logistic, false-alarm: 0.1}]"))
        .isEmpty();
    assertThat(GateForecast.notes(experiment("policy: {kind: replace}"), SIZES)).isEmpty();
  }
}
