package ouroboros.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.SafeguardMetric.Judged;
import ouroboros.metric.SafeguardMetric.Taken;

/** Cases worked out by hand. */
class SafeguardMetricTest {
  private static final MetricSelection DEFAULT = MetricSelection.of(List.of("default"), 1);

  /**
   * 100 units of S_g. The first gate judged 250 candidates and let 125 pass; the second judged
   * those and let 100 pass. T_g: 300 units of R at weight 1, 100 of S_1 at weight 2, 100 of S_2 at
   * weight 1. So 125/250 = .5 and 100/125 = .8 pass, 250/100 = 2.5 candidates a unit, 300 real
   * units, and a synthetic weight of (200 + 100)/(300 + 200 + 100) = .5.
   */
  @Gold({"gate-kept", "candidates", "real-units-used", "contamination"})
  @Test
  void aGenerationWorkedOutByHand() {
    assertThat(
            measured(
                List.of(new Judged(250, 125), new Judged(125, 100)),
                100,
                List.of(new Taken(0, 300, 1), new Taken(1, 100, 2), new Taken(2, 100, 1)),
                DEFAULT))
        .containsExactly(
            new Measurement("gate-kept", Subject.GUARDED, "gate=1", .5),
            new Measurement("gate-kept", Subject.GUARDED, "gate=2", .8),
            new Measurement("candidates", Subject.GUARDED, "all", 2.5),
            new Measurement("real-units-used", Subject.GUARDED, "all", 300),
            new Measurement("contamination", Subject.GUARDED, "all", .5));
  }

  @Test
  void reserveAndReplacementsAreRealToo() {
    List<Measurement> rows =
        measured(
            List.of(new Judged(10, 7)),
            10,
            List.of(new Taken(1, 7, 1), new Taken(0, 3, 1), new Taken(0, 10, 1)),
            DEFAULT);
    assertThat(rows)
        .contains(
            new Measurement("real-units-used", Subject.GUARDED, "all", 13),
            new Measurement("contamination", Subject.GUARDED, "all", .35));
  }

  @Test
  void weightsInFixedPointSayTheSame() {
    List<Measurement> rows =
        measured(
            List.of(new Judged(4, 4)),
            4,
            List.of(new Taken(0, 4, 3 << 20), new Taken(1, 4, 1 << 20)),
            DEFAULT);
    assertThat(rows).contains(new Measurement("contamination", Subject.GUARDED, "all", .25));
  }

  @Test
  void whatIsUndefinedHasNoRow() {
    Measurements into = new Measurements();
    SafeguardMetric.measure(
        List.of(new Judged(5, 0), new Judged(0, 0)), 5, List.of(), DEFAULT, into);
    assertThat(into.rows())
        .containsExactly(
            new Measurement("gate-kept", Subject.GUARDED, "gate=1", 0),
            new Measurement("candidates", Subject.GUARDED, "all", 1),
            new Measurement("real-units-used", Subject.GUARDED, "all", 0));
    assertThat(into.undefined()).containsOnlyKeys("gate-kept", "contamination");
  }

  /** Four people and three machines, as {@code TrainedDetectorTest} works them out by hand. */
  @Gold({"detector-auc", "detector-recall", "detector-false-alarm"})
  @Test
  void aDetectorHasThreeRowsInTheScopeOfItsGate() {
    Measurements into = new Measurements();
    SafeguardMetric.detector(2, 8 / 12.0, 1 / 3.0, .25, DEFAULT, into);
    assertThat(into.rows())
        .containsExactly(
            new Measurement("detector-auc", Subject.GUARDED, "gate=2", 8 / 12.0),
            new Measurement("detector-recall", Subject.GUARDED, "gate=2", 1 / 3.0),
            new Measurement("detector-false-alarm", Subject.GUARDED, "gate=2", .25));
  }

  @Test
  void onlyWhatIsWantedIsMeasured() {
    assertThat(
            measured(
                List.of(new Judged(2, 1)),
                1,
                List.of(new Taken(1, 1, 1)),
                MetricSelection.of(List.of("candidates", "tokens"), 1)))
        .containsExactly(new Measurement("candidates", Subject.GUARDED, "all", 2));
  }

  private static List<Measurement> measured(
      List<Judged> gates, long drawn, List<Taken> training, MetricSelection wanted) {
    Measurements into = new Measurements();
    SafeguardMetric.measure(gates, drawn, training, wanted, into);
    assertThat(into.undefined()).isEmpty();
    return into.rows();
  }
}
