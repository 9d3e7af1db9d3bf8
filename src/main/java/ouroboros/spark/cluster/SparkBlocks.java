package ouroboros.spark.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import ouroboros.mixture.Blocks;
import scala.Tuple2;

/**
 * Blocks in the memory of the executors. Each is read or drawn where it is first needed, and again
 * if it is lost. Input order: by number. Output order: the same, for any number of tasks.
 */
public final class SparkBlocks<B> implements Blocks<B>, AutoCloseable {
  private static final int TASKS_PER_CORE = 8;

  private final JavaSparkContext spark;
  private final JavaRDD<B> blocks;

  private SparkBlocks(JavaSparkContext spark, JavaRDD<B> blocks) {
    this.spark = spark;
    this.blocks = blocks;
  }

  /**
   * How a block is read or drawn, on any machine, any number of times.
   *
   * @param <B> a block
   */
  public interface Source<B> extends Serializable {
    /** The block. */
    B load();
  }

  /** At least one block. */
  public static <B> SparkBlocks<B> of(JavaSparkContext spark, List<? extends Source<B>> sources) {
    int tasks = Math.min(sources.size(), TASKS_PER_CORE * spark.defaultParallelism());
    return of(spark, sources, tasks);
  }

  /** The same with a given number of partitions. */
  public static <B> SparkBlocks<B> of(
      JavaSparkContext spark, List<? extends Source<B>> sources, int tasks) {
    List<Integer> numbers = IntStream.range(0, sources.size()).boxed().toList();
    return new SparkBlocks<>(
        spark,
        spark
            .parallelize(numbers, tasks)
            .map(number -> sources.get(number).load())
            .persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** All blocks in one partition, sorted by number. */
  public static <B extends Serializable> JavaRDD<B> inOnePartition(
      JavaSparkContext spark, Blocks<B> blocks) {
    return blocks instanceof SparkBlocks<B> lying
        ? lying
            .blocks
            .zipWithIndex()
            .mapToPair(Tuple2::swap)
            .repartitionAndSortWithinPartitions(new HashPartitioner(1))
            .values()
        : spark.parallelize(blocks.map(block -> block), 1);
  }

  @Override
  @SuppressWarnings("unchecked") // what a step gave
  public <R extends Serializable> List<R> map(Step<B, R> step) {
    Broadcast<byte[]> packed = spark.broadcast(Packed.of(step));
    List<byte[]> results =
        blocks
            .map(block -> Packed.of(((Step<B, R>) Packed.open(packed.value())).of(block)))
            .collect();
    packed.destroy();
    return results.stream().map(bytes -> (R) Packed.open(bytes)).toList();
  }

  @Override
  @SuppressWarnings("unchecked") // what a step and an addition gave
  public <R extends Serializable> R sum(Step<B, R> step, Addition<R> addition) {
    Broadcast<byte[]> packedStep = spark.broadcast(Packed.of(step));
    byte[] plus = Packed.of(addition);
    List<byte[]> sums =
        blocks
            .mapPartitions(
                all -> {
                  Step<B, R> each = (Step<B, R>) Packed.open(packedStep.value());
                  Addition<R> add = (Addition<R>) Packed.open(plus);
                  R sum = each.of(all.next());
                  while (all.hasNext()) {
                    sum = add.of(sum, each.of(all.next()));
                  }
                  return List.of(Packed.of(sum)).iterator();
                })
            .collect();
    packedStep.destroy();
    return sums.stream().map(bytes -> (R) Packed.open(bytes)).reduce(addition::of).orElseThrow();
  }

  @Override
  public B first() {
    return blocks.first();
  }

  /** Frees the memory. */
  @Override
  public void close() {
    blocks.unpersist(false);
  }
}
