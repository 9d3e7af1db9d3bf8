package ouroboros.safeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmRuleTest {
  private static final ChartCenter STANDARD = new ChartCenter(10, 2);

  /** Some values about 10, the last ones higher. */
  private static final double[] VALUES = {10, 12, 7, 11, 9.5, 13, 14, 12.5, 15, 14, 16, 17};

  @Test
  void chartsHaveTheStatisticsOfTheCharts() {
    same(AlarmRule.SHEWHART, new Chart.Shewhart(100));
    same(AlarmRule.CUSUM, new Chart.Cusum(.5, 100));
    same(AlarmRule.EWMA, new Chart.Ewma(.1, 100));
  }

  private static void same(AlarmRule rule, Chart chart) {
    Chart.Running running = chart.start(STANDARD);
    double[] expected = Arrays.stream(VALUES).map(x -> running.next(x).statistic()).toArray();
    assertThat(rule.statistics(VALUES, STANDARD)).as(rule.word()).containsExactly(expected);
  }

  @Test
  void relativeRulesCompareWithTheMean() {
    assertThat(AlarmRule.RELATIVE_FALL.statistics(new double[] {9, 10, 12}, STANDARD))
        .containsExactly(new double[] {.1, 0, -.2}, within(1e-12));
    assertThat(AlarmRule.RELATIVE_RISE.statistics(new double[] {9, 10, 12}, STANDARD))
        .containsExactly(new double[] {-.1, 0, .2}, within(1e-12));
  }

  @Test
  void theOwnPastCannotRingBeforeTheEleventhValue() {
    double[] jump = {10, 11, 10, 11, 10, 11, 10, 1000, 1000, 1000, 1000, -1e9};
    double[] statistics = AlarmRule.OWN_PAST.statistics(jump, STANDARD);
    assertThat(statistics).startsWith(IntStream.range(0, 10).mapToDouble(i -> -1 / 0.0).toArray());
    assertThat(AlarmRule.OWN_PAST.rings(3, jump, STANDARD)).isEqualTo(12);
  }

  /** 5.5/sqrt(82.5/9) = 1.8166. */
  @Test
  void theOwnPastNeverRingsInASteadyDecline() {
    double[] decline = IntStream.range(0, 1_000).mapToDouble(i -> 1e6 - 3.5 * i).toArray();
    double[] statistics = AlarmRule.OWN_PAST.statistics(decline, STANDARD);
    for (int i = 10; i < decline.length; i++) {
      assertThat(statistics[i]).isCloseTo(5.5 / Math.sqrt(82.5 / 9), within(1e-9));
    }
    assertThat(AlarmRule.OWN_PAST.rings(3, decline, STANDARD)).isZero();
    assertThat(AlarmRule.CUSUM.rings(5, decline, STANDARD)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(AlarmRule.class)
  void ringsInTheFirstGenerationAboveTheLimit(AlarmRule rule) {
    double[] statistics = rule.statistics(VALUES, STANDARD);
    assertThat(statistics).hasSameSizeAs(VALUES);
    double[] finite = Arrays.stream(statistics).filter(Double::isFinite).sorted().toArray();
    double limit = finite[(finite.length - 1) / 2];
    int rings = rule.rings(limit, VALUES, STANDARD);
    assertThat(statistics[rings - 1]).isGreaterThan(limit);
    assertThat(Arrays.stream(statistics).limit(rings - 1L)).noneMatch(s -> s > limit);
    assertThat(rule.rings(finite[finite.length - 1], VALUES, STANDARD)).isZero();
    assertThat(rule.published()).isNotEmpty();
  }

  /**
   * Normal draws (seed 11): within 20 values a Shewhart chart with limit L rings with probability 1
   * - (2 Phi(L) - 1)^20, so a tenth do at L = 2.79. From 20,000 draws the limit is within .1 of it
   * (false-alarm rate below 1e-4, from 200 seeds: standard deviation .017).
   */
  @Test
  void theLimitIsThatOfNormalTheoryWhereDrawsAreNormal() {
    List<double[]> lineages = normal(11, 1_000, 20);
    AlarmTrial trial = new AlarmTrial(lineages, 20);
    double limit = trial.limit(AlarmRule.SHEWHART, .1);
    assertThat(limit)
        .isCloseTo(RunLength.shewhartLimit(1 / (1 - Math.pow(.9, 1 / 20.0))), within(.1));
    double cusum = trial.limit(AlarmRule.CUSUM, .1);
    assertThat(RunLength.cusumFires(.5, cusum, 20)).isCloseTo(.1, within(.02));
    assertThat(trial.falseAlarms(AlarmRule.SHEWHART, limit)).isLessThanOrEqualTo(.1);
    assertThat(trial.falseAlarms(AlarmRule.SHEWHART, limit * .999)).isGreaterThan(.1);
  }

  /**
   * Seed 12; 100 lineages. The limit is known from 2,000 draws only; as long as its share is
   * between .07 and .16, a number outside 1 .. 28 has a probability below 1e-3.
   */
  @ParameterizedTest
  @EnumSource(AlarmRule.class)
  void lineagesThatDidNotSetTheLimitRingAsOften(AlarmRule rule) {
    List<double[]> lineages = normal(12, 100, 20);
    assertThat(new AlarmTrial(lineages, 20).heldOut(rule, .1)).isBetween(1, 28);
  }

  private static List<double[]> normal(long seed, int lineages, int length) {
    java.util.Random random = new java.util.Random(seed);
    return IntStream.range(0, lineages)
        .mapToObj(
            i -> IntStream.range(0, length).mapToDouble(j -> 10 + random.nextGaussian()).toArray())
        .toList();
  }
}
