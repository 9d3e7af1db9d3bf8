package ouroboros.experiment.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.policy.Amount;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

/** Members of every known truth that can have them. */
class MemberTruthTest {
  private static final TruthSpec POISSON = new TruthSpec.Poisson(2);
  private static final TruthSpec KERNELS = new TruthSpec.KernelDensity(.3);
  private static final TruthSpec NORMAL = new TruthSpec.Gaussian(1, TruthSpec.Divisor.N, 1);
  private static final TruthSpec TYPES = new TruthSpec.Categorical(List.of(.1, .2, .3, .4));
  private static final int LAST = 4;
  private static final long SEED = 5;

  private static TruthCell cell(
      Policy policy, SafeguardList list, Ecosystem.Mixing mixing, TruthSpec... families) {
    Ecosystem rule = new Ecosystem(families.length, Ecosystem.Real.SHARED, mixing);
    List<TruthMembers.Member> members = new ArrayList<>();
    for (TruthSpec family : families) {
      members.add(new TruthMembers.Member(family, 1, 0, 30, 40));
    }
    return new TruthCell(
        families[0],
        policy,
        30,
        40,
        LAST,
        new TruthCell.Drawing(1, TruthCell.Backend.POINTS, new TruthMembers(rule, members)),
        List.of(),
        list);
  }

  private static double value(TruthCell cell, double[][] all, int g, String metric, String scope) {
    return all[g][cell.measures().indexOf(new Measure(metric, scope))];
  }

  private static double[][] values(TruthCell cell) {
    return KnownTruthLineage.of(cell).values(SEED, 1);
  }

  private record Case(TruthSpec family, Policy policy, SafeguardList list) {}

  static Stream<Case> cases() {
    Safeguard.Gate thin = new Safeguard.Thin(.3);
    Safeguard.Gate oracle = new Safeguard.OnPool(new Safeguard.Detector(.6, .1));
    return Stream.of(POISSON, KERNELS, NORMAL, TYPES)
        .flatMap(
            family ->
                Stream.of(
                    new Case(family, new Policy.Replace(), SafeguardList.NONE),
                    new Case(family, new Policy.Accumulate(), SafeguardList.NONE),
                    new Case(
                        family,
                        new Policy.Replace(),
                        new SafeguardList(List.of(thin), Refill.REDRAW)),
                    new Case(
                        family,
                        new Policy.Mixture(.4),
                        new SafeguardList(List.of(thin, oracle), Refill.SHRINK)),
                    new Case(
                        family,
                        new Policy.Mixture(.4),
                        new SafeguardList(List.of(thin, oracle), Refill.REDRAW)),
                    new Case(
                        family,
                        new Policy.Mixture(.4),
                        new SafeguardList(List.of(oracle), Refill.REAL))));
  }

  /** A member that reads only itself is a model alone, with the same gates. */
  @ParameterizedTest
  @MethodSource("cases")
  void aMemberThatReadsItselfIsOneModel(Case of) {
    TruthCell alone =
        new TruthCell(
            of.family, of.policy, 30, 40, LAST, TruthCell.Drawing.AS_FITTED, List.of(), of.list);
    TruthCell two = cell(of.policy, of.list, Ecosystem.own(2, 1), of.family, of.family);
    double[][] one = values(alone);
    double[][] both = values(two);
    for (Measure measure : alone.measures()) {
      for (int g = 0; g <= LAST; g++) {
        assertThat(value(two, both, g, measure.metric(), Ecosystem.scope(0)))
            .as(measure.metric())
            .isEqualTo(value(alone, one, g, measure.metric(), "all"));
      }
    }
  }

  /**
   * Both members read the first one, a point each; a detector drops nearly all first candidates, so
   * each training set is nearly always a further candidate. The first member's new model knows only
   * its own point. If the second member's candidate came from that model, the two would nearly
   * always be of one type; they are so as often as two of 100 equal types: 1 in 100. 200
   * replicates, seed 5; 12 or more equal ones have a probability below 1e-5.
   */
  @Test
  void poolsAreDrawnFromTheModelsBeforeAnyIsFittedAgain() {
    drawsFromModelsBefore(new Safeguard.Detector(.99, .99), Refill.REDRAW);
    // One of 1,000 points is nearly always a further one.
    Safeguard.Reward same = new Safeguard.Values(Collections.nCopies(100, 0.0));
    Safeguard.Gate anyOf =
        new Safeguard.BestOf(
            1000, List.of(new Safeguard.WeightedReward(same, 1)), 1, Safeguard.Pick.SAMPLE);
    drawsFromModelsBefore(anyOf, Refill.SHRINK);
    drawsFromModelsBefore(anyOf, Refill.REAL);
  }

