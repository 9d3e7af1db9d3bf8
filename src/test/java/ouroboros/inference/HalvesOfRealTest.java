package ouroboros.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.GoldPairs;
import ouroboros.metric.Measurement;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Subject;
import ouroboros.metric.count.PairHistogram;

/**
 * R contains the word a 3 times, b once and c twice. One half of it is a, a, c, so the other is a,
 * b, c.
 */
class HalvesOfRealTest {
  private static final PairHistogram HALF =
      GoldPairs.of(List.of(new long[] {3, 2, 1}, new long[] {1, 0, 1}, new long[] {2, 1, 1}));

  @Test
  void theRestOfRIsWhatTheHalfHasNot() {
    assertThat(HALF.apart())
        .isEqualTo(
            GoldPairs.of(
                List.of(new long[] {1, 0, 1}, new long[] {1, 1, 1}, new long[] {1, 2, 1})));
    assertThat(PairHistogram.EMPTY.apart()).isEqualTo(PairHistogram.EMPTY);
    assertThatThrownBy(() -> GoldPairs.of(List.of(new long[] {1, 2, 1})).apart())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyWhatComparesWithRealTextHasABaseline() {
    MetricSelection wanted = MetricSelection.of(List.of("default"), 1);
    assertThat(HalvesOfReal.baselines(List.of(HALF.apart()), wanted))
        .contains(
            new Measurement("retention-1", Subject.TRAINING, "all", 2 / 3.0),
            new Measurement("lost-mass-1", Subject.TRAINING, "all", 1 / 3.0),
            new Measurement("tv-1", Subject.TRAINING, "all", 1 / 3.0),
            new Measurement("novel-1", Subject.TRAINING, "all", 0))
        .extracting(Measurement::metric)
        .containsExactly(
            "retention-1", "vocabulary-retention", "lost-mass-1", "novel-1", "js-1", "tv-1");
  }

  @Test
  void anEmptyHalfHasNoDistance() {
    MetricSelection wanted = MetricSelection.of(List.of("js-n", "retention-n"), 1);
    PairHistogram none = GoldPairs.of(List.of(new long[] {3, 0, 1})).apart();
    assertThat(HalvesOfReal.baselines(List.of(none), wanted))
        .containsExactly(new Measurement("retention-1", Subject.TRAINING, "all", 0));
    assertThat(HalvesOfReal.baselines(List.of(PairHistogram.EMPTY), wanted)).isEmpty();
  }
}
