package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.Subject;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.Amount;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.watch.Chart;
import ouroboros.safeguard.watch.ChartCenter;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

/** What alarms do to the members of an ecosystem. */
class MemberAlarmTest {
  private static final TruthSpec NORMAL = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
  private static final TruthSpec TYPES = new TruthSpec.Categorical(List.of(.1, .2, .3, .4));
  private static final int LAST = 8;
  private static final long SEED = 3;

  private static TruthCell members(
      TruthSpec family, Policy policy, Ecosystem.Mixing mixing, int many) {
    Ecosystem rule = new Ecosystem(many, Ecosystem.Real.SHARED, mixing);
    TruthMembers.Member one = new TruthMembers.Member(family, 1, 0, 40, 40);
    return new TruthCell(
        family,
        policy,
        40,
        40,
        LAST,
        new TruthCell.Drawing(
            1, TruthCell.Backend.POINTS, new TruthMembers(rule, Collections.nCopies(many, one))),
        List.of(),
        SafeguardList.NONE);
  }

  private static AlarmWatch watch(TruthSpec family, double below, AlarmAction action) {
    return new AlarmWatch(
        List.of(
            new Safeguard.Alarm(
                metric(family),
                Subject.MODEL,
                "all",
                new Chart.Threshold(below, null, null),
                new AlarmReference.Frozen(30),
                action)),
        List.of(ChartCenter.UNKNOWN));
  }

  private static String metric(TruthSpec family) {
    return family == NORMAL ? "variance" : "heterozygosity-ratio";
  }

  private static double[][] values(TruthCell cell, AlarmWatch... watches) {
    return KnownTruthLineage.of(cell, List.of(watches)).values(SEED, 1);
  }

  private static double[] column(TruthCell cell, double[][] values, String metric, String scope) {
    int column = cell.measures().indexOf(new Measure(metric, scope));
    return Arrays.stream(values).mapToDouble(each -> each[column]).toArray();
  }

  private record Case(TruthSpec family, Policy policy, AlarmAction action) {}

  static Stream<Case> cases() {
    AlarmAction cooler = new AlarmAction.Set(Decoding.temperature(.5), null);
    AlarmAction wider =
        new AlarmAction.Switch(
            new FamilySpec.Truth(new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1.5)));
    return Stream.of(new Policy.Replace(), new Policy.Accumulate(), new Policy.Window(2, false))
        .flatMap(
            policy ->
                Stream.of(
                    new Case(NORMAL, policy, new AlarmAction.Refresh(new Amount.Units(10))),
                    new Case(NORMAL, policy, new AlarmAction.Rollback(2)),
                    new Case(NORMAL, policy, wider),
                    new Case(TYPES, policy, new AlarmAction.Refresh(new Amount.Units(10))),
                    new Case(TYPES, policy, new AlarmAction.Rollback(2)),
                    new Case(TYPES, policy, cooler)));
  }

  /** A member that reads only itself is a model alone, whatever the other one does. */
  @ParameterizedTest
  @MethodSource("cases")
  void aMemberThatReadsItselfIsOneModel(Case of) {
    TruthCell alone = TruthCell.of(of.family, of.policy, 40, 40, LAST);
    TruthCell two = members(of.family, of.policy, Ecosystem.own(2, 1), 2);
    AlarmWatch watch = watch(of.family, 2, of.action);
    double[][] one = values(alone, watch);
    double[][] both = values(two, watch, AlarmWatch.NONE);
    for (Measure measure : alone.measures()) {
      assertThat(column(two, both, measure.metric(), Ecosystem.scope(0)))
          .as(measure.metric())
          .isEqualTo(column(alone, one, measure.metric(), "all"));
    }
    assertThat(Arrays.deepEquals(one, values(alone))).isFalse();
  }

  /** What an alarm does to one member reaches the others a generation later, by the pool. */
  @Test
  void theOthersReadIt() {
    TruthCell two = members(NORMAL, new Policy.Replace(), Ecosystem.uniform(2), 2);
    double[][] plain = values(two);
    AlarmAction wider =
        new AlarmAction.Switch(
            new FamilySpec.Truth(new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 3)));
    double[][] acted = values(two, watch(NORMAL, 1e9, wider), AlarmWatch.NONE);
    for (int k = 0; k < 2; k++) {
      double[] before = column(two, plain, "variance", Ecosystem.scope(k));
      double[] after = column(two, acted, "variance", Ecosystem.scope(k));
      assertThat(Arrays.copyOf(after, 2)).isEqualTo(Arrays.copyOf(before, 2));
      assertThat(after[2]).isGreaterThan(before[2]);
    }
  }

  /** The first member whose alarm stops it ends the lineage of all. */
  @Test
  void aStopEndsAllMembers() {
    TruthCell three = members(NORMAL, new Policy.Replace(), Ecosystem.own(3, .8), 3);
    double[][] plain = values(three);
    AlarmWatch watch = watch(NORMAL, .8, new AlarmAction.Stop());
    double[][] stopped = values(three, watch, watch, watch);
    int first =
        IntStream.range(1, LAST)
            .filter(
                g ->
                    IntStream.range(0, 3)
                        .anyMatch(
                            k -> column(three, plain, "variance", Ecosystem.scope(k))[g] < .8))
            .findFirst()
            .orElseThrow();
    assertThat(first).isLessThan(LAST);
    for (int g = 0; g <= LAST; g++) {
      if (g <= first) {
        assertThat(stopped[g]).isEqualTo(plain[g]);
      } else {
        assertThat(stopped[g]).containsOnly(Double.NaN);
      }
    }
  }
}
