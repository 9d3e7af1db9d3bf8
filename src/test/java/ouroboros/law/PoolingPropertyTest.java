package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;

/** The part lost to error and the part left as diversity add up to the truth. */
class PoolingPropertyTest {

  @Property(tries = 300, seed = "42")
  void errorAndDiversityAddUp(
      @ForAll("policies") Policy policy,
      @ForAll @IntRange(min = 12, max = 60) int real,
      @ForAll @IntRange(min = 2, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 25) int fit) {
    PoolingLaw.State state =
        PoolingLaw.of(policy, AvailableUnits.ofTruth(real, size), fit - 1)
            .orElseThrow()
            .at(fit - 1);

    assertThat(state.error() + state.diversity()).isCloseTo(1, within(1e-10));
    assertThat(state.error()).isBetween(0.0, 1 + 1e-12);
  }

  @Provide
  Arbitrary<Policy> policies() {
    Arbitrary<Double> share = Arbitraries.doubles().between(.05, .95);
    Arbitrary<Amount> amount = Arbitraries.longs().between(1, 12).map(Amount.Units::new);
    Arbitrary<Policy.Total> total = Arbitraries.of(Policy.Total.class);
    return Arbitraries.oneOf(
        Arbitraries.of(EveryPolicy.of(new Amount.Units(9), new Amount.Units(9))),
        amount.map(Policy.AccumulateSubsample::new),
        Combinators.combine(amount, total)
            .as((a, t) -> new Policy.Anchor(a, new Policy.Choose.Random(), t)),
        Combinators.combine(amount, total)
            .as((a, t) -> new Policy.Fresh(a, t, Policy.OrderBy.HASH)),
        share.map(Policy.Mixture::new),
        Combinators.combine(amount, share).as(Policy.Weighted::new),
        Combinators.combine(Arbitraries.integers().between(1, 6), Arbitraries.of(true, false))
            .as(Policy.Window::new),
        Arbitraries.doubles().between(.3, 5).map(Policy.Decay::new),
        share.map(Policy.Partial::new),
        Arbitraries.doubles().between(1, 1.2).map(Policy.GrowingByFactor::new),
        Arbitraries.doubles().between(0, 1.5).map(Policy.GrowingByPower::new),
        Combinators.combine(share, Arbitraries.of(Policy.RealSource.class))
            .as((s, source) -> new Policy.Contaminated(List.of(s, s / 2), source)));
  }
}
