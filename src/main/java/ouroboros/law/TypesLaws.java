package ouroboros.law;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * The laws of {@code categorical} and {@code zipf}. {@link PoolingLaw} gives diversity and error.
 * The probability that a type is alive is exact for a sample of the truth and, up to 1,000 units,
 * for replace ({@link WrightFisher}, with a cut {@link CutWrightFisher}). In other cases {@code
 * zipf} uses {@link Extinction} with Poisson counts. With a temperature or a cut, only samples of
 * the truth have a law, and (at temperature 1) replace with a cut.
 */
final class TypesLaws implements TruthLaws {
  private static final int MOST_UNITS = 1000;
  private static final double MOST_WORK = 2e9;

  private final TruthCell cell;
  private final TypeBins types;
  private final boolean isCut;
  private final Optional<PoolingLaw> pooling;
  private final Optional<Extinction> extinction;
  private final Optional<WrightFisher> alive;
  private final Optional<WrightFisher> alone;
  private final Optional<CutWrightFisher> aliveWithCut;
  private final Optional<CutWrightFisher> aloneWithCut;

  TypesLaws(TruthCell cell) {
    this.cell = cell;
    isCut = cell.family() instanceof TruthSpec.Zipf zipf && zipf.cut() < zipf.types();
    types =
        cell.family() instanceof TruthSpec.Zipf zipf
            ? TypeBins.of(zipf)
            : TypeBins.of((TruthSpec.Categorical) cell.family());
    boolean plain = cell.temperature() == 1 && !isCut;
    pooling =
        plain ? PoolingLaw.of(cell.policy(), cell.stock(), cell.generations()) : Optional.empty();
    boolean small = cell.temperature() == 1 && isSmallReplace();
    boolean exact = plain && small;
    extinction =
        cell.temperature() == 1
                && !small
                && cell.family() instanceof TruthSpec.Zipf
                && (plain || cell.policy() instanceof Policy.Replace)
            ? Extinction.of(cell.policy(), cell.stock(), cell.generations())
            : Optional.empty();
    alive = exact ? Optional.of(fisher((x, units) -> x > 0)) : Optional.empty();
    alone = exact ? Optional.of(fisher((x, units) -> x.equals(units))) : Optional.empty();
    boolean cut = isCut && small;
    int size = (int) cell.size();
    aliveWithCut = cut ? Optional.of(cutFisher(x -> x > 0 ? 1 : 0)) : Optional.empty();
    aloneWithCut = cut ? Optional.of(cutFisher(x -> x == size ? 1 : 0)) : Optional.empty();
  }

  private CutWrightFisher cutFisher(IntToDoubleFunction value) {
    return new CutWrightFisher(
        (int) cell.real(), (int) cell.size(), cell.generations() + 1, types.keptMass(), value);
  }

  private WrightFisher fisher(BiPredicate<Integer, Integer> holds) {
    int real = (int) cell.real();
    int size = (int) cell.size();
    return new WrightFisher(
        real,
        size,
        cell.generations() + 1,
        x -> holds.test(x, real) ? 1 : 0,
        x -> holds.test(x, size) ? 1 : 0);
  }

  private boolean isSmallReplace() {
    double units = Math.max(cell.real(), cell.size());
    return cell.policy() instanceof Policy.Replace
        && units <= MOST_UNITS
        && units * (units + types.size()) * (cell.generations() + 1.0) <= MOST_WORK
        && (!isCut || types.sizeBeforeCut() * units * units * units <= MOST_WORK);
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    double real = cell.real();
    return switch (measure.metric()) {
      case "heterozygosity-ratio" ->
          isSampleOfTruth(generation)
              ? Optional.of(Expectation.of(1 - 1 / real))
              : state.map(s -> Expectation.of(s.diversity()));
      case "mean-squared-error" ->
          isSampleOfTruth(generation)
              ? Optional.of(Expectation.of((1 - types.squares()) / real))
              : state.map(s -> Expectation.of((1 - types.squares()) * s.error()));
      case "mixed" -> alone(generation).map(of -> indicator(1 - of.sum(types)));
      case "alive" ->
          alive(generation).map(of -> indicator(of.kept().applyAsDouble(types.first())));
      case "support" -> alive(generation).map(of -> Expectation.of(of.sum(types)));
      case "missing-mass" ->
          alive(generation).map(of -> Expectation.of(1 - of.byMass().sum(types)));
      default -> Optional.empty();
    };
  }

  private static Expectation indicator(double p) {
    return Expectation.of(p, StrictMath.sqrt(p * (1 - p)));
  }

  /**
   * The probability of an event for one type, as a function of the type's true probability.
   *
   * @param kept for a type that draws keep
   * @param cutOff for a type that draws cut off
   */
  private record OfType(DoubleUnaryOperator kept, DoubleUnaryOperator cutOff) {
    static OfType all(DoubleUnaryOperator of) {
      return new OfType(of, of);
    }

    OfType byMass() {
      return new OfType(q -> q * kept.applyAsDouble(q), q -> q * cutOff.applyAsDouble(q));
    }

    double sum(TypeBins types) {
      return types.sum(kept, cutOff);
    }
  }

  /** The probability that a type is the only one left, by its true probability. */
  private Optional<OfType> alone(int generation) {
    if (isSampleOfTruth(generation)) {
      return Optional.of(OfType.all(q -> StrictMath.pow(q, (double) cell.real())));
    }
    return alone
        .map(fisher -> OfType.all(q -> fisher.expected(generation + 1, q)))
        .or(() -> aloneWithCut.map(fisher -> withCut(generation, fisher)));
  }

  /** The probability that a type is alive, by its true probability. */
  private Optional<OfType> alive(int generation) {
    double real = cell.real();
    if (isSampleOfTruth(generation)) {
      return Optional.of(OfType.all(q -> -StrictMath.expm1(real * StrictMath.log1p(-q))));
    } else if (alive.isPresent()) {
      return alive.map(fisher -> OfType.all(q -> fisher.expected(generation + 1, q)));
    } else if (aliveWithCut.isPresent()) {
      return aliveWithCut.map(fisher -> withCut(generation, fisher));
    } else if (extinction.isEmpty()) {
      return Optional.empty();
    } else if (isCut) {
      return Optional.of(new OfType(q -> replaceWithCut(generation, q), q -> 0));
    }
    SurvivalProbability fate = extinction.get().ofTraining(generation);
    return Optional.of(OfType.all(q -> fate.aliveOfMean(real * q)));
  }

  private static OfType withCut(int generation, CutWrightFisher fisher) {
    return new OfType(
        q -> fisher.ofKept(generation + 1, q), q -> fisher.ofCutOff(generation + 1, q));
  }

  /**
   * The first synthetic draw keeps only the ranks before the cut, so each of them is drawn more
   * often.
   */
  private double replaceWithCut(int generation, double q) {
    double factor = 1;
    for (int g = 2; g <= generation; g++) {
      factor = -StrictMath.expm1(-factor);
    }
    double first = cell.size() / (cell.real() * types.keptMass());
    return -StrictMath.expm1(-cell.real() * q * -StrictMath.expm1(-first * factor));
  }

  private boolean isSampleOfTruth(int generation) {
    return generation == 0
        || cell.policy() instanceof Policy.Frozen
        || cell.policy() instanceof Policy.FreshDisjoint;
  }
}
