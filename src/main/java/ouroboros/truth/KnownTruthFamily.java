package ouroboros.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ouroboros.model.Generation;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/**
 * A family whose truth is known; one lineage is run after the other. R is the first {@code real}
 * points of the truth, the reserve is the points after them. The record of a generation is its
 * values [columns], in the order of {@link TruthCell#columns()}, NaN where undefined.
 *
 * <p>A line of a recipe becomes points and how often each is chosen, or, where the model needs only
 * sums, the sums of the chosen points. Where a training set contains the one before it, only the
 * new points are added; otherwise it is collected again from the start. Not thread-safe. One object
 * serves many replicates.
 *
 * <p>With gates, S'_g is found by {@link PointWalk}, and the pool by {@link PointPoolGates}.
 *
 * @param <B> a batch of points: R, some new real points, or an S_g
 */
public final class KnownTruthFamily<B>
    implements TruthFamily<KnownTruthFamily.Points<B>, KnownTruthFamily.Chosen<B>> {
  private final TruthCell cell;
  private final Policy policy;
  private final PointModel<B> model;
  private final List<Measure> measures;
  private final List<Measure> guarded;
  private final SafeguardList safeguards;
  private final int beforePool;
  private final PointTally tally;
  private final UsedPoints used = new UsedPoints();
  private final Map<Integer, PassedPoints<B>> synthetics = new HashMap<>();
  private final Map<Integer, List<ChosenPoints<B>>> trained = new HashMap<>();
  private ToIntFunction<List<double[]>> drawnFrom = past -> past.size() - 1;
  private int longestRollback = -1;
  private @Nullable Function<List<double[]>, TruthCell> changes;
  private TruthCell current;
  private boolean isChanged;
  private Key key = new Key(0, 0);
  private @Nullable B real;
  private long passed;
  private MemberFamilies.@Nullable Pool<B> pools;

  /**
   * The model that pools are drawn from, where they are still drawn from while members are fitted
   * again; null where it is {@link #model}.
   */
  private @Nullable PointModel<B> writer;

  /** What {@link #writer} has yet to do to be what {@link #model} is. */
  private final List<Consumer<PointModel<B>>> behind = new ArrayList<>();

  private long reserve;

  private KnownTruthFamily(TruthCell cell, PointModel<B> model) {
    this.cell = cell;
    this.current = cell;
    this.policy = cell.policy();
    this.model = model;
    this.measures = cell.measures();
    this.guarded = cell.columns().subList(measures.size(), cell.columns().size());
    this.safeguards = cell.safeguards();
    this.beforePool =
        (int) safeguards.gates().stream().filter(g -> !(g instanceof Safeguard.OnPool)).count();
    this.tally = new PointTally(safeguards.gates().size());
    this.reserve = cell.real();
  }

  /**
   * Makes this the family of a member: its training sets have units of its pool.
   *
   * @param ofPools another model of the same kind, that pools are drawn from; null where no pool is
   *     drawn from while members are fitted
   */
  void join(MemberFamilies.Pool<B> pool, @Nullable PointModel<B> ofPools) {
    pools = pool;
    writer = ofPools;
  }

  /** Changes the model, at once or before S_g is drawn the next time. */
  private void step(Consumer<PointModel<B>> step) {
    step.accept(model);
    if (writer != null) {
      behind.add(step);
    }
  }

  /** Puts the model that pools are drawn from in the same state. */
  private void catchUp() {
    PointModel<B> ofPools = writer;
    if (ofPools != null) {
      behind.forEach(step -> step.accept(ofPools));
    }
    behind.clear();
  }

  /** Begins the lineage of a member: its R and its reserve begin at these points of the truth. */
  void start(Key replicate, long firstReal, long firstReserve) {
    start(replicate.of(0));
    real = model.truth(firstReal, whole(cell.real()));
    step(each -> each.start(replicate));
    key = replicate;
    reserve = firstReserve;
  }

  @Override
  public long units(int g, long wanted, List<double[]> past) {
    MemberFamilies.Pool<B> pool = pools;
    return pool == null ? wanted : pool.units(g);
  }

  /** The synthetic points S_g, or S'_g. */
  public record Points<B>(PassedPoints<B> passed) {
    long units() {
      return passed.units();
    }
  }

  /** The points that a line of a recipe chooses. */
  public record Chosen<B>(ChosenPoints<B> points) {}

  /** The family of a cell. Cost: computes the tables of the truth once. */
  public static KnownTruthFamily<?> of(TruthCell cell) {
    return of(cell, cell.family().model(cell));
  }

  static <B> KnownTruthFamily<B> of(TruthCell cell, PointModel<B> model) {
    return new KnownTruthFamily<>(cell, model);
  }

  @Override
  public void intervene(ToIntFunction<List<double[]>> from, int longest) {
    drawnFrom = from;
    longestRollback = longest;
  }

  @Override
  public void change(Function<List<double[]>, TruthCell> other) {
    changes = other;
  }

  @Override
  public void start(Key replicate) {
    key = replicate;
    behind.clear();
    step(each -> each.start(replicate));
    real = null;
    synthetics.clear();
    trained.clear();
    if (changes != null) {
      current = cell;
      isChanged = false;
      step(each -> each.change(cell));
    }
  }

  /** Puts the model in place that S_g is drawn from. */
  void ready(int g, List<double[]> past) {
    int from = Math.min(policy.drawnFrom(g), drawnFrom.applyAsInt(past));
    boolean differs = changes != null && !changes.apply(past).equals(current);
    if (changes != null && differs) {
      current = changes.apply(past);
      isChanged = true;
      TruthCell other = current;
      step(each -> each.change(other));
    }
    if (from < g - 1) {
      List<ChosenPoints<B>> earlier = Objects.requireNonNull(trained.get(from));
      step(PointModel::clear);
      step(each -> earlier.forEach(points -> add(points, each)));
      step(PointModel::fit);
    } else if (differs) {
      step(PointModel::fit);
    }
    catchUp();
  }

  @Override
  public Points<B> draw(int g, long units, List<double[]> past) {
    boolean needed = isNeeded(g) && beforePool == 0;
    if (pools != null) {
      long[] words = LongStream.range(0, needed ? units : 0).toArray();
      return keep(g, PassedPoints.of(drawn(g, words, null), units));
    }
    ready(g, past);
    B drawn = needed ? model.draw(g, whole(units)) : null;
    return keep(g, PassedPoints.all(drawn, units));
  }

  private List<PassedPoints.Drawn<B>> drawn(int g, long[] words, int @Nullable [] ranks) {
    MemberFamilies.Pool<B> pool = pools;
    if (!isNeeded(g)) {
      return List.of();
    }
    return pool == null
        ? List.of(new PassedPoints.Drawn<>(model.draw(g, words), words.length, ranks))
        : pool.draw(g, words, ranks);
  }

  private Points<B> keep(int g, PassedPoints<B> points) {
    if (isNeeded(g)) {
      synthetics.put(g, points);
    }
    passed = points.units();
    return new Points<>(points);
  }

  private boolean isNeeded(int g) {
    return policy.oldestNeeded(g) <= g;
  }

  @Override
  public Points<B> guard(int g, Points<B> synthetic, List<double[]> past) {
    tally.begin(synthetic.units());
    if (beforePool == 0) {
      return synthetic;
    }
    return keep(
        g,
        PassedPoints.judged(
            walk(g),
            whole(synthetic.units()),
            safeguards.refill() == Refill.REAL,
            (words, ranks) -> drawn(g, words, ranks),
            unit -> replacement(g, unit)));
  }

  private PointWalk walk(int g) {
    MemberFamilies.Pool<B> pool = pools;
    return new PointWalk(
        safeguards.gates().subList(0, beforePool),
        safeguards.refill(),
        model.drawn(),
        pool == null ? model::candidates : pool::candidates,
        g,
        key,
        cell.real(),
        tally);
  }

  /** The unit of R that takes the place of a unit. */
  private int replacement(int g, int unit) {
    return (int) key.stream(g, Purpose.REFILL, unit).below(cell.real());
  }

  @Override
  public long passed(Points<B> points) {
    return points.units();
  }

  /** As many as passed last: a generation is always computed, never read. */
  @Override
  public long passed(double[] sealed, long units) {
    return passed;
  }

  @Override
  public Chosen<B> take(RecipeLine line, Generation<double[], Points<B>> now) {
    if (line.source() instanceof Source.Reserve && line.take() instanceof Choice.Slice slice) {
      int units = whole(line.units());
      B batch = model.truth(reserve + slice.from(), units);
      return chosen(line, List.of(new ChosenPoints.Part<>(batch, units, null, true)));
    }
    int population = whole(line.source().units(now.available()));
    int[] times = null;
    if (!line.isWhole(population)) {
      times = new int[population];
      line.selection(key, population).multiplicities(0, population, times);
    }
    if (!(line.source() instanceof Source.Synthetic s)) {
      return chosen(line, List.of(new ChosenPoints.Part<>(real(), population, times, true)));
    }
    PassedPoints<B> points = synthetics.get(s.generation());
    if (points == null || points.drawn().isEmpty()) {
      throw new IllegalStateException("S_" + s.generation() + " was forgotten too early.");
    }
    List<ChosenPoints.Part<B>> parts = new ArrayList<>();
    for (PassedPoints.Drawn<B> drawn : points.drawn()) {
      parts.add(
          new ChosenPoints.Part<>(
              drawn.points(), drawn.units(), drawn.chosen(times), false, drawn.ranks()));
    }
    if (points.real().length > 0) {
      int all = whole(cell.real());
      boolean needsNumbers = beforePool < safeguards.gates().size() && safeguards.hasReview();
      int[] numbers = needsNumbers ? points.numbersOfReal(times) : null;
      parts.add(new ChosenPoints.Part<>(real(), all, points.ofReal(all, times), true, numbers));
    }
    return chosen(line, parts);
  }

  private static <B> Chosen<B> chosen(RecipeLine line, List<ChosenPoints.Part<B>> parts) {
    return new Chosen<>(new ChosenPoints<>(parts, line.weight()));
  }

  @Override
  public double[] fit(
      Generation<double[], Points<B>> now, Recipe recipe, Function<RecipeLine, Chosen<B>> take) {
    int g = now.number();
    boolean grows = g > 0 && longestRollback < 0 && policy.drawnFrom(g + 1) == g;
    Optional<Recipe> growth = grows ? policy.growth(g, now.available()) : Optional.empty();
    boolean isSame = growth.isPresent() && growth.get().parts().isEmpty() && !isChanged;
    isChanged = false;
    if (isSame) {
      return values(g, now.before().clone());
    }
    List<ChosenPoints<B>> taken =
        growth.orElse(recipe).parts().stream().map(line -> take.apply(line).points()).toList();
    if (g > 0 && beforePool < safeguards.gates().size()) {
      taken = pooled(g, taken);
    }
    if (growth.isEmpty()) {
      step(PointModel::clear);
      used.clear();
    }
    taken.forEach(this::use);
    List<ChosenPoints<B>> added = taken;
    step(each -> added.forEach(points -> add(points, each)));
    step(PointModel::fit);
    boolean isKept = g == 0 && policy.drawnFrom(2) == 0;
    if (longestRollback > 0 || isKept) {
      trained.put(g, taken);
      trained.keySet().removeIf(j -> j < Math.min(policy.drawnFrom(g + 1), g - longestRollback));
    }
    int oldest = growth.isPresent() ? g + 1 : policy.oldestNeeded(g + 1);
    synthetics.keySet().removeIf(j -> j < oldest);
    double[] values = new double[measures.size() + guarded.size()];
    for (int m = 0; m < measures.size(); m++) {
      values[m] = model.value(measures.get(m));
    }
    return values(g, values);
  }

  private void use(ChosenPoints<B> chosen) {
    chosen.parts().stream()
        .filter(part -> part.chosen() > 0)
        .forEach(part -> used.add(part, chosen.weight()));
  }

  private static <B> void add(ChosenPoints<B> chosen, PointModel<B> to) {
    for (ChosenPoints.Part<B> part : chosen.parts()) {
      if (part.chosen() > 0) {
        to.add(part.points(), part.times(), chosen.weight());
      }
    }
  }

  /** Fills in what is measured of the safeguards. */
  private double[] values(int g, double[] values) {
    for (int m = 0; m < guarded.size(); m++) {
      values[measures.size() + m] =
          g == 0 ? Double.NaN : GuardedMeasures.value(guarded.get(m), tally, used);
    }
    return values;
  }

  /** What passes the gates on the pool. */
  private List<ChosenPoints<B>> pooled(int g, List<ChosenPoints<B>> recipe) {
    long all = 0;
    ChosenPoints.Part<B> reals = null;
    for (ChosenPoints<B> line : recipe) {
      boolean ofPeople = line.parts().stream().allMatch(ChosenPoints.Part::isReal);
      for (ChosenPoints.Part<B> part : line.parts()) {
        all += part.chosen();
        reals = ofPeople && reals == null ? part : reals;
      }
    }
    if (beforePool == 0) {
      tally.begin(all);
    }
    ChosenPoints.Part<B> whole = new ChosenPoints.Part<>(real(), whole(cell.real()), null, true);
    PointPoolGates<B> pool =
        new PointPoolGates<>(
            model,
            further(),
            safeguards,
            beforePool,
            g,
            key,
            tally,
            walk(g),
            new PointPoolGates.Supply<>(
                policy.realShareOfPool(g),
                reals == null ? whole : reals,
                policy.realProbability().isPresent(),
                real(),
                whole(cell.real())));
    return pool.pass(recipe, RecipeLine.ONE);
  }

  /** Where further candidates of a pool come from. */
  private PointPoolGates.Synthetic<B> further() {
    MemberFamilies.Pool<B> pool = pools;
    return new PointPoolGates.Synthetic<>() {
      @Override
      public LongToDoubleFunction candidates(int g) {
        return pool == null ? model.candidates(g) : pool.candidates(g);
      }

      @Override
      public List<PassedPoints.Drawn<B>> draw(int g, long[] words) {
        return pool == null
            ? List.of(new PassedPoints.Drawn<>(model.draw(g, words), words.length, null))
            : pool.draw(g, words, null);
      }
    };
  }

  private B real() {
    B known = real;
    if (known == null) {
      known = model.truth(0, whole(cell.real()));
      real = known;
    }
    return known;
  }

  private static int whole(long units) {
    return Math.toIntExact(units);
  }
}
