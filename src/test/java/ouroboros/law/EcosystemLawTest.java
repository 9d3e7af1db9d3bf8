package ouroboros.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.inference.Moments;
import ouroboros.inference.Summary;
import ouroboros.law.ecosystem.MemberExtinction;
import ouroboros.metric.Expectation;
import ouroboros.policy.Amount;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;
import ouroboros.truth.TruthSpec.Divisor;

/** Members of known truths: laws, one member alone, members that are alike. */
class EcosystemLawTest {
  private static final int GENERATIONS = 6;
  private static final TruthSpec TYPES = new TruthSpec.Categorical(List.of(.1, .2, .3, .4));
  private static final Ecosystem.Matrix ANY =
      new Ecosystem.Matrix(List.of(List.of(.7, .2, .1), List.of(0.0, .5, .5), List.of(.3, .3, .4)));

  private static TruthCell cell(
      TruthSpec family, Policy policy, Ecosystem ecosystem, long[] real, long[] size) {
    List<TruthMembers.Member> members = new ArrayList<>();
    boolean isShared = ecosystem.real() == Ecosystem.Real.SHARED;
    long first = 0;
    for (int k = 0; k < ecosystem.members(); k++) {
      members.add(new TruthMembers.Member(family, 1, isShared ? 0 : first, real[k], size[k]));
      first += real[k];
    }
    return new TruthCell(
        family,
        policy,
        isShared ? real[0] : first,
        size[0],
        GENERATIONS,
        new TruthCell.Drawing(1, TruthCell.Backend.POINTS, new TruthMembers(ecosystem, members)),
        List.of(),
        SafeguardList.NONE);
  }

