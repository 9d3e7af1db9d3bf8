package ouroboros.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.EveryPolicy;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

class RecipesOfReplicatesTest {
  private static final int GENERATIONS = 5;
  private static final int REAL = 40;

  static List<Policy> policies() {
    return EveryPolicy.of(new Amount.Units(10), new Amount.Units(25));
  }

  /** One object serves many replicates and does not mix up their recipes. */
  @ParameterizedTest
  @MethodSource("policies")
  void everyReplicateTrainsOnTheRecipeOfItsOwnKey(Policy policy) {
    TruthCell cell = TruthCell.of(new TruthSpec.Poisson(1), policy, REAL, 30, GENERATIONS);
    Trained model = new Trained();
    KnownTruthLineage lineage = KnownTruthLineage.of(cell, KnownTruthFamily.of(cell, model));
    for (int replicate = 0; replicate < 4; replicate++) {
      model.sets.clear();
      lineage.values(7, replicate);
      assertThat(model.sets).isEqualTo(expected(cell, new Key(7, replicate)));
    }
  }

  /** [fits] what each T_g is made of, where a model is fitted to it. */
  private static List<List<Added>> expected(TruthCell cell, Key key) {
    List<List<Added>> sets = new ArrayList<>();
    for (int g = 0; g <= GENERATIONS; g++) {
      AvailableUnits stock = cell.stock().after(cell.policy(), g);
      boolean isNew =
          g == 0 || cell.policy().growth(g, stock).filter(more -> more.parts().isEmpty()).isEmpty();
      if (g > 0 && cell.policy().drawnFrom(g) < g - 1) {
        sets.add(recipe(cell, cell.policy().drawnFrom(g), key)); // the model that S_g is drawn from
      }
      if (isNew) {
        sets.add(recipe(cell, g, key));
      }
    }
    return sets;
  }

  private static List<Added> recipe(TruthCell cell, int g, Key key) {
    AvailableUnits stock = cell.stock().after(cell.policy(), g);
    return cell.policy().recipe(g, stock, key).parts().stream().map(Added::of).toList();
  }

  /** Points {@code from ..} of the truth, or S_g. */
  private record Batch(int generation, long from) {}

  /** Points added to a training set. */
  private record Added(Batch batch, long units, long weight) {
    static Added of(RecipeLine part) {
      Batch batch =
          part.source() instanceof Source.Synthetic s
              ? new Batch(s.generation(), 0)
              : new Batch(
                  0,
                  part.source() instanceof Source.Reserve && part.take() instanceof Choice.Slice s
                      ? REAL + s.from()
                      : 0);
      return new Added(batch, part.units(), part.weight());
    }
  }

  /** Notes what it is trained on; draws nothing. */
  private static final class Trained implements PointModel<Batch> {
    final List<List<Added>> sets = new ArrayList<>();
    private final List<Added> set = new ArrayList<>();
    private final Map<Batch, Integer> sizes = new HashMap<>();

    @Override
    public void start(Key key) {
      set.clear();
    }

    @Override
    public Batch truth(long from, int units) {
      return sized(new Batch(0, from), units);
    }

    @Override
    public Batch draw(int g, int units) {
      return sized(new Batch(g, 0), units);
    }

    private Batch sized(Batch batch, int units) {
      sizes.put(batch, units);
      return batch;
    }

    @Override
    public Batch truth(long generationWord, long[] words) {
      throw new IllegalStateException("no gates here");
    }

    @Override
    public Batch draw(int g, long[] words) {
      throw new IllegalStateException("no gates here");
    }

    @Override
    public void clear() {
      set.clear();
    }

    @Override
    public void add(Batch batch, int @Nullable [] times, long weight) {
      long units = times == null ? sizes.getOrDefault(batch, 0) : Arrays.stream(times).sum();
      set.add(new Added(batch, units, weight));
    }

    @Override
    public void fit() {
      sets.add(List.copyOf(set));
    }

    @Override
    public double value(Measure measure) {
      return 0;
    }
  }
}
