package ouroboros.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ouroboros.random.Key;
import ouroboros.random.Multiset;
import ouroboros.random.Selection;
import ouroboros.random.Subset;

/**
 * An oracle on the pool of a mixture. Shares are compared with the law of detectors, {@code kappa =
 * s (1 - r) + (1 - s)(1 - f)} and {@code s' = s (1 - r)/kappa}, within five standard deviations: a
 * right program fails one such comparison with probability 5.7e-7 under another seed. Seed 7.
 */
class PoolWalkTest {
  private static final Key KEY = new Key(7, 3);
  private static final int UNITS = 100_000;
  private static final int REAL = 20_000;
  private static final double RECALL = .9;
  private static final double FALSE_ALARM = .05;
  private static final double SYNTHETIC = .7;
  private static final PoolWalk.PoolGate ORACLE =
      (isSynthetic, random) -> random.nextDouble() >= (isSynthetic ? RECALL : FALSE_ALARM);
  private static final PoolWalk.Lot LOT = new PoolWalk.Lot(1 - SYNTHETIC, true);

  private static final RealReplacements NONE =
      RealReplacements.of(
          GateWalkTest.gates(Refill.REAL, 0), REAL, Selection.all(UNITS), new long[0]);

  private static final Selection FROM_REAL =
      Multiset.of(KEY, 4, 0, REAL, Math.round((1 - SYNTHETIC) * UNITS));
  private static final Selection FROM_SYNTHETIC =
      Subset.of(KEY, 4, 5, UNITS, Math.round(SYNTHETIC * UNITS));

  private static PoolWalk walk(Refill refill, PoolWalk.PoolGate gate, double... thin) {
    List<Safeguard.Gate> list = new ArrayList<>();
    List<Safeguard.Blind> first = new ArrayList<>();
    for (double share : thin) {
      first.add(new Safeguard.Thin(share));
    }
    list.addAll(first);
    list.add(new Safeguard.Thin(0));
    Gates gates = new Gates(new SafeguardList(list, refill), KEY, 4);
    return new PoolWalk(gates, first, List.of(gate), LOT);
  }

  private static PoolUnits pool(
      Selection fromReal, Selection fromSynthetic, RealReplacements replaced) {
    return PoolUnits.of(
        REAL,
        new PoolUnits.FromReal(fromReal, 0),
        fromSynthetic,
        LongUnaryOperator.identity(),
        replaced);
  }

  private static PoolWalk.Passed judged(Refill refill) {
    return walk(refill, ORACLE).judge(REAL, pool(FROM_REAL, FROM_SYNTHETIC, NONE));
  }

  private static void isShare(long some, long of, double expected) {
    assertThat((double) some / of)
        .isCloseTo(expected, within(5 * StrictMath.sqrt(expected * (1 - expected) / of)));
  }

  private static double kept() {
    return SYNTHETIC * (1 - RECALL) + (1 - SYNTHETIC) * (1 - FALSE_ALARM);
  }

  @ParameterizedTest
  @EnumSource(Refill.class)
  void whatIsKeptFollowsTheLawOfDetectors(Refill refill) {
    PoolWalk.Passed passed = judged(refill);
    GateCounts gate = passed.counts().get(0);
    double share = SYNTHETIC * (1 - RECALL) / kept();
    if (refill == Refill.REDRAW) {
      assertThat(passed.units()).isEqualTo(UNITS);
      isShare(gate.kept(), gate.offered(), kept());
      isShare(passed.words().length, UNITS, share);
    } else {
      assertThat(gate.offered()).isEqualTo(UNITS);
      isShare(gate.kept(), UNITS, kept());
      isShare(passed.words().length, gate.kept(), share);
      assertThat(passed.units()).isEqualTo(refill == Refill.REAL ? UNITS : gate.kept());
      isShare(gate.realDropped(), FROM_REAL.chosen(), FALSE_ALARM);
      isShare(gate.syntheticDropped(), FROM_SYNTHETIC.chosen(), RECALL);
    }
    assertThat(gate.realDropped() + gate.syntheticDropped()).isEqualTo(gate.dropped());
  }

  /** Every unit of the pool has one number; units keep it, whatever takes their place. */
  @ParameterizedTest
  @EnumSource(Refill.class)
  void numbersAreDistinct(Refill refill) {
    PoolWalk.Passed passed = judged(refill);
    Set<Long> numbers = new HashSet<>();
    LongStream.of(passed.words()).map(Candidate::unit).forEach(numbers::add);
    LongStream.of(passed.real().among(0, REAL)[1]).forEach(numbers::add);
    assertThat(numbers).hasSize((int) passed.units());
    assertThat(numbers).allMatch(number -> number < UNITS);
    long[] units = LongStream.of(passed.words()).map(Candidate::unit).toArray();
    assertThat(units).isSorted();
  }

