package ouroboros.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.metric.Moments;
import ouroboros.truth.Lineages;
import ouroboros.truth.TruthCell;

/**
 * Replicates of cells with a known truth, spread over the cluster: whole lineages are loops inside
 * a task.
 *
 * <p>Few values: tasks send them all, and they are summed up here. Many: a task sums up a chunk of
 * {@link Moments#CHUNK} replicates of all cells. Both sum in the order of {@link Moments}, so the
 * bits are the same, whatever the number of tasks.
 */
public final class TruthRun {
  private static final double MOST_VALUES = 2e7;

  /**
   * A cell to run.
   *
   * @param name the cell's name
   * @param cell what it is
   * @param baseline place of the cell it is compared with in the list of cells; its own: with none
   */
  public record NamedCell(String name, TruthCell cell, int baseline) implements Serializable {}

  private final JavaSparkContext spark;
  private final List<NamedCell> cells;
  private final long seed;
  private final int replicates;

  private TruthRun(JavaSparkContext spark, List<NamedCell> cells, long seed, int replicates) {
    this.spark = spark;
    this.cells = List.copyOf(cells);
    this.seed = seed;
    this.replicates = replicates;
  }

  /**
   * Runs replicates 0 .. replicates - 1 of every cell; cells have the same measures and generations
   * as their baselines.
   *
   * @param mostKept up to so many replicates keep all their values
   */
  public static TruthResult run(
      JavaSparkContext spark, List<NamedCell> cells, long seed, int replicates, int mostKept) {
    TruthRun run = new TruthRun(spark, cells, seed, replicates);
    double values =
        cells.stream()
            .mapToDouble(c -> (double) replicates * (c.cell().generations() + 1) * measures(c))
            .sum();
    boolean kept = replicates <= mostKept;
    return kept || values <= MOST_VALUES ? run.byValues(kept) : run.byChunks();
  }

  private static int measures(NamedCell cell) {
    return cell.cell().measures().size();
  }

  /** One task: replicates from .. to of a cell. */
  private record Block(int cell, int from, int to) implements Serializable {}

  private TruthResult byValues(boolean kept) {
    int perCell = Math.max(1, 4 * spark.defaultParallelism() / cells.size());
    int length = Math.max(1, (replicates + perCell - 1) / perCell);
    List<byte[]> tasks = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      for (int from = 0; from < replicates; from += length) {
        tasks.add(pack(new Block(c, from, Math.min(replicates, from + length))));
      }
    }
    List<NamedCell> all = cells;
    long key = seed;
    List<byte[]> answers =
        spark
            .parallelize(tasks, tasks.size())
            .map(
                bytes -> {
                  Block block = (Block) unpack(bytes);
                  TruthCell cell = all.get(block.cell()).cell();
                  double[][][] values = new double[block.to() - block.from()][][];
                  Lineages lineages = Lineages.of(cell);
                  for (int i = 0; i < values.length; i++) {
                    values[i] = lineages.values(key, block.from() + i);
                  }
                  return pack(values);
                })
            .collect();
    List<List<double[][]>> values = new ArrayList<>();
    cells.forEach(cell -> values.add(new ArrayList<>()));
    for (int i = 0; i < answers.size(); i++) {
      Block block = (Block) unpack(tasks.get(i));
      values.get(block.cell()).addAll(List.of((double[][][]) unpack(answers.get(i))));
    }
    TruthResult result = new TruthResult(cells, kept ? values : List.of());
    for (int from = 0; from < replicates; from += Moments.CHUNK) {
      int to = Math.min(replicates, from + Moments.CHUNK);
      TruthChunk chunk = new TruthChunk(cells);
      for (int c = 0; c < cells.size(); c++) {
        List<double[][]> baseline = values.get(cells.get(c).baseline());
        for (int r = from; r < to; r++) {
          chunk.add(c, values.get(c).get(r), baseline.get(r));
        }
      }
      result.merge(chunk);
    }
    return result;
  }

  private TruthResult byChunks() {
    int chunks = (replicates + Moments.CHUNK - 1) / Moments.CHUNK;
    List<NamedCell> all = cells;
    long key = seed;
    int end = replicates;
    List<Integer> numbers = IntStream.range(0, chunks).boxed().toList();
    List<byte[]> answers =
        spark
            .parallelize(numbers, chunks)
            .map(
                number -> {
                  int from = number * Moments.CHUNK;
                  int to = Math.min(end, from + Moments.CHUNK);
                  return pack(TruthChunk.of(all, key, from, to));
                })
            .collect();
    TruthResult result = new TruthResult(cells, List.of());
    answers.forEach(bytes -> result.merge((TruthChunk) unpack(bytes)));
    return result;
  }

  private static byte[] pack(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object unpack(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the executors have another jar than the driver", e);
    }
  }
}
