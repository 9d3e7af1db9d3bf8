package ouroboros.law.ecosystem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import ouroboros.law.ecosystem.MemberRecursion.Estimate;
import ouroboros.metric.Expectation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

/**
 * The laws of a cell whose members feed one pool, by {@link MemberRecursion}: for policies under
 * which T_g is the whole pool or all of R, and for members that draw from their models as they are
 * fitted.
 */
public final class EcosystemLaw {
  private final List<double[]> states = new ArrayList<>();
  private final boolean isGaussian;
  private final boolean isLikelihood;
  private final double trueHeterozygosity;

  /** The laws of a cell with members. Cost: K^3 operations for each generation. */
  public EcosystemLaw(TruthCell cell) {
    TruthMembers members = Objects.requireNonNull(cell.drawing().members());
    isGaussian = cell.family() instanceof TruthSpec.Gaussian;
    Estimate[] estimates =
        members.members().stream().map(EcosystemLaw::estimate).toArray(Estimate[]::new);
    isLikelihood = List.of(estimates).stream().allMatch(Estimate.LIKELIHOOD::equals);
    trueHeterozygosity =
        cell.family() instanceof TruthSpec.Types types ? heterozygosity(types.weights()) : 1;
    boolean hasLaw = isGaussian || cell.family() instanceof TruthSpec.Types;
    if (hasLaw
        && cell.safeguards().changesNothing()
        && members.members().stream().allMatch(EcosystemLaw::isFaithful)) {
      run(cell, members, estimates);
    }
  }

  private void run(TruthCell cell, TruthMembers members, Estimate[] estimates) {
    boolean isShared = members.ecosystem().real() == Ecosystem.Real.SHARED;
    long[] real = members.members().stream().mapToLong(TruthMembers.Member::real).toArray();
    MemberRecursion h =
        isShared
            ? MemberRecursion.shared(estimates, cell.real())
            : MemberRecursion.disjoint(estimates, real);
    keep(h);
    for (int g = 1; g <= cell.generations(); g++) {
      int now = g;
      List<RecipeLine> lines =
          IntStream.range(0, real.length)
              .mapToObj(k -> only(members.cell(k, cell), now))
              .flatMap(Optional::stream)
              .toList();
      if (lines.size() < real.length) {
        return;
      } else if (lines.get(0).source() instanceof Source.Synthetic) {
        step(h, members, members.sizes(g, cell));
      }
      keep(h);
    }
  }

  private static void step(MemberRecursion h, TruthMembers members, List<Long> sizes) {
    Ecosystem ecosystem = members.ecosystem();
    long[] drawn = sizes.stream().mapToLong(Long::longValue).toArray();
    if (ecosystem.mixing() instanceof Ecosystem.Matrix matrix) {
      h.mix(
          matrix.rows().stream()
              .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
              .toArray(double[][]::new),
          drawn);
      return;
    }
    long all = Arrays.stream(drawn).sum();
    long[] units = new long[drawn.length];
    for (int k = 0; k < units.length; k++) {
      units[k] = ecosystem.part(all, k + 1) - ecosystem.part(all, k);
    }
    h.recut(drawn, units);
  }

  /**
   * The line of the recipe of T_g, where that is all of R or all of the pool; empty for other
   * policies.
   */
  private static Optional<RecipeLine> only(TruthCell cell, int g) {
    Policy policy = cell.policy();
    if (policy.isRandom()) {
      return Optional.empty();
    }
    AvailableUnits stock = cell.stock().after(policy, g);
    List<RecipeLine> lines = policy.recipe(g, stock, new Key(0, 0)).parts();
    boolean isWhole = lines.size() == 1 && lines.get(0).isWhole(lines.get(0).source().units(stock));
    boolean isEarlier =
        isWhole
            && lines.get(0).source() instanceof Source.Synthetic s
            && (s.generation() < g || policy.drawnFrom(g) < g - 1);
    return isWhole && !isEarlier ? Optional.of(lines.get(0)) : Optional.empty();
  }

  private void keep(MemberRecursion h) {
    int k = h.size();
    double[] state = new double[k + 1];
    for (int i = 0; i < k; i++) {
      state[i] = h.within(i);
    }
    state[k] = h.all();
    states.add(state);
  }

  private static boolean isFaithful(TruthMembers.Member member) {
    boolean isCut = member.family() instanceof TruthSpec.Zipf z && z.cut() < z.types();
    return member.temperature() == 1 && !isCut;
  }

  private static Estimate estimate(TruthMembers.Member member) {
    return member.family() instanceof TruthSpec.Gaussian g
        ? new Estimate(g.divisor() == TruthSpec.Divisor.N_MINUS_1, g.spread())
        : Estimate.LIKELIHOOD;
  }

  private static double heterozygosity(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double squares = 0;
    for (double weight : weights) {
      squares += weight / sum * (weight / sum);
    }
    return 1 - squares;
  }

  /** The expected value over replicates; empty where no law is known. */
  public Optional<Expectation> expected(int generation, Measure measure) {
    if (generation >= states.size()) {
      return none();
    }
    double[] state = states.get(generation);
    int place = state.length - 1;
    for (int k = 0; k < state.length - 1; k++) {
      place = measure.scope().equals(Ecosystem.scope(k)) ? k : place;
    }
    double h = state[place];
    return switch (measure.metric()) {
      case "heterozygosity-ratio" -> isGaussian ? Optional.empty() : of(h);
      case "variance" -> of(h);
      case "mean-squared-error" -> isLikelihood ? of(trueHeterozygosity * (1 - h)) : none();
      case "squared-mean" -> isLikelihood ? of(1 - h) : none();
      case "second-moment" -> isLikelihood ? of(1) : none();
      default -> none();
    };
  }

  private static Optional<Expectation> of(double mean) {
    return Double.isFinite(mean) ? Optional.of(Expectation.of(mean)) : none();
  }

  private static Optional<Expectation> none() {
    return Optional.empty();
  }
}