  private static void drawsFromModelsBefore(Safeguard.Gate gate, Refill refill) {
    TruthSpec family = TruthSpec.Categorical.ofEqual(100);
    Ecosystem.Matrix first = new Ecosystem.Matrix(List.of(List.of(1.0, 0.0), List.of(1.0, 0.0)));
    Ecosystem rule = new Ecosystem(2, Ecosystem.Real.SHARED, first);
    TruthMembers.Member member = new TruthMembers.Member(family, 1, 0, 5000, 1);
    TruthCell cell =
        new TruthCell(
            family,
            new Policy.Mixture(.01),
            5000,
            1,
            1,
            new TruthCell.Drawing(
                1, TruthCell.Backend.POINTS, new TruthMembers(rule, List.of(member, member))),
            List.of("between-js-1"),
            new SafeguardList(List.of(new Safeguard.OnPool(gate)), refill));
    int equal = 0;
    for (int r = 0; r < 200; r++) {
      double[][] values = KnownTruthLineage.of(cell).values(SEED, r);
      equal += value(cell, values, 1, "between-js-1", "all") < .5 ? 1 : 0;
    }
    assertThat(equal).as("%s", refill).isLessThan(12);
  }

  /** A review of a pool counts its units by their numbers, whichever member wrote them. */
  @Test
  void aReviewOfAPoolHasItsBudgetWithSeveralAuthors() {
    Safeguard.Gate good = new Safeguard.KeepRates(Collections.nCopies(4, 1.0));
    Safeguard.Gate review =
        new Safeguard.OnPool(
            new Safeguard.Review(new Amount.Units(10), good, 0, 0, 1, Safeguard.Rest.PASS));
    TruthCell three =
        cell(
            new Policy.Mixture(.3),
            new SafeguardList(List.of(review), Refill.REDRAW),
            Ecosystem.uniform(3),
            TYPES,
            TYPES,
            TYPES);
    double[][] all = values(three);
    int column = three.columns().indexOf(new Measure("reviewed-units", "all"));
    for (int g = 1; g <= LAST; g++) {
      assertThat(all[g][column]).isEqualTo(3 * 10);
    }
  }

  /** The variance of a mixture is the mean variance and the variance of the means. */
  @Test
  void allIsTheMixtureOfTheMembers() {
    TruthCell counts =
        cell(new Policy.Replace(), SafeguardList.NONE, Ecosystem.uniform(2), POISSON, POISSON);
    double[][] all = values(counts);
    // A Poisson distribution has one number, its rate: its mean and its variance.
    double a = value(counts, all, 2, "variance", Ecosystem.scope(0));
    double b = value(counts, all, 2, "variance", Ecosystem.scope(1));
    double variance = (a + b) / 2 + (a - b) * (a - b) / 4;
    assertThat(a).isNotEqualTo(b);
    assertThat(value(counts, all, 2, "variance", "all")).isCloseTo(variance, within(1e-12));
    assertThat(value(counts, all, 2, "mean-squared-error", "all"))
        .isCloseTo(Math.pow((a + b) / 2 - 2, 2), within(1e-12));
    assertThat(value(counts, all, 2, "f-st", "all"))
        .isCloseTo(1 - (a + b) / 2 / variance, within(1e-12));
    assertThat(value(counts, all, 0, "f-st", "all")).isEqualTo(0);
  }

  /** A wider kernel adds its variance to that member, and to no other in the first fit. */
  @Test
  void membersMayHaveKernelsOfTheirOwn() {
    TruthCell two =
        cell(
            new Policy.Replace(),
            SafeguardList.NONE,
            Ecosystem.uniform(2),
            KERNELS,
            new TruthSpec.KernelDensity(2));
    double[][] all = values(two);
    double narrow = value(two, all, 0, "variance", Ecosystem.scope(0));
    double wide = value(two, all, 0, "variance", Ecosystem.scope(1));
    assertThat(wide - narrow).isCloseTo(4 - .09, within(1e-12));
    assertThat(value(two, all, 0, "variance", "all")).isCloseTo((wide + narrow) / 2, within(1e-12));
    assertThat(Arrays.stream(all[LAST])).allMatch(Double::isFinite);
  }
}
