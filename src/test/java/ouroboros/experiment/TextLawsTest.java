package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ouroboros.metric.SeriesKey;

/** Laws hold for models that are drawn from as they are fitted, and are stated for no other. */
class TextLawsTest {
  @Test
  void biasedDrawsHaveNoLaw() {
    assertThat(known("{temperature: 1.0, top-p: 1.0, repetition-penalty: 1}")).isTrue();
    for (String sampling :
        List.of(
            "{temperature: 0.9}",
            "{top-k: 5}",
            "{top-p: 0.99}",
            "{repetition-penalty: 1.1}",
            "{max-length: 7}")) {
      assertThat(known(sampling)).as(sampling).isFalse();
    }
  }

  private static boolean known(String sampling) {
    Experiment experiment =
        SpecFile.parse("x.yaml", SpecCase.BASE + "sampling: " + sampling + "\n", List.of());
    TreeMap<Long, Long> typesOfCount = new TreeMap<>(Map.of(1L, 10L, 2L, 5L));
    return TextLaws.of(experiment, new PartSizes(10, 0, 0, 0), typesOfCount)
        .of(new SeriesKey("base", 1, "vocabulary-retention", "synthetic", "all"))
        .isPresent();
  }
}
