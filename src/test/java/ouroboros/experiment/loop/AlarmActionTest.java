package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.FamilySpec;
import ouroboros.metric.Subject;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.watch.Chart;
import ouroboros.safeguard.watch.ChartCenter;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/** What alarms do to a lineage. A Gaussian of 40 points; its variance falls below .8 soon. */
class AlarmActionTest {
  private static final TruthSpec FAMILY = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
  private static final int LAST = 12;
  private static final AlarmAction WIDER = new AlarmAction.Switch(spread(1.5));

  private static FamilySpec spread(double spread) {
    return new FamilySpec.Truth(new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, spread));
  }

  private static final long SEED = 3;

  private static TruthCell cell(Policy policy) {
    return TruthCell.of(FAMILY, policy, 40, 40, LAST);
  }

  private static AlarmWatch watch(double below, AlarmAction action) {
    return new AlarmWatch(
        List.of(
            new Safeguard.Alarm(
                "variance",
                Subject.MODEL,
                "all",
                new Chart.Threshold(below, null, null),
                new AlarmReference.Frozen(30),
                action)),
        List.of(ChartCenter.UNKNOWN));
  }

  private static double[][] values(Policy policy, AlarmWatch watch) {
    return KnownTruthLineage.of(cell(policy), watch).values(SEED, 1);
  }

  private static int variance(Policy policy) {
    return cell(policy).measures().stream().map(m -> m.metric()).toList().indexOf("variance");
  }

  static Stream<Policy> policies() {
    return Stream.of(
        new Policy.Replace(),
        new Policy.Accumulate(),
        new Policy.Window(2, false),
        new Policy.Mixture(.2),
        new Policy.Frozen());
  }

  /** At strength zero: an alarm that never fires changes no bit, whatever it would do. */
  @ParameterizedTest
  @MethodSource("policies")
  void anAlarmThatDoesNotFireChangesNothing(Policy policy) {
    double[][] plain = KnownTruthLineage.of(cell(policy)).values(SEED, 1);
    for (AlarmAction action :
        List.of(
            new AlarmAction.Stop(),
            new AlarmAction.Refresh(new Amount.Units(10)),
            new AlarmAction.Rollback(3),
            WIDER)) {
      assertThat(values(policy, watch(-1, action))).as(action.kind()).isDeepEqualTo(plain);
    }
  }

  /** The seal of g decides: everything up to g is as without the alarm, g + 1 is not. */
  @Test
  void theActionMeetsTheNextGeneration() {
    Policy policy = new Policy.Replace();
    double[][] plain = KnownTruthLineage.of(cell(policy)).values(SEED, 1);
    int first = 1;
    while (plain[first][variance(policy)] >= .8) {
      first++;
    }
    for (AlarmAction action :
        List.of(
            new AlarmAction.Refresh(new Amount.Units(10)), new AlarmAction.Rollback(1), WIDER)) {
      double[][] acted = values(policy, watch(.8, action));
      for (int g = 0; g <= first; g++) {
        assertThat(acted[g]).isEqualTo(plain[g]);
      }
      assertThat(acted[first + 1]).as(action.kind()).isNotEqualTo(plain[first + 1]);
    }
    double[][] stopped = values(policy, watch(.8, new AlarmAction.Stop()));
    assertThat(stopped[first]).isEqualTo(plain[first]);
    assertThat(stopped[first + 1]).containsOnly(Double.NaN);
  }

  /**
   * M_0 draws S_{g+1} where the alarm rolls back past it: from then on each M_g is fitted to a draw
   * from M_0, as under {@code frozen} S_g is.
   */
  @Test
  void rollbackDrawsFromTheEarlierModel() {
    Policy policy = new Policy.Replace();
    double[][] always = values(policy, watch(1e9, new AlarmAction.Rollback(LAST)));
    double[] first = always[0];
    // Replace: the variance is that of a sample of 40 from N(., first variance); it does not drift.
    double mean =
        Stream.of(always).skip(2).mapToDouble(v -> v[variance(policy)]).average().orElseThrow();
    assertThat(mean / first[variance(policy)]).isBetween(.7, 1.3);
    double[][] one = values(policy, watch(1e9, new AlarmAction.Rollback(1)));
    assertThat(one[1]).isEqualTo(always[1]);
    assertThat(one[2]).isEqualTo(always[2]); // M_{1-1} = M_0 both times
    assertThat(one[3]).isNotEqualTo(always[3]); // M_1 against M_0
  }

  /**
   * A switch that fires after generation 1 is, from S_2 on, the experiment of the other family: the
   * models M_0 and M_1 are the same, because a spread changes only what they draw.
   */
  @ParameterizedTest
  @MethodSource("policies")
  void aSwitchGoesOnAsTheOtherFamily(Policy policy) {
    double[][] switched = values(policy, watch(1e9, WIDER));
    double[][] plain = KnownTruthLineage.of(cell(policy)).values(SEED, 1);
    assertThat(switched[0]).isEqualTo(plain[0]);
    assertThat(switched[1]).isEqualTo(plain[1]);
    assertThat(Arrays.deepToString(switched).equals(Arrays.deepToString(plain)))
        .isEqualTo(policy instanceof Policy.Frozen);
    if (policy instanceof Policy.Replace) {
      // Replace has S_2 = mean + sqrt(1.5) (S_2 of the plain lineage - mean), the mean of M_1.
      int at = variance(policy);
      assertThat(switched[2][at]).isCloseTo(1.5 * plain[2][at], within(1e-12));
      assertThat(switched[LAST][at])
          .isCloseTo(StrictMath.pow(1.5, LAST - 1) * plain[LAST][at], within(1e-9));
    }
  }

  /** An unbiased divisor from M_2 on: the same scatter of the same points, divided by n - 1. */
  @Test
  void aSwitchMeetsTheNextFit() {
    Policy policy = new Policy.Frozen();
    AlarmAction unbiased =
        new AlarmAction.Switch(
            new FamilySpec.Truth(new TruthSpec.Gaussian(1, TruthSpec.Divisor.N_MINUS_1, 1)));
    double[][] switched = values(policy, watch(1e9, unbiased));
    int at = variance(policy);
    assertThat(switched[1][at]).isEqualTo(switched[0][at]);
    for (int g = 2; g <= LAST; g++) {
      assertThat(switched[g][at]).isCloseTo(switched[0][at] * 40 / 39, within(1e-12));
    }
  }

  /** The bandwidth of a kernel density adds its square to the variance of M_2. */
  @Test
  void aSwitchOfTheBandwidth() {
    TruthCell cell =
        TruthCell.of(new TruthSpec.KernelDensity(.5), new Policy.Frozen(), 40, 40, LAST);
    AlarmAction narrow =
        new AlarmAction.Switch(new FamilySpec.Truth(new TruthSpec.KernelDensity(.1)));
    double[][] switched = KnownTruthLineage.of(cell, watch(1e9, narrow)).values(SEED, 1);
    int at = cell.measures().stream().map(m -> m.metric()).toList().indexOf("variance");
    assertThat(switched[0][at] - switched[2][at]).isCloseTo(.25 - .01, within(1e-12));
  }

  /**
   * Types at a temperature near 0: S_2 has only the most frequent type of M_1. Points and
   * populations do the same; set to 1, nothing changes.
   */
  @ParameterizedTest
  @EnumSource(names = {"POINTS", "POPULATION"})
  void aTemperatureIsSetForTypes(TruthCell.Backend backend) {
    TruthCell cell =
        new TruthCell(
            new TruthSpec.Categorical(List.of(.5, .3, .2)),
            new Policy.Replace(),
            50,
            50,
            LAST,
            new TruthCell.Drawing(1, backend),
            List.of(),
            SafeguardList.NONE);
    int at = cell.measures().stream().map(m -> m.metric()).toList().indexOf("support");
    double[][] plain = KnownTruthLineage.of(cell).values(SEED, 1);
    double[][] cold = KnownTruthLineage.of(cell, types(.001)).values(SEED, 1);
    assertThat(cold[1]).isEqualTo(plain[1]);
    assertThat(plain[2][at]).isEqualTo(3);
    assertThat(cold[2][at]).isEqualTo(1);
    assertThat(KnownTruthLineage.of(cell, types(1)).values(SEED, 1)).isDeepEqualTo(plain);
    // A lineage that follows in the same object begins as it was asked to.
    KnownTruthLineage both = KnownTruthLineage.of(cell, types(.001));
    both.values(SEED, 1);
    assertThat(both.values(SEED, 1)).isDeepEqualTo(cold);
  }

  private static AlarmWatch types(double temperature) {
    return new AlarmWatch(
        List.of(
            new Safeguard.Alarm(
                "support",
                Subject.MODEL,
                "all",
                new Chart.Threshold(1e9, null, null),
                new AlarmReference.Frozen(30),
                new AlarmAction.Set(Decoding.temperature(temperature), null))),
        List.of(ChartCenter.UNKNOWN));
  }

  private static double[][] gated(
      Policy policy, Safeguard.Gate gate, Refill refill, AlarmWatch watch) {
    SafeguardList gates = new SafeguardList(List.of(gate), refill);
    TruthCell cell =
        new TruthCell(FAMILY, policy, 40, 40, LAST, TruthCell.Drawing.AS_FITTED, List.of(), gates);
    return KnownTruthLineage.of(cell, watch).values(SEED, 1);
  }

  private static double[][] model(Policy policy, double[][] values) {
    int measures = cell(policy).measures().size();
    return Stream.of(values).map(each -> Arrays.copyOf(each, measures)).toArray(double[][]::new);
  }

  /** Also where both are NaN. */
  private static void assertSame(double[][] actual, double[][] expected) {
    assertThat(Arrays.deepToString(actual)).isEqualTo(Arrays.deepToString(expected));
  }

  /**
   * With gates too an alarm that never fires changes no bit; nor does a gate that drops nothing.
   */
  @Test
  void gatesAndAlarmsThatDoNothingChangeNothing() {
    Safeguard.Gate half = new Safeguard.Thin(.5);
    Safeguard.Gate pool = new Safeguard.OnPool(new Safeguard.Detector(.5, .1));
    for (AlarmAction action :
        List.of(new AlarmAction.Refresh(new Amount.Units(10)), new AlarmAction.Rollback(3))) {
      AlarmWatch never = watch(-1, action);
      for (Refill refill : Refill.values()) {
        Policy grows = new Policy.Accumulate();
        assertSame(gated(grows, half, refill, never), gated(grows, half, refill, AlarmWatch.NONE));
        Policy mixes = new Policy.Mixture(.2);
        assertSame(gated(mixes, pool, refill, never), gated(mixes, pool, refill, AlarmWatch.NONE));
      }
      for (Policy policy : List.of(new Policy.Replace(), new Policy.Accumulate())) {
        AlarmWatch fires = watch(.8, action);
        double[][] open = gated(policy, new Safeguard.Thin(0), Refill.REDRAW, fires);
        assertSame(model(policy, open), values(policy, fires));
      }
    }
  }

  /** An alarm on what gates do sees it. A point needs two candidates on average. */
  @Test
  void anAlarmWatchesWhatGatesDo() {
    AlarmWatch candidates =
        new AlarmWatch(
            List.of(
                new Safeguard.Alarm(
                    "candidates",
                    Subject.GUARDED,
                    "all",
                    new Chart.Threshold(null, 1.01, null),
                    new AlarmReference.Frozen(30),
                    new AlarmAction.Stop())),
            List.of(ChartCenter.UNKNOWN));
    Policy policy = new Policy.Replace();
    double[][] stopped = gated(policy, new Safeguard.Thin(.5), Refill.REDRAW, candidates);
    assertThat(stopped[1][0]).isNotNaN();
    assertThat(stopped[2]).containsOnly(Double.NaN);
    assertThat(gated(policy, new Safeguard.Thin(0), Refill.REDRAW, candidates)[LAST][0]).isNotNaN();
  }

  private static AlarmsAfterSeal<Double> refreshing(Policy policy, long units) {
    return new AlarmsAfterSeal<>(
        watch(.8, new AlarmAction.Refresh(new Amount.Units(units))),
        value -> alarm -> value,
        policy);
  }

  private static RecipeLine slice(long from, long units) {
    return new RecipeLine(
        new Source.Reserve(Policy.OrderBy.HASH), new Choice.Slice(from), units, RecipeLine.ONE);
  }

  /** The reserve is used from its end, and no unit twice. */
  @Test
  void refreshesTakeDisjointSlicesUntilTheReserveIsEmpty() {
    AlarmsAfterSeal<Double> seal = refreshing(new Policy.Replace(), 40);
    AvailableUnits available = AvailableUnits.ofCorpus(100, 90, 100);
    assertThat(seal.joins(List.of(1.), available)).isEmpty();
    assertThat(seal.joins(List.of(1., .9), available)).isEmpty();
    assertThat(seal.joins(List.of(1., .7), available)).containsExactly(slice(50, 40));
    assertThat(seal.joins(List.of(1., .7, .9), available)).isEmpty();
    assertThat(seal.joins(List.of(1., .7, .9, .7), available)).containsExactly(slice(10, 40));
    assertThat(seal.joins(List.of(1., .7, .7, .7), available)).containsExactly(slice(0, 10));
    assertThat(seal.joins(List.of(1., .7, .7, .7, .7), available)).isEmpty();
    assertThat(seal.notes(List.of(1., .7, .7), available)).isEmpty();
    assertThat(seal.notes(List.of(1., .7, .7, .7), available))
        .isEqualTo(Map.of(AlarmsAfterSeal.RESERVE_USED_UP, 30L));
    assertThat(seal.notes(List.of(1., .7, .7, .7, .7), available))
        .isEqualTo(Map.of(AlarmsAfterSeal.RESERVE_USED_UP, 40L));
    assertThat(seal.notes(List.of(1., .7, .7, .7, .9), available)).isEmpty();
  }

  @Test
  void whatAPolicyNeedsOfTheReserveIsNotTaken() {
    Policy fresh = new Policy.Fresh(new Amount.Units(20), Policy.Total.ADD, Policy.OrderBy.HASH, 1);
    AlarmsAfterSeal<Double> seal = refreshing(fresh, 40);
    AvailableUnits available = AvailableUnits.ofCorpus(100, 90, 100);
    assertThat(seal.joins(List.of(1., .7), available)).containsExactly(slice(50, 40));
    assertThatThrownBy(() -> seal.joins(List.of(1., .7, .9), available.and(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("generation 3: policy fresh needs real units");
  }
}
