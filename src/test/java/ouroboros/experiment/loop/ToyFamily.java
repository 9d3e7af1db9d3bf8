package ouroboros.experiment.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ouroboros.model.Family;
import ouroboros.model.Generation;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.Purpose;

/**
 * A family whose units are integers: R is 0, 1, 2 .., the model of a training set a number that
 * every unit of it changes, a drawn unit a random number that depends on the model. It notes what
 * it is asked for.
 */
public final class ToyFamily implements Family<ToyFamily.Made, long[], long[]> {
  private static final long PRIME = 1_000_003;
  private static final long RESERVE = 500_000;

  private final Key key;
  private final @Nullable LongPredicate gate;

  /** What was computed, in order: {@code draw 1}, {@code fit 1} .. */
  public final List<String> calls = new ArrayList<>();

  /** The generations that were fitted, as the loop described them. */
  public final List<Generation<Made, long[]>> fitted = new ArrayList<>();

  /** The recipes that were fitted. */
  public final List<Recipe> recipes = new ArrayList<>();

  private ToyFamily(Key key, @Nullable LongPredicate gate) {
    this.key = key;
    this.gate = gate;
  }

  /**
   * What is sealed of a generation.
   *
   * @param generation g
   * @param units of S_g; 0 for g = 0
   * @param passed units of S'_g
   * @param recipe of T_g
   * @param trained units of T_g
   * @param model M_g
   */
  public record Made(
      int generation, long units, long passed, List<String> recipe, long trained, long model) {}

  /** Without a gate. */
  public static ToyFamily of(Key key) {
    return new ToyFamily(key, null);
  }

  /** With a gate that a drawn unit passes by its value. */
  public static ToyFamily guarded(Key key, LongPredicate gate) {
    return new ToyFamily(key, gate);
  }

  /** 40 units of R, 30 drawn in each generation. */
  public static AvailableUnits stock() {
    return AvailableUnits.ofCorpus(40, 1000, 30);
  }

  @Override
  public long[] draw(int g, long units, List<Made> past) {
    calls.add("draw " + g);
    return drawn(g, units, past);
  }

  private long[] drawn(int g, long units, List<Made> past) {
    long model = past.get(g - 1).model();
    return LongStream.range(0, units)
        .map(unit -> (model + key.stream(g, Purpose.DRAW, unit).below(PRIME)) % PRIME)
        .toArray();
  }

  @Override
  public long[] guard(int g, long[] synthetic, List<Made> past) {
    calls.add("guard " + g);
    return passing(synthetic);
  }

  private long[] passing(long[] synthetic) {
    LongPredicate passes = gate;
    return passes == null ? synthetic : LongStream.of(synthetic).filter(passes).toArray();
  }

  @Override
  public long passed(long[] guarded) {
    return guarded.length;
  }

  @Override
  public long passed(Made sealed, long planned) {
    return sealed.passed();
  }

  @Override
  public long[] take(RecipeLine line, Generation<Made, long[]> now) {
    if (line.source() instanceof Source.Reserve && line.take() instanceof Choice.Slice slice) {
      return LongStream.range(0, line.units()).map(i -> RESERVE + slice.from() + i).toArray();
    }
    long[] source = source(line.source(), now);
    int[] times = new int[source.length];
    line.selection(key, source.length).multiplicities(0, times.length, times);
    LongStream.Builder taken = LongStream.builder();
    for (int i = 0; i < times.length; i++) {
      for (int k = 0; k < times[i]; k++) {
        taken.add(source[i]);
      }
    }
    return taken.build().toArray();
  }

  private long[] source(Source source, Generation<Made, long[]> now) {
    if (!(source instanceof Source.Synthetic synthetic)) {
      return LongStream.range(0, now.available().real()).toArray();
    }
    int j = synthetic.generation();
    return j == now.number()
        ? now.drawn().guarded()
        : passing(drawn(j, now.past().get(j).units(), now.past()));
  }

  @Override
  public Made fit(Generation<Made, long[]> now, Recipe recipe, Function<RecipeLine, long[]> take) {
    int g = now.number();
    calls.add("fit " + g);
    fitted.add(now);
    recipes.add(recipe);
    long trained = 0;
    long model = 1;
    for (RecipeLine line : recipe.parts()) {
      for (long unit : take.apply(line)) {
        model = (31 * model + unit * (line.weight() % PRIME)) % PRIME;
        trained++;
      }
    }
    Generation.Corpora<long[]> corpora = now.corpora();
    return new Made(
        g,
        corpora == null ? 0 : corpora.synthetic().length,
        corpora == null ? 0 : corpora.guarded().length,
        recipe.parts().stream().map(RecipeLine::toString).toList(),
        trained,
        model);
  }

  /** Where R or a drawn corpus of this lineage is written: a file a generation. */
  public static String file(int g) {
    return "S-" + g;
  }

  /** All of S_j but the last. */
  @Override
  public List<String> unneeded(List<Made> past) {
    return past.stream()
        .map(Made::generation)
        .filter(g -> g > 0 && g < past.size() - 1)
        .map(ToyFamily::file)
        .toList();
  }

  @Override
  public List<String> scratch(Made sealed) {
    return List.of("scratch-" + sealed.generation());
  }
}
