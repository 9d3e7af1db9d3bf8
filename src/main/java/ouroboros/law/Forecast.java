package ouroboros.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Slices;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/**
 * Retention = mean_i alive_i, lost mass = sum_i c_i (1 - alive_i) / sum_i c_i: a forecast, made
 * before anything is drawn, of how many of R's n-gram types will be left. c_i is the count of type
 * i in R and alive_i the probability that it occurs in the later set, by {@link Extinction}. The
 * result hardly depends on the order of the model.
 *
 * <p>Known for every policy that does not choose units by their content. A stratified anchor is
 * forecast like a random one. Cost for generation k: O(k^2 + rows of R's types).
 */
public final class Forecast {
  private final Extinction extinction;
  private final RealTypes real;

  /** How many slices are equally probable at every generation; 0 where the slice is given. */
  private final int slices;

  private Forecast(Extinction extinction, RealTypes real, int slices) {
    this.extinction = extinction;
    this.real = real;
    this.slices = slices;
  }

  /**
   * The forecast for generations 0 .. generations; empty if no law is known or the census lacks a
   * slice.
   *
   * @param stock the available units before anything is drawn
   */
  public static Optional<Forecast> of(
      Policy policy, AvailableUnits stock, int generations, Census census) {
    SortedMap<Integer, RecipeLine> slices = slices(policy, stock, generations);
    boolean isComplete = !policy.usesReserve() || !slices.isEmpty();
    return isComplete && census.holds(slices)
        ? Extinction.of(asRandom(policy), stock, generations)
            .map(
                extinction ->
                    new Forecast(
                        extinction,
                        census.types(slices),
                        policy instanceof Policy.FreshDisjoint ? slices.size() : 0))
        : Optional.empty();
  }

  /**
   * How much of R is left in a set of the members of an ecosystem.
   *
   * @param thetas [members] how strongly an occurrence in the R of each member protects a type
   * @param parts of R that the members start from, by their number from 1; empty where each starts
   *     from all of R
   */
  public static Survival ofMembers(
      double[] thetas, SortedMap<Integer, RecipeLine> parts, Census census) {
    double all = parts.isEmpty() ? Arrays.stream(thetas).sum() : 0;
    List<SurvivalProbability.Fresh> ofParts = new ArrayList<>();
    parts.forEach((k, part) -> ofParts.add(new SurvivalProbability.Fresh(k, 1, thetas[k - 1])));
    return new Survival(
        List.of(new SurvivalProbability(m -> StrictMath.exp(-m * all), ofParts)),
        census.types(parts));
  }

  /** The same share of every stratum is forecast like a random share of all units. */
  private static Policy asRandom(Policy policy) {
    return policy instanceof Policy.Anchor anchor
            && anchor.choose() instanceof Policy.Choose.Stratified
        ? new Policy.Anchor(
            anchor.real(), new Policy.Choose.Random(), anchor.total(), anchor.every())
        : policy;
  }

  /**
   * The slice of reserve that T_g takes, by g, with weight 1: the slices that a census must count.
   * Under {@code fresh-disjoint} each replicate has an order of its own; there they are all slices,
   * by their number from 1, and each is equally probable at every g.
   */
  public static SortedMap<Integer, RecipeLine> slices(
      Policy policy, AvailableUnits before, int generations) {
    TreeMap<Integer, RecipeLine> slices = new TreeMap<>();
    if (policy instanceof Policy.FreshDisjoint) {
      Slices.all(before).forEach(slice -> slices.put(slices.size() + 1, slice));
      return slices;
    }
    AvailableUnits stock = before;
    for (int g = 1; g <= generations; g++) {
      stock = stock.after(policy, g);
      List<RecipeLine> parts =
          policy.freshUnits(g, before) > 0
              ? policy.recipe(g, stock, new Key(0, 0)).parts()
              : List.of();
      for (RecipeLine part : parts) {
        if (part.source() instanceof Source.Reserve) {
          slices.put(g, new RecipeLine(part.source(), part.take(), part.units(), RecipeLine.ONE));
        }
      }
    }
    return slices;
  }

  /** The forecast for S_k, k >= 1. */
  public Survival ofSynthetic(int k) {
    return survival(extinction.ofSynthetic(k));
  }

  /** The forecast for T_g, g >= 0. */
  public Survival ofTraining(int g) {
    return survival(extinction.ofTraining(g));
  }

  private Survival survival(SurvivalProbability fate) {
    return new Survival(
        slices == 0 || fate.fresh().isEmpty()
            ? List.of(fate)
            : IntStream.rangeClosed(1, slices).mapToObj(fate::withSlice).toList(),
        real);
  }

  /** How much of R is left in one later set. */
  public static final class Survival {
    private final RealTypes real;
    private final List<Fate> fates;
    private final TreeMap<Long, Double> byCount = new TreeMap<>();

    private Survival(List<SurvivalProbability> fates, RealTypes real) {
      this.real = real;
      this.fates = fates.stream().map(fate -> Fate.of(fate, real)).toList();
    }

    /** The probability that a type of this row occurs in the set: the mean over the fates. */
    private double alive(RealTypes.Row row) {
      double sum = 0;
      for (Fate fate : fates) {
        sum += fate.alive(row);
      }
      return sum / fates.size();
    }

    /** The expected share of R's types that occur in the set. */
    public double retention() {
      double sum = 0;
      double types = 0;
      for (RealTypes.Row row : real.rows()) {
        sum += row.types() * alive(row);
        types += row.types();
      }
      return sum / types;
    }

    /** The expected share of R's occurrences whose types no longer occur. */
    public double lostMass() {
      double sum = 0;
      double mass = 0;
      for (RealTypes.Row row : real.rows()) {
        double here = (double) row.types() * row.count();
        sum += here * (1 - alive(row));
        mass += here;
      }
      return sum / mass;
    }

    /** How many of R's types are expected to occur, by the bin of their count in R. */
    public SortedMap<Long, Double> types() {
      if (byCount.isEmpty()) {
        for (RealTypes.Row row : real.rows()) {
          long bin = ouroboros.metric.count.Survival.lowest(row.count());
          byCount.merge(bin, row.types() * alive(row), Double::sum);
        }
      }
      return Collections.unmodifiableSortedMap(byCount);
    }
  }

  /**
   * The survival under given slices.
   *
   * @param lost [m] logarithm of the probability that a sentence with m occurrences leaves none
   * @param fresh [g] theta of an occurrence in the slice of reserve that T_g took
   */
  private record Fate(double[] lost, double[] fresh) {
    static Fate of(SurvivalProbability fate, RealTypes real) {
      double[] lost = new double[1 + real.times().get(real.times().size() - 1)];
      real.times().forEach(m -> lost[m] = StrictMath.log(fate.lost().applyAsDouble(m)));
      int last =
          fate.fresh().stream().mapToInt(SurvivalProbability.Fresh::generation).max().orElse(0);
      double[] fresh = new double[1 + last];
      fate.fresh().forEach(taken -> fresh[taken.generation()] += taken.theta());
      return new Fate(lost, fresh);
    }

    double alive(RealTypes.Row row) {
      double log = 0;
      for (int k = 0; k < row.times().length; k++) {
        log += row.sentences()[k] * lost[row.times()[k]];
      }
      for (int j = 0; j < row.fresh().length; j++) {
        int g = row.generations()[j];
        log -= g < fresh.length && fresh[g] > 0 ? row.fresh()[j] * fresh[g] : 0;
      }
      return -StrictMath.expm1(log);
    }
  }
}
