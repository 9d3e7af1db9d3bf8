package ouroboros.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.Choice;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/**
 * A family whose truth is known; one lineage is run after the other. R is the first {@code real}
 * points of the truth, the reserve is the points after them. The record of a generation is its
 * values [measures], in the order of {@link TruthCell#measures()}, NaN where undefined.
 *
 * <p>A line of a recipe becomes points and how often each is chosen, or, where the model needs only
 * sums, the sums of the chosen points. Where a training set contains the one before it, only the
 * new points are added; otherwise it is collected again from the start. Not thread-safe. One object
 * serves many replicates.
 *
 * @param <B> a batch of points: R, some new real points, or an S_g
 */
public final class KnownTruthFamily<B>
    implements Family<double[], KnownTruthFamily.Points<B>, KnownTruthFamily.Chosen<B>> {
  private final TruthCell cell;
  private final Policy policy;
  private final PointModel<B> model;
  private final List<Measure> measures;
  private final Map<Integer, Points<B>> synthetics = new HashMap<>();
  private Key key = new Key(0, 0);
  private @Nullable B real;

  private KnownTruthFamily(TruthCell cell, PointModel<B> model) {
    this.cell = cell;
    this.policy = cell.policy();
    this.model = model;
    this.measures = cell.measures();
  }

  /**
   * The synthetic points S_g.
   *
   * @param points null where no training set will contain them
   */
  public record Points<B>(@Nullable B points, long units) {}

  /**
   * The points that a line of a recipe chooses.
   *
   * @param times how often each point is chosen; null means once each
   * @param weight in fixed point: {@link RecipeLine#ONE} means 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chosen<B>(B points, int @Nullable [] times, long weight) {}

  /** The family of a cell. Cost: computes the tables of the truth once. */
  public static KnownTruthFamily<?> of(TruthCell cell) {
    return of(cell, cell.family().model(cell));
  }

  static <B> KnownTruthFamily<B> of(TruthCell cell, PointModel<B> model) {
    return new KnownTruthFamily<>(cell, model);
  }

  /** Forgets everything and begins the lineage of a new replicate. */
  public void start(Key replicate) {
    key = replicate;
    model.start(replicate);
    real = null;
    synthetics.clear();
  }

  @Override
  public Points<B> draw(int g, long units, List<double[]> past) {
    boolean needed = policy.oldestNeeded(g) <= g;
    Points<B> drawn = new Points<>(needed ? model.draw(g, whole(units)) : null, units);
    if (needed) {
      synthetics.put(g, drawn);
    }
    return drawn;
  }

  @Override
  public long passed(Points<B> guarded) {
    return guarded.units();
  }

  /** All of S_g: known truths have no safeguards yet. */
  @Override
  public long passed(double[] sealed, long units) {
    return units;
  }

  @Override
  public Chosen<B> take(RecipeLine line, Generation<double[], Points<B>> now) {
    if (line.source() instanceof Source.Reserve && line.take() instanceof Choice.Slice slice) {
      B batch = model.truth(cell.real() + slice.from(), whole(line.units()));
      return new Chosen<>(batch, null, line.weight());
    }
    int population = whole(line.source().units(now.available()));
    B batch = batch(line.source());
    if (line.isWhole(population)) {
      return new Chosen<>(batch, null, line.weight());
    }
    int[] times = new int[population];
    line.selection(key, population).multiplicities(0, population, times);
    return new Chosen<>(batch, times, line.weight());
  }

  @Override
  public double[] fit(
      Generation<double[], Points<B>> now, Recipe recipe, Function<RecipeLine, Chosen<B>> take) {
    int g = now.number();
    Optional<Recipe> growth = g == 0 ? Optional.empty() : policy.growth(g, now.available());
    if (growth.isPresent() && growth.get().parts().isEmpty()) {
      return now.before().clone();
    }
    if (growth.isEmpty()) {
      model.clear();
    }
    for (RecipeLine line : growth.orElse(recipe).parts()) {
      Chosen<B> chosen = take.apply(line);
      model.add(chosen.points(), chosen.times(), chosen.weight());
    }
    model.fit();
    int oldest = growth.isPresent() ? g + 1 : policy.oldestNeeded(g + 1);
    synthetics.keySet().removeIf(j -> j < oldest);
    return measures.stream().mapToDouble(model::value).toArray();
  }

  private B batch(Source source) {
    if (source instanceof Source.Synthetic s) {
      Points<B> drawn = synthetics.get(s.generation());
      if (drawn == null || drawn.points() == null) {
        throw new IllegalStateException("S_" + s.generation() + " was forgotten too early.");
      }
      return drawn.points();
    }
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
