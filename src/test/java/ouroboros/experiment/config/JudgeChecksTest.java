package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Problem;
import ouroboros.experiment.UnitSizes;

/** A guard that is too small for the quantiles of a gate is said before the run, once. */
class JudgeChecksTest {
  private static List<String> problems(long guard, String gate) {
    String yaml =
        """
        name: x
        seed: 1
        corpus: {source: bundled:strata}
        family: {kind: ngram, order: 2}
        policy: {kind: replace}
        generations: 1
        safeguards: [%s]
        """;
    UnitSizes sizes =
        new UnitSizes(Map.of(FamilySpec.Unit.SENTENCE, new PartSizes(1000, 0, guard, 100)));
    return DataChecks.check(SpecFile.parse("x.yaml", yaml.formatted(gate), List.of()), sizes)
        .stream()
        .map(Problem::toString)
        .toList();
  }

  /** Of n sorted values, one is outside [.05, .95] from n = 20 on; guard is halved. */
  @Test
  void quantilesOfGuardNeedEnoughSentences() {
    String critic = "critic: {keep: [0.05, 0.95]}";
    String keep = "{kind: critic, keep: [0.05, 0.95]}";
    for (String gate :
        List.of(
            keep,
            "{kind: review, budget: 5, by: {%s, error: 0.1}}".formatted(critic),
            "{kind: detector, train: logistic, false-alarm: 0.05}",
            "{kind: detector, train: likelihood-ratio, false-alarm: 0.05}")) {
      assertThat(problems(40, gate)).as(gate).isEmpty();
      assertThat(problems(38, gate))
          .as(gate)
          .singleElement()
          .asString()
          .contains("need at least 20 sentences of the other half of guard, and there are 19")
          .contains("guard must have 40 sentences, it has 38: raise corpus.split.guard");
    }
  }

  @Test
  void packsAndModelsNeedGuardToo() {
    assertThat(problems(160, "{kind: packed-critic, pack: 8, margin: 0.05}")).isEmpty();
    assertThat(problems(159, "{kind: packed-critic, pack: 8, margin: 0.05}"))
        .singleElement()
        .asString()
        .contains("need at least 20 packs of guard, and there are 19");
    String revise = "{kind: revise, when: unlikely, threshold: 0.01}";
    assertThat(problems(2, revise)).isEmpty();
    assertThat(problems(1, revise)).singleElement().asString().contains("raise corpus.split.guard");
    assertThat(problems(0, "{kind: review, budget: 5, by: queue}")).isEmpty();
  }
}
