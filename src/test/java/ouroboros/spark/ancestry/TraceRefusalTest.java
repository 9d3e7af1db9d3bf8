package ouroboros.spark.ancestry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.Cell;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;

/** Which runs {@code trace} refuses, before anything is read. */
class TraceRefusalTest {
  private static final String MIXTURE = "policy={kind: mixture, real-share: 0.5}";

  private static Cell cell(String... overrides) {
    String spec =
        """
        name: a
        seed: 1
        generations: 2
        family: {kind: ngram, order: 2}
        policy: {kind: replace}
        """;
    return SpecFile.parse("x.yaml", spec, List.of(overrides)).cells().get(0);
  }

  private static Cell detector(String keys, String... more) {
    String[] all = java.util.Arrays.copyOf(more, more.length + 1);
    all[more.length] = "safeguards=[{kind: detector, train: logistic, " + keys + "}]";
    return cell(all);
  }

  @Test
  void sentencesWithWeights() {
    for (String policy : List.of("policy={kind: replace}", "policy={kind: accumulate}")) {
      assertThatThrownBy(() -> TracedLineage.refuse(detector("action: weight", policy)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(
              "safeguard detector gives sentences weights (action: weight), which are no whole"
                  + " number of copies; trace cannot follow it");
    }
  }

  @Test
  void thePool() {
    assertThatThrownBy(
            () -> TracedLineage.refuse(detector("false-alarm: 0.1, applies-to: pool", MIXTURE)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("detector judges the whole pool (applies-to: pool)");
  }

  /** Copies are whole numbers, also those with weights that are all 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action: resample, power: 2, at-most: 3",
        "action: weight, power: 0",
        "false-alarm: 0.1"
      })
  void wholeCopiesAreFollowed(String keys) {
    assertThatCode(() -> TracedLineage.refuse(detector(keys))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "family={kind: lda, topics: 2} | lda has no tokens that are copies of others",
        "sampling.backend=population | sampling.backend population knows how often",
        "inject={text: a b, share: 0.1, into: synthetic, generation: 1} | whose tokens are copies"
      })
  void textWithoutParents(String override, String reason) {
    assertThatThrownBy(() -> TracedLineage.refuse(cell(override)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(reason);
  }
}
