package ouroboros.experiment.expect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.config.SpecFile;
import ouroboros.inference.verdict.Feedback;

class FeedbackControlsTest {
  private static final String TEXT =
      """
      name: a
      seed: 1
      corpus: {source: "bundled:strata", split: {real: 0.2, reserve: 0.6, guard: 0.1, test: 0.1}}
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      generations: 6
      sweep:
      """;

  private static Map<String, Feedback> known(String sweep) {
    Experiment experiment = SpecFile.parse("x.yaml", TEXT + sweep, List.of());
    return FeedbackControls.of(experiment);
  }

  @Test
  void theControlDiffersInNothingButFeedback() {
    Map<String, Feedback> known =
        known(
            """
              policy: [{kind: accumulate}, {kind: window, last: 2}, {kind: window, last: 3}]
              policy.feedback: [true, false]
              size: [10, 20]
            """);
    assertThat(known).hasSize(12);
    known.forEach(
        (cell, feedback) -> {
          boolean isControl = cell.contains("policy.feedback=false");
          assertThat(feedback.isControl()).as(cell).isEqualTo(isControl);
          assertThat(feedback.control())
              .as(cell)
              .isEqualTo(
                  isControl
                      ? Optional.empty()
                      : Optional.of(cell.replace("feedback=true", "feedback=false")));
        });
  }

  @Test
  void thePolicyIsAskedWhatChangesWithoutFeedback() {
    Map<String, Feedback> known =
        known(
            """
              policy:
                - {kind: replace}
                - {kind: anchor, real: {share: 0.1}}
                - {kind: mixture, real-share: 0.3}
                - {kind: frozen}
                - {kind: bootstrap}
                - {kind: accumulate-subsample}
                - {kind: partial, share: 0.4}
                - {kind: contaminated, schedule: [0.1, 0.9]}
                - {kind: growing, factor: 2}
                - {kind: fresh, real: {share: 0.1}}
            """);
    assertThat(named(known, Feedback::trainsAlike))
        .isEqualTo("anchor bootstrap frozen mixture replace");
    assertThat(named(known, feedback -> !feedback.drawsAlike())).isEqualTo("growing");
    assertThat(named(known, feedback -> !feedback.knowsAlike())).isEqualTo("fresh");
    assertThat(known.values()).noneMatch(Feedback::isControl);
  }

  private static String named(Map<String, Feedback> known, Predicate<Feedback> which) {
    return known.values().stream()
        .filter(which)
        .map(Feedback::policy)
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
