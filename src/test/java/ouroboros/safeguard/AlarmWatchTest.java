package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Subject;
import ouroboros.safeguard.watch.Chart;
import ouroboros.safeguard.watch.ChartCenter;

class AlarmWatchTest {
  private static Safeguard.Alarm alarm(Chart chart, AlarmReference reference, AlarmAction action) {
    return new Safeguard.Alarm("types-1", Subject.SYNTHETIC, "all", chart, reference, action);
  }

  private static List<AlarmWatch.Values> values(double... values) {
    return Arrays.stream(values).<AlarmWatch.Values>mapToObj(value -> alarm -> value).toList();
  }

  @Test
  void aFrozenReferenceWatchesFromTheFirstGenerationOn() {
    AlarmWatch watch =
        new AlarmWatch(
            List.of(
                alarm(
                    new Chart.Shewhart(3), new AlarmReference.Frozen(30), new AlarmAction.Stop())),
            List.of(new ChartCenter(10, 1)));
    List<AlarmEvent> events = watch.events(values(10, 12, 14));
    assertThat(events).extracting(AlarmEvent::generation).containsExactly(1, 2, 3);
    assertThat(events)
        .extracting(event -> event.point().fired())
        .containsExactly(false, false, true);
    assertThat(watch.stops(values(10, 12))).isFalse();
    assertThat(watch.stops(values(10, 12, 14))).isTrue();
  }

  /** A stop that fired ends the lineage there; an earlier one is not asked for again. */
  @Test
  void onlyTheLastGenerationDecides() {
    AlarmWatch watch =
        new AlarmWatch(
            List.of(
                alarm(
                    new Chart.Threshold(5.0, null, null),
                    new AlarmReference.Frozen(30),
                    new AlarmAction.Stop())),
            List.of(ChartCenter.UNKNOWN));
    assertThat(watch.stops(values(4))).isTrue();
    assertThat(watch.stops(values(4, 6))).isFalse();
    assertThat(watch.stops(values())).isFalse();
  }

  /** Mean 10 and sd 2 from 8, 10, 12; the chart begins with the fourth value. */
  @Test
  void aReferenceFromTheLineageItself() {
    AlarmWatch watch =
        new AlarmWatch(
            List.of(
                alarm(new Chart.Shewhart(3), new AlarmReference.First(3), new AlarmAction.Warn())),
            List.of(ChartCenter.UNKNOWN));
    List<AlarmEvent> events = watch.events(values(8, Double.NaN, 10, 12, 16, 16.1));
    assertThat(events).extracting(AlarmEvent::generation).containsExactly(5, 6);
    assertThat(events).extracting(AlarmEvent::center).containsOnly(new ChartCenter(10, 2));
    assertThat(events).extracting(event -> event.point().fired()).containsExactly(false, true);
    assertThat(watch.stops(values(8, 10, 12, 100))).isFalse();
  }

  @Test
  void aGenerationWithoutAValueIsLeftOut() {
    AlarmWatch watch =
        new AlarmWatch(
            List.of(
                alarm(
                    new Chart.Cusum(.5, 4), new AlarmReference.Frozen(30), new AlarmAction.Warn())),
            List.of(new ChartCenter(0, 1)));
    List<AlarmEvent> events = watch.events(values(1, Double.NaN, 1));
    assertThat(events).extracting(AlarmEvent::generation).containsExactly(1, 3);
    assertThat(events).extracting(event -> event.point().statistic()).containsExactly(.5, 1.0);
  }

  @Test
  void theReplicateWordsOfAReferenceAreThoseOfNoReplicate() {
    assertThat(Long.toUnsignedString(AlarmReference.Frozen.replicate(0)))
        .isEqualTo("9223372036854775808");
    assertThat(Long.toUnsignedString(AlarmReference.Frozen.replicate(29)))
        .isEqualTo("9223372036854775837");
  }
}
