package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.config.SpecFile;

/** Gates that decide by random numbers alone, tried before a run. Seed 7, one fixed outcome. */
class GatePilotTest {
  private static void tryOut(String refill, String safeguards) {
    Experiment experiment =
        SpecFile.parse(
            "x.yaml",
            SpecCase.BASE,
            List.of("policy={kind: mixture, real-share: 0.1}", "refill=" + refill, safeguards));
    GatePilot.beforeRun(experiment, experiment.cells());
  }

  /** A pool with real units: only a detector that drops both sorts passes nothing. */
  @Test
  void gatesOnAPoolAreTriedOnRealAndSyntheticUnits() {
    for (String refill : List.of("redraw", "shrink")) {
      assertThatThrownBy(
              () -> tryOut(refill, "safeguards=[{kind: detector, recall: 1, false-alarm: 1}]"))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(
              "--set safeguards: safeguards: cell base: gate 1 (detector) passed none of 10000 units of a pilot; make it"
                  + " less strict");
    }
    assertThatCode(
            () -> tryOut("redraw", "safeguards=[{kind: detector, recall: 1, false-alarm: 0.5}]"))
        .doesNotThrowAnyException();
  }

  /** A gate that looks at its candidates comes first: of sentences, then of documents. */
  @Test
  void gatesOnAPoolBehindOnesThatNeedWordsAreTriedToo() {
    for (String first :
        List.of(
            "family={kind: ngram, order: 2}; {kind: critic, keep: [0.1, 0.9]}",
            "family={kind: multinomial-mixture, components: 2}; {kind: critic, preset: gopher}")) {
      String[] parts = first.split("; ", 2);
      for (String falseAlarm : List.of("1", "0.5")) {
        Experiment experiment =
            SpecFile.parse(
                "x.yaml",
                SpecCase.BASE,
                List.of(
                    "policy={kind: mixture, real-share: 0.1}",
                    parts[0],
                    "safeguards=[%s, {kind: detector, recall: 1, false-alarm: %s}]"
                        .formatted(parts[1].replace("}", ", applies-to: synthetic}"), falseAlarm)));
        if (falseAlarm.equals("1")) {
          assertThatThrownBy(() -> GatePilot.beforeRun(experiment, experiment.cells()))
              .isInstanceOf(SpecException.class)
              .hasMessageContaining(
                  "--set safeguards: safeguards: cell base: gate 2 (detector) passed none of 10000 units of a pilot");
        } else {
          assertThatCode(() -> GatePilot.beforeRun(experiment, experiment.cells()))
              .doesNotThrowAnyException();
        }
      }
    }
  }
}
