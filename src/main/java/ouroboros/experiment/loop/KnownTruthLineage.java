package ouroboros.experiment.loop;

import java.util.Optional;
import java.util.function.Consumer;
import ouroboros.random.Key;
import ouroboros.truth.KnownTruthFamily;
import ouroboros.truth.TruthCell;

/**
 * The lineages of a cell with a known truth, one replicate after the other. Values are a pure
 * function of cell, seed and replicate, so they do not depend on which machine computes which
 * replicate. Not thread-safe; one object serves many replicates.
 */
public final class KnownTruthLineage {
  private final TruthCell cell;
  private final KnownTruthFamily<?> family;
  private final Schedule schedule;

  private KnownTruthLineage(TruthCell cell, KnownTruthFamily<?> family) {
    this.cell = cell;
    this.family = family;
    this.schedule = new Schedule(cell.policy(), cell.stock());
  }

  /** The lineages of a cell. Cost: building the tables of the truth. */
  public static KnownTruthLineage of(TruthCell cell) {
    return of(cell, KnownTruthFamily.of(cell));
  }

  /** The lineages of a cell, with a family that was built before. */
  public static KnownTruthLineage of(TruthCell cell, KnownTruthFamily<?> family) {
    return new KnownTruthLineage(cell, family);
  }

  /**
   * All values of a replicate: [generation, measure] in the order of {@link TruthCell#columns()},
   * NaN where undefined.
   */
  public double[][] values(long seed, long replicate) {
    return values(family, new Key(seed, replicate));
  }

  private <B> double[][] values(KnownTruthFamily<B> points, Key key) {
    Values values = new Values(new double[cell.generations() + 1][]);
    points.start(key);
    new GenerationLoop<>(points, schedule, key, values, AfterSeal.none()).run(cell.generations());
    return values.all;
  }

  /** Computes the values of {@code count} replicates from {@code replicateFrom} on, in order. */
  public static void run(
      TruthCell cell, long seed, long replicateFrom, int count, Consumer<double[][]> each) {
    KnownTruthLineage lineage = of(cell);
    for (int i = 0; i < count; i++) {
      each.accept(lineage.values(seed, replicateFrom + i));
    }
  }

  /**
   * Keeps the values of all generations: a known truth seals whole cells, not single generations.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Values(double[][] all) implements GenerationStore<double[]> {
    @Override
    public Optional<double[]> read(int g) {
      return Optional.empty();
    }

    @Override
    public double[] seal(int g, double[] made) {
      all[g] = made;
      return made;
    }
  }
}