  @Test
  void atStrengthZeroThePoolIsTheRecipe() {
    for (Refill refill : Refill.values()) {
      PoolWalk.Passed passed =
          walk(refill, (isSynthetic, random) -> true)
              .judge(REAL, pool(FROM_REAL, FROM_SYNTHETIC, NONE));
      assertThat(passed.words()).hasSize((int) FROM_SYNTHETIC.chosen());
      int[] times = new int[UNITS];
      FROM_SYNTHETIC.multiplicities(0, UNITS, times);
      assertThat(LongStream.of(passed.words()).allMatch(word -> times[(int) word] == 1)).isTrue();
      int[] expected = new int[REAL];
      FROM_REAL.multiplicities(0, REAL, expected);
      int[] real = new int[REAL];
      LongStream.of(passed.real().among(0, REAL)[0]).forEach(unit -> real[(int) unit]++);
      assertThat(real).isEqualTo(expected);
    }
  }

  /** A unit's fate depends on its source, its number and its copy only. */
  @Test
  void aSmallerPoolHasTheSameFates() {
    PoolWalk.Passed all = judged(Refill.SHRINK);
    Selection half = Selection.range(REAL, 0, 0);
    PoolWalk.Passed few =
        walk(Refill.SHRINK, ORACLE)
            .judge(REAL, pool(half, Selection.range(UNITS, 17, 40_000), NONE));
    Set<Long> passed = new HashSet<>(LongStream.of(all.words()).boxed().toList());
    int[] times = new int[UNITS];
    FROM_SYNTHETIC.multiplicities(0, UNITS, times);
    Set<Long> own = new HashSet<>(LongStream.of(few.words()).boxed().toList());
    for (int unit = 17; unit < 40_000; unit++) {
      if (times[unit] == 1) {
        assertThat(own.contains((long) unit)).isEqualTo(passed.contains((long) unit));
      }
    }
  }

  /** Where real candidates are the units of the pool itself, no other real unit comes in. */
  @Test
  void contaminatedPoolsDrawAgainFromTheirOwnRealUnits() {
    Selection some = Subset.of(KEY, 4, 0, REAL, 3000);
    Gates gates =
        new Gates(new SafeguardList(List.of(new Safeguard.Thin(0)), Refill.REDRAW), KEY, 4);
    PoolWalk.Passed passed =
        new PoolWalk(gates, List.of(), List.of(ORACLE), new PoolWalk.Lot(.3, false))
            .judge(REAL, pool(some, Selection.range(7000, 0, 7000), NONE));
    int[] times = new int[REAL];
    some.multiplicities(0, REAL, times);
    long[] real = passed.real().among(0, REAL)[0];
    assertThat(Arrays.stream(real).allMatch(unit -> times[(int) unit] == 1)).isTrue();
    assertThat(passed.units()).isEqualTo(10_000);
    assertThat(real.length).isGreaterThan(3000);
  }

  /** Further candidates of S_g pass the gates on synthetic units first. */
  @Test
  void furtherCandidatesPassEarlierGatesFirst() {
    PoolWalk.Passed passed =
        walk(Refill.REDRAW, ORACLE, .5).judge(REAL, pool(FROM_REAL, FROM_SYNTHETIC, NONE));
    GateCounts thin = passed.counts().get(0);
    isShare(thin.kept(), thin.offered(), .5);
    // Half of the synthetic lots reach the oracle, so they count half.
    double kept = (1 - SYNTHETIC) * (1 - FALSE_ALARM) + SYNTHETIC / 2 * (1 - RECALL);
    double share = SYNTHETIC / 2 * (1 - RECALL) / kept;
    long first = Math.round(FROM_SYNTHETIC.chosen() * (1 - RECALL));
    long again = UNITS - Math.round(kept() * UNITS);
    assertThat((double) passed.words().length)
        .isCloseTo(first + again * share, within(5 * StrictMath.sqrt(UNITS * .25)));
  }

  /** Real units that replaced others before are real to the oracle too. */
  @Test
  void replacementsAreJudgedAsRealUnits() {
    Gates half = GateWalkTest.gates(Refill.REAL, .5);
    RealReplacements replaced = RealReplacements.of(half, REAL, FROM_SYNTHETIC);
    PoolWalk.Passed passed =
        walk(Refill.REAL, ORACLE, .5)
            .judge(REAL, pool(FROM_REAL, PassedUnits.byNumber(half, FROM_SYNTHETIC), replaced));
    assertThat(passed.units()).isEqualTo(UNITS);
    GateCounts oracle = passed.counts().get(1);
    assertThat(oracle.offered()).isEqualTo(UNITS);
    isShare(oracle.realDropped(), FROM_REAL.chosen() + replaced.size(), FALSE_ALARM);
    isShare(oracle.syntheticDropped(), FROM_SYNTHETIC.chosen() - replaced.size(), RECALL);
    Set<Long> numbers = new HashSet<>();
    LongStream.of(passed.words()).map(Candidate::unit).forEach(numbers::add);
    LongStream.of(passed.real().among(0, REAL)[1]).forEach(numbers::add);
    assertThat(numbers).hasSize(UNITS);
  }

  @Test
  void anOracleThatPassesNothingIsNamed() {
    assertThatThrownBy(
            () ->
                walk(Refill.REDRAW, (isSynthetic, random) -> false)
                    .judge(REAL, pool(FROM_REAL, FROM_SYNTHETIC, NONE)))
        .hasMessageContaining("did not pass gate 1 (thin)");
  }
}
