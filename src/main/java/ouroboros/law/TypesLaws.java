package ouroboros.law;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import ouroboros.metric.Expectation;
import ouroboros.policy.Policy;
import ouroboros.truth.Measure;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthSpec;

/**
 * {@code categorical} and {@code zipf}: {@link PoolingLaw} for diversity and error; who is alive
 * exactly for a sample of the truth and, up to 1,000 units, for replace ({@link WrightFisher}); for
 * {@code zipf} else by {@link Extinction} with Poisson counts. A temperature or a cut leaves the
 * laws of generation 0 alone, but for replace with a cut.
 */
final class TypesLaws implements TruthLaws {
  private static final int MOST_UNITS = 1000;
  private static final double MOST_WORK = 2e9;

  private final TruthCell cell;
  private final double[] p;
  private final int cut;
  private final double trueSquares;
  private final Optional<PoolingLaw> pooling;
  private final Optional<Extinction> extinction;
  private final Optional<WrightFisher> alive;
  private final Optional<WrightFisher> alone;

  TypesLaws(TruthCell cell) {
    this.cell = cell;
    p = probabilities(cell.family());
    cut = cell.family() instanceof TruthSpec.Zipf zipf ? zipf.cut() : p.length;
    double squares = 0;
    for (double q : p) {
      squares += q * q;
    }
    trueSquares = squares;
    boolean plain = cell.temperature() == 1 && cut == p.length;
    pooling =
        plain ? PoolingLaw.of(cell.policy(), cell.stock(), cell.generations()) : Optional.empty();
    boolean exact = plain && isSmallReplace();
    extinction =
        cell.temperature() == 1
                && !exact
                && cell.family() instanceof TruthSpec.Zipf
                && (plain || cell.policy() instanceof Policy.Replace)
            ? Extinction.of(cell.policy(), cell.stock(), cell.generations())
            : Optional.empty();
    alive = exact ? Optional.of(fisher((x, units) -> x > 0)) : Optional.empty();
    alone = exact ? Optional.of(fisher((x, units) -> x == units)) : Optional.empty();
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
        && units * (units + p.length) * (cell.generations() + 1.0) <= MOST_WORK;
  }

  private static double[] probabilities(TruthSpec family) {
    double[] weights;
    if (family instanceof TruthSpec.Zipf zipf) {
      weights = new double[zipf.types()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.pow(i + 1.0, -zipf.exponent());
      }
    } else {
      List<Double> given = ((TruthSpec.Categorical) family).probabilities();
      weights = given.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  @Override
  public Optional<Expectation> expected(int generation, Measure measure) {
    Optional<PoolingLaw.State> state = pooling.map(law -> law.at(generation));
    double real = cell.real();
    return switch (measure.metric()) {
      case "heterozygosity-ratio" ->
          generation == 0
              ? Optional.of(Expectation.of(1 - 1 / real))
              : state.map(s -> Expectation.of(s.diversity()));
      case "mean-squared-error" ->
          generation == 0
              ? Optional.of(Expectation.of((1 - trueSquares) / real))
              : state.map(s -> Expectation.of((1 - trueSquares) * s.error()));
      case "mixed" -> alone(generation).map(of -> indicator(1 - sum(of, p.length, q -> 1)));
      case "alive" -> alive(generation).map(of -> indicator(of.applyAsDouble(p[0])));
      case "support" ->
          alive(generation).map(of -> Expectation.of(sum(of, types(generation), q -> 1)));
      case "missing-mass" ->
          alive(generation).map(of -> Expectation.of(1 - sum(of, types(generation), q -> q)));
      default -> Optional.empty();
    };
  }

  private static Expectation indicator(double p) {
    return Expectation.of(p, StrictMath.sqrt(p * (1 - p)));
  }

  /** The probability that a type of some probability is the only one left. */
  private Optional<DoubleUnaryOperator> alone(int generation) {
    if (isSampleOfTruth(generation)) {
      return Optional.of(q -> StrictMath.pow(q, cell.real()));
    }
    return alone.map(fisher -> q -> fisher.expected(generation + 1, q));
  }

  /** The probability that a type of some probability is alive. */
  private Optional<DoubleUnaryOperator> alive(int generation) {
    double real = cell.real();
    if (isSampleOfTruth(generation)) {
      return Optional.of(q -> -StrictMath.expm1(real * StrictMath.log1p(-q)));
    } else if (alive.isPresent()) {
      return alive.map(fisher -> q -> fisher.expected(generation + 1, q));
    } else if (extinction.isEmpty()) {
      return Optional.empty();
    } else if (cut < p.length) {
      return Optional.of(q -> replaceWithCut(generation, q));
    }
    Fate fate = extinction.get().ofTraining(generation);
    return Optional.of(q -> fate.aliveOfMean(real * q));
  }

  /** The first draw keeps the ranks before the cut, so it draws each of them more often. */
  private double replaceWithCut(int generation, double q) {
    double kept = 0;
    for (int i = 0; i < cut; i++) {
      kept += p[i];
    }
    double factor = 1;
    for (int g = 2; g <= generation; g++) {
      factor = -StrictMath.expm1(-factor);
    }
    double first = cell.size() / (cell.real() * kept);
    return -StrictMath.expm1(-cell.real() * q * -StrictMath.expm1(-first * factor));
  }

  private boolean isSampleOfTruth(int generation) {
    return generation == 0
        || cell.policy() instanceof Policy.Frozen
        || cell.policy() instanceof Policy.FreshDisjoint;
  }

  /** Types that M_g can have. */
  private int types(int generation) {
    return isSampleOfTruth(generation) ? p.length : cut;
  }

  /** Sum over the first types, each different probability asked once in a row. */
  private double sum(DoubleUnaryOperator alive, int types, DoubleUnaryOperator value) {
    double sum = 0;
    double last = Double.NaN;
    double answer = 0;
    for (int i = 0; i < types; i++) {
      if (p[i] != last) {
        last = p[i];
        answer = alive.applyAsDouble(last);
      }
      sum += answer * value.applyAsDouble(p[i]);
    }
    return sum;
  }
}
