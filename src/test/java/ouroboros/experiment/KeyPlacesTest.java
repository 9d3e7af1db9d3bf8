package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.experiment.config.SpecFile;

class KeyPlacesTest {
  private static final Experiment EXPERIMENT =
      SpecFile.parse(
          "x.yaml",
          """
          name: a
          seed: 1
          corpus:
            source: a.txt
            split: {guard: 0.1}
          family: {kind: ngram}
          policy: {kind: replace}
          generations: 2
          sweep:
            sampling.temperature: [1, 0.5]
            safeguards:
              - []
              - - {kind: thin, share: 0.1}
                - {kind: thin, share: 0.2}
          """,
          List.of("size=100"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy|x.yaml:7",
        "policy.kind|x.yaml:7",
        "corpus.source|x.yaml:4",
        "corpus.split.guard|x.yaml:5",
        // not given: the place of what contains it
        "corpus.split.reserve|x.yaml:5",
        "corpus.tokenizer|x.yaml:3",
        "family.smoothing.kind|x.yaml:6",
        // swept
        "safeguards|x.yaml:11",
        "safeguards[1].share|x.yaml:11",
        "safeguards[7]|x.yaml:11",
        "sampling.temperature|x.yaml:10",
        // given on the command line
        "size|--set size",
        // not given at all
        "ecosystem.members|x.yaml",
        "|x.yaml"
      })
  void aKeyHasThePlaceWhereItIsGivenOrSwept(String key, String place) {
    assertThat(EXPERIMENT.places().place(key == null ? "" : key)).hasToString(place);
  }

  @Test
  void aProblemSaysThePlace() {
    assertThat(EXPERIMENT.problem("corpus.split.test", "is wrong"))
        .hasToString("x.yaml:5: corpus.split.test: is wrong");
    assertThat(new KeyPlaces("y.yaml", Map.of()).problem("seed", "is wrong"))
        .hasToString("y.yaml: seed: is wrong");
  }
}
