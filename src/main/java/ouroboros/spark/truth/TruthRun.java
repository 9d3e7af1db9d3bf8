package ouroboros.spark.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.loop.KnownTruthLineage;
import ouroboros.experiment.truth.NamedCell;
import ouroboros.experiment.truth.TruthResult;
import ouroboros.experiment.truth.TruthState;
import ouroboros.experiment.truth.TruthStore;
import ouroboros.inference.Moments;
import ouroboros.safeguard.AlarmWatch;
import ouroboros.spark.cluster.Packed;
import ouroboros.truth.TruthCell;

/**
 * Runs replicates of cells with a known truth on the cluster. A whole lineage is a loop inside one
 * task.
 *
 * <p>With few replicates, tasks send all values to the driver, which adds them up. With many, a
 * task adds up a chunk of {@link Moments#CHUNK} replicates of all cells that have the same
 * baseline. Both add in the order of {@link Moments}, so the bits are the same for any number of
 * tasks. Finished work is sealed after each cell; with many replicates, after each wave.
 */
public final class TruthRun {
  private static final double MOST_VALUES = 2e7;
  private static final int CHUNKS_PER_CORE = 4;
  private static final int CHUNKS_PER_WAVE = 32;

  private final JavaSparkContext spark;
  private final List<NamedCell> cells;
  private final long seed;
  private final int replicates;
  private final boolean kept;
  private final @Nullable TruthStore store;
  private final List<TruthState> states = new ArrayList<>();
  private long computed;

  private TruthRun(
      JavaSparkContext spark,
      List<NamedCell> cells,
      long seed,
      int replicates,
      boolean kept,
      @Nullable TruthStore store) {
    this.spark = spark;
    this.cells = List.copyOf(cells);
    this.seed = seed;
    this.replicates = replicates;
    this.kept = kept;
    this.store = store;
  }

  /**
   * Runs replicates 0 .. replicates - 1 of every cell; cells have as many generations as their
   * baselines.
   *
   * @param mostKept greatest number of replicates with which all values are kept
   */
  public static TruthResult run(
      JavaSparkContext spark, List<NamedCell> cells, long seed, int replicates, int mostKept) {
    return new TruthRun(spark, cells, seed, replicates, replicates <= mostKept, null).run();
  }

  /** The same, but continues from the sealed replicates and seals the new ones. */
  public static TruthResult run(
      JavaSparkContext spark,
      List<NamedCell> cells,
      long seed,
      int replicates,
      boolean kept,
      TruthStore store) {
    return new TruthRun(spark, cells, seed, replicates, kept, store).run();
  }

  private TruthResult run() {
    for (int c = 0; c < cells.size(); c++) {
      TruthState none = TruthState.none(cells.get(c).cell());
      states.add(store == null ? none : store.read(cells, c, replicates, kept).orElse(none));
    }
    for (int b = 0; b < cells.size(); b++) {
      int baseline = b;
      List<Integer> pending =
          IntStream.range(0, cells.size())
              .filter(c -> cells.get(c).baseline() == baseline)
              .filter(c -> states.get(c).replicates() < replicates)
              .boxed()
              .toList();
      if (!pending.isEmpty()) {
        spark.sc().setJobDescription("lineages with baseline " + cells.get(b).name());
        if (isFew(b)) {
          byValues(b, pending);
        } else {
          byChunks(b, pending);
        }
      }
    }
    spark.sc().setJobDescription(null);
    return new TruthResult(cells, states, computed);
  }

  /**
   * Whether the driver adds up all values: if they are kept, or if they fit in memory and chunks
   * would leave cores idle.
   */
  private boolean isFew(int baseline) {
    TruthCell cell = cells.get(baseline).cell();
    double values = (double) replicates * (cell.generations() + 1) * cell.columns().size();
    long most = (long) CHUNKS_PER_CORE * Moments.CHUNK * spark.defaultParallelism();
    return kept || (values <= MOST_VALUES && replicates <= most);
  }

  private int first(List<Integer> pending) {
    return pending.stream().mapToInt(c -> states.get(c).replicates()).min().orElseThrow();
  }

  private void byValues(int b, List<Integer> pending) {
    int start = first(pending);
    List<double[][]> baseline = values(b, start);
    for (int c : pending) {
      TruthState state = states.get(c);
      int own = state.replicates();
      List<double[][]> values = c == b ? baseline : values(c, own);
      int offset = c == b ? start : own;
      int[] same = cells.get(c).same(cells.get(b));
      for (int from = own; from < replicates; from += Moments.CHUNK) {
        TruthState chunk = TruthState.none(cells.get(c).cell());
        for (int r = from; r < Math.min(replicates, from + Moments.CHUNK); r++) {
          double[][] replicate = values.get(r - offset);
          if (c == b) {
            chunk.add(replicate);
          } else {
            chunk.add(replicate, baseline.get(r - start), same);
          }
          if (kept) {
            chunk.keep(replicate);
          }
        }
        state.merge(chunk);
      }
      seal(c);
      computed += replicates - own;
    }
  }

  /** All values of a cell's replicates from {@code start} on. */
  private List<double[][]> values(int c, int start) {
    int tasks = CHUNKS_PER_CORE * spark.defaultParallelism();
    int length = Math.max(1, (replicates - start + tasks - 1) / tasks);
    List<Integer> starts = new ArrayList<>();
    for (int from = start; from < replicates; from += length) {
      starts.add(from);
    }
    TruthCell cell = cells.get(c).cell();
    List<AlarmWatch> watches = cells.get(c).watches();
    long key = seed;
    String name = cells.get(c).name();
    int end = replicates;
    List<double[][]> values = new ArrayList<>();
    spark
        .parallelize(starts, starts.size())
        .map(
            from -> {
              double[][][] block = new double[Math.min(end, from + length) - from][][];
              KnownTruthLineage lineages = KnownTruthLineage.of(cell, watches);
              for (int i = 0; i < block.length; i++) {
                block[i] = TruthChunk.values(lineages, name, key, from + i);
              }
              return Packed.of(block);
            })
        .collect()
        .forEach(bytes -> values.addAll(List.of((double[][][]) Packed.open(bytes))));
    return values;
  }

  private void byChunks(int b, List<Integer> pending) {
    int wave =
        Moments.CHUNK * Math.max(CHUNKS_PER_WAVE, CHUNKS_PER_CORE * spark.defaultParallelism());
    for (int start = first(pending); start < replicates; start += wave) {
      int end = (int) Math.min(replicates, (long) start + wave);
      int from = start;
      List<Integer> here = pending.stream().filter(c -> states.get(c).replicates() < end).toList();
      TruthChunk chunk = new TruthChunk(cells, b, here, seed);
      List<Integer> starts = new ArrayList<>();
      for (int next = from; next < end; next += Moments.CHUNK) {
        starts.add(next);
      }
      int[] before = here.stream().mapToInt(c -> states.get(c).replicates()).toArray();
      spark
          .parallelize(starts, starts.size())
          .map(
              first -> Packed.of(chunk.states(first, Math.min(end, first + Moments.CHUNK), before)))
          .collect()
          .forEach(bytes -> merge(here, (TruthState[]) Packed.open(bytes)));
      for (int i = 0; i < before.length; i++) {
        seal(here.get(i));
        computed += states.get(here.get(i)).replicates() - before[i];
      }
    }
  }

  private void merge(List<Integer> here, TruthState[] chunk) {
    for (int i = 0; i < chunk.length; i++) {
      states.get(here.get(i)).merge(chunk[i]);
    }
  }

  private void seal(int c) {
    if (store != null) {
      store.seal(cells, c, states.get(c));
    }
  }
}