  /**
   * z of every measure that has a law, at generations 1 and 6, for unequal members. About 100
   * comparisons for each seed, 1,000 replicates, seed 11; |z| < 5: a false alarm has probability
   * below 1e-3 for all together, were all means normal.
   */
  @ParameterizedTest
  @ValueSource(strings = {"any matrix", "shared", "recut", "gaussian", "unbiased"})
  void measurementsAgree(String which) {
    long[] real = {12, 20, 9};
    long[] size = {15, 8, 22};
    Ecosystem disjoint = new Ecosystem(3, Ecosystem.Real.DISJOINT, ANY);
    Policy replace = new Policy.Replace();
    TruthCell cell =
        switch (which) {
          case "shared" ->
              cell(
                  TYPES,
                  replace,
                  new Ecosystem(3, Ecosystem.Real.SHARED, ANY),
                  new long[] {12, 12, 12},
                  size);
          case "recut" ->
              cell(
                  TYPES,
                  replace,
                  new Ecosystem(3, Ecosystem.Real.DISJOINT, new Ecosystem.Recut()),
                  real,
                  size);
          case "gaussian" ->
              cell(new TruthSpec.Gaussian(2, Divisor.N, 1), replace, disjoint, real, size);
          case "unbiased" ->
              cell(new TruthSpec.Gaussian(1, Divisor.N_MINUS_1, .9), replace, disjoint, real, size);
          default -> cell(TYPES, replace, disjoint, real, size);
        };
    Simulation run = Simulation.of(withLaw(cell), 11, 1000);
    TruthLaws laws = TruthLaws.of(cell);
    int compared = 0;
    for (Measure measure : withLaw(cell).measures()) {
      for (int g : new int[] {0, 1, GENERATIONS}) {
        Optional<Expectation> law = laws.expected(g, measure);
        if (law.isPresent()) {
          Moments values = run.at(g, measure.metric(), measure.scope());
          Summary.of(values, law)
              .z()
              .ifPresent(
                  z -> assertThat(z).as(which + " " + measure + " g=" + g).isBetween(-5.0, 5.0));
          assertThat(values.mean().orElseThrow()).isCloseTo(law.get().mean(), within(.15));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(12);
  }

  /** Only metrics that are defined in every replicate. */
  private static TruthCell withLaw(TruthCell cell) {
    return new TruthCell(
        cell.family(),
        cell.policy(),
        cell.real(),
        cell.size(),
        cell.generations(),
        cell.drawing(),
        List.of(
            "heterozygosity-ratio",
            "mean-squared-error",
            "variance",
            "squared-mean",
            "second-moment"),
        cell.safeguards());
  }

  /** f-st is a ratio; where there are many types, it is near the ratio of the expectations. */
  @Test
  void fstAgreesWithTheRecursion() {
    long[] of = {50, 50, 50, 50};
    Ecosystem island = new Ecosystem(4, Ecosystem.Real.DISJOINT, Ecosystem.own(4, .9));
    TruthCell cell = cell(TruthSpec.Categorical.ofEqual(200), new Policy.Replace(), island, of, of);
    Simulation run = Simulation.of(cell, 5, 100);
    TruthLaws laws = TruthLaws.of(cell);
    for (int g = 0; g <= GENERATIONS; g++) {
      double within = 0;
      for (int k = 0; k < 4; k++) {
        within += mean(laws, g, Ecosystem.scope(k)) / 4;
      }
      double expected = 1 - within / mean(laws, g, "all");
      Moments measured = run.at(g, "f-st", "all");
      // 100 replicates; the bias of a ratio is far below the width of 5 standard errors here.
      double error = measured.sd().orElseThrow() / Math.sqrt(100);
      assertThat(measured.mean().orElseThrow()).isCloseTo(expected, within(5 * error + 2e-4));
    }
  }

  /**
   * The share of 200 equal types that is left, against the recursion with a type of batch for each
   * member. 60 replicates, seed 9; the law is for Poisson counts, so 0.01 are allowed on top of 5
   * standard errors.
   */
  @ParameterizedTest
  @ValueSource(strings = {"disjoint", "shared", "recut"})
  void whatIsLeftAgreesWithTheRecursion(String which) {
    boolean isShared = which.equals("shared");
    Ecosystem rule =
        new Ecosystem(
            3,
            isShared ? Ecosystem.Real.SHARED : Ecosystem.Real.DISJOINT,
            which.equals("recut") ? new Ecosystem.Recut() : ANY);
    long[] real = isShared ? new long[] {900, 900, 900} : new long[] {300, 400, 500};
    long[] size = which.equals("recut") ? new long[] {400, 400, 400} : new long[] {350, 500, 300};
    TruthCell cell =
        cell(TruthSpec.Categorical.ofEqual(200), new Policy.Replace(), rule, real, size);
    MemberExtinction law =
        new MemberExtinction(
            rule, Arrays.stream(real).boxed().toList(), Arrays.stream(size).boxed().toList());
    Simulation run = Simulation.of(cell, 9, 60);
    double mean = cell.real() / 200.0;
    for (int g = 1; g <= GENERATIONS; g++) {
      for (int k = -1; k < 3; k++) {
        String scope = k < 0 ? "all" : Ecosystem.scope(k);
        Moments left = run.at(g, "support", scope);
        double[] thetas = law.ofTraining(g, k);
        double expected = 1 - Math.exp(-mean * alive(thetas, isShared ? null : real));
        double error = left.sd().orElseThrow() / Math.sqrt(60) / 200;
        assertThat(left.mean().orElseThrow() / 200)
            .as(scope + " g=" + g)
            .isCloseTo(expected, within(5 * error + .01));
      }
    }
  }

  /**
   * The probability that a point of R keeps its type: in all parts of R at once, or by chance in
   * one of them.
   */
  private static double alive(double[] thetas, long @Nullable [] parts) {
    if (parts == null) {
      return 1 - Math.exp(-Arrays.stream(thetas).sum());
    }
    double alive = 0;
    for (int k = 0; k < parts.length; k++) {
      alive += parts[k] * (1 - Math.exp(-thetas[k])) / Arrays.stream(parts).sum();
    }
    return alive;
  }

  private static double mean(TruthLaws laws, int g, String scope) {
    return laws.expected(g, new Measure("heterozygosity-ratio", scope)).orElseThrow().mean();
  }

  private static double[][] values(TruthCell cell) {
    return KnownTruthLineage.of(cell).values(3, 1);
  }

  /** The member of an ecosystem of one has the bits of a cell without an ecosystem. */
  @ParameterizedTest
  @ValueSource(strings = {"replace", "accumulate", "mixture", "fresh"})
  void oneMemberHasTheBitsOfNone(String which) {
    Policy policy = policy(which);
    for (TruthSpec family : List.of(TYPES, new TruthSpec.Gaussian(2, Divisor.N, 1))) {
      for (Ecosystem.Mixing mixing :
          List.of(new Ecosystem.Recut(), Ecosystem.own(1, .5), Ecosystem.uniform(1))) {
        Ecosystem one = new Ecosystem(1, Ecosystem.Real.DISJOINT, mixing);
        TruthCell with = cell(family, policy, one, new long[] {12}, new long[] {15});
        TruthCell without = new TruthCell(family, policy, 12, 15, GENERATIONS, 1, List.of());
        double[][] plain = values(without);
        double[][] alone = values(with);
        for (Measure measure : without.measures()) {
          for (String scope : List.of("all", Ecosystem.scope(0))) {
            int column = with.measures().indexOf(new Measure(measure.metric(), scope));
            for (int g = 0; column >= 0 && g <= GENERATIONS; g++) {
              double expected = plain[g][without.measures().indexOf(measure)];
              assertThat(alone[g][column])
                  .as(measure + " " + scope)
                  .isCloseTo(expected, within(scope.equals("all") ? 1e-12 : 0));
            }
          }
        }
      }
    }
  }

  /** Gates judge the units of the pool; in an ecosystem of one, those of S_g. */
  @Test
  void gatesOfOneMemberDecideAsWithoutAnEcosystem() {
    List<Safeguard.Gate> gates =
        List.of(new Safeguard.Thin(.4), new Safeguard.KeepRates(List.of(.9, .5, .7, 1.0)));
    for (Refill refill : Refill.values()) {
      SafeguardList list = new SafeguardList(List.of(), gates, List.of(), refill);
      Ecosystem one = new Ecosystem(1, Ecosystem.Real.SHARED, Ecosystem.own(1, 1));
      TruthCell with =
          guarded(cell(TYPES, policy("replace"), one, new long[] {30}, new long[] {40}), list);
      TruthCell without =
          new TruthCell(
              TYPES,
              policy("replace"),
              30,
              40,
              GENERATIONS,
              TruthCell.Drawing.AS_FITTED,
              List.of(),
              list);
      double[][] plain = values(without);
      double[][] alone = values(with);
      int first = with.columns().size() - without.columns().size();
      for (int g = 1; g <= GENERATIONS; g++) {
        int own = with.measures().indexOf(new Measure("support", Ecosystem.scope(0)));
        assertThat(alone[g][own])
            .isEqualTo(plain[g][without.measures().indexOf(new Measure("support", "all"))]);
        for (int m = without.measures().size(); m < without.columns().size(); m++) {
          assertThat(alone[g][first + m]).as(refill + " " + m).isEqualTo(plain[g][m]);
        }
      }
    }
  }

  private static TruthCell guarded(TruthCell cell, SafeguardList list) {
    return new TruthCell(
        cell.family(),
        cell.policy(),
        cell.real(),
        cell.size(),
        cell.generations(),
        cell.drawing(),
        cell.metrics(),
        list);
  }

  /**
   * A verifier of members that read each other: what passes is the same as under one model, because
   * it judges single units. Two types, 200 replicates of 4 members of 500 units, seed 4: odds are
   * multiplied by 1/2 a generation; 5 standard errors of the mean of all members' models.
   */
  @Test
  void aVerifierOfMembersMultipliesOdds() {
    Ecosystem rule = new Ecosystem(4, Ecosystem.Real.SHARED, Ecosystem.uniform(4));
    long[] of = {500, 500, 500, 500};
    TruthSpec two = new TruthSpec.Categorical(List.of(.6, .4));
    SafeguardList list =
        new SafeguardList(
            List.of(),
            List.of(new Safeguard.KeepRates(List.of(1.0, .5))),
            List.of(),
            Refill.REDRAW);
    TruthCell cell = guarded(cell(two, new Policy.Replace(), rule, of, of), list);
    Moments kept = Moments.EMPTY;
    int column = cell.measures().size();
    KnownTruthLineage lineages = KnownTruthLineage.of(cell);
    for (int r = 0; r < 200; r++) {
      kept = kept.plus(lineages.values(4, r)[1][column]);
    }
    // Of S_1 with p = (.6, .4) the gate keeps .6 + .4/2 = .8.
    double error = kept.sd().orElseThrow() / Math.sqrt(200);
    assertThat(kept.mean().orElseThrow()).isCloseTo(.8, within(5 * error + 1e-3));
  }

  private static Policy policy(String which) {
    return switch (which) {
      case "accumulate" -> new Policy.Accumulate();
      case "mixture" -> new Policy.Mixture(.3);
      case "fresh" ->
          EveryPolicy.of(new Amount.Units(4), new Amount.Units(8)).stream()
              .filter(policy -> policy.kind().equals(which))
              .findFirst()
              .orElseThrow();
      default -> new Policy.Replace();
    };
  }

  /** Every policy works on the pools of members, and one replicate has the same values twice. */
  @Test
  void everyPolicyTakesPools() {
    for (Policy policy : EveryPolicy.of(new Amount.Units(4), new Amount.Units(8))) {
      for (Ecosystem.Mixing mixing : List.of(ANY, new Ecosystem.Recut())) {
        for (Ecosystem.Real start : List.of(Ecosystem.Real.SHARED, Ecosystem.Real.DISJOINT)) {
          boolean isShared = start == Ecosystem.Real.SHARED;
          long[] real = isShared ? new long[] {12, 12, 12} : new long[] {12, 13, 12};
          long[] size = isShared ? new long[] {15, 15, 15} : new long[] {15, 8, 22};
          TruthCell cell = cell(TYPES, policy, new Ecosystem(3, start, mixing), real, size);
          double[][] values = values(cell);
          int column = cell.measures().indexOf(new Measure("support", Ecosystem.scope(2)));
          assertThat(values[GENERATIONS][column]).as(policy + " " + mixing).isBetween(1.0, 4.0);
          assertThat(values(cell)).isDeepEqualTo(values);
        }
      }
    }
  }

  /** Members that start alike are not apart in M_0; later, each pool is another sample. */
  @Test
  void membersThatAreAlike() {
    long[] of = {40, 40};
    Ecosystem shared = new Ecosystem(2, Ecosystem.Real.SHARED, Ecosystem.uniform(2));
    TruthCell cell = cell(TYPES, new Policy.Replace(), shared, of, of);
    double[][] values = values(cell);
    for (String metric : List.of("f-st", "between-js-1")) {
      int column = cell.measures().indexOf(new Measure(metric, "all"));
      assertThat(values[0][column]).isCloseTo(0, within(1e-15));
      assertThat(values[1][column]).isPositive();
    }
  }

  /** More generations, and members that are added later, do not change what was there. */
  @Test
  void reservesAndPartsOfRAreDisjoint() {
    long[] of = {5, 5, 5};
    Ecosystem own = new Ecosystem(3, Ecosystem.Real.DISJOINT, Ecosystem.own(3, 1));
    TruthCell cell =
        cell(new TruthSpec.Gaussian(1, Divisor.N, 1), new Policy.Replace(), own, of, of);
    double[][] values = values(cell);
    int[] columns =
        java.util.stream.IntStream.range(0, 3)
            .map(k -> cell.measures().indexOf(new Measure("variance", Ecosystem.scope(k))))
            .toArray();
    assertThat(values[0][columns[0]]).isNotEqualTo(values[0][columns[1]]);
    // Each reads only itself: member 0 alone is a cell without an ecosystem.
    double[][] alone =
        values(
            TruthCell.of(
                new TruthSpec.Gaussian(1, Divisor.N, 1), new Policy.Replace(), 5, 5, GENERATIONS));
    for (int g = 0; g <= GENERATIONS; g++) {
      assertThat(values[g][columns[0]]).isEqualTo(alone[g][1]);
    }
  }
}
