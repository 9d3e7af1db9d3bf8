package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import scala.Tuple2;

/**
 * Brings what was made of many key ranges to the driver. The measurements of one range can take
 * megabytes however small the range is, because the counts for held-out text have a place for each
 * of its n-grams. So where there are many ranges, those of a group are added up on a worker, one
 * after the other, and the driver gets {@value #GROUPS} sums. All are integers, so the sums are the
 * same in any order.
 *
 * <p>A task costs the driver about a millisecond and the worker three files, however little it
 * does. So the number of tasks depends on the cores, not on the ranges, where there are more ranges
 * than {@value #MANY} and than {@value #TASKS_A_CORE} for each core.
 */
public final class GatheredRanges {
  private static final int MANY = 256;
  private static final int GROUPS = 64;

  /** Where there are more ranges, a task makes several, one after the other. */
  private static final int TASKS_A_CORE = 16;

  private GatheredRanges() {}

  /** Runs one task per input, which makes a key range, and returns the ranges in their order. */
  static <A> List<ScannedTable.Range> each(
      JavaSparkContext spark, List<A> inputs, int sums, Jobs.Work<A, ScannedTable.Range> work) {
    return inputs.size() < MANY
        ? Jobs.each(spark, inputs, work)
        : of(spark.parallelize(inputs, inputs.size()), sums, (number, one) -> work.of(one.next()));
  }

  /**
   * Makes a key range of each partition, and returns the ranges in their order.
   *
   * @param sums so many tables, one after the other, which have equally many ranges
   */
  static <A> List<ScannedTable.Range> of(
      JavaRDDLike<A, ?> elements, int sums, Jobs.Reduction<A, ScannedTable.Range> work) {
    if (elements.getNumPartitions() < MANY) {
      return Jobs.reduce(elements, work);
    }
    return ofSeveral(
            elements,
            sums,
            (partition, some) -> new ScannedTable.Range[] {work.of(partition, some)})
        .stream()
        .map(only -> only[0])
        .toList();
  }

  /** The same for tasks that make one key range of several tables. */
  static <A> List<ScannedTable.Range[]> ofSeveral(
      JavaRDDLike<A, ?> elements, int sums, Jobs.Reduction<A, ScannedTable.Range[]> work) {
    int partitions = elements.getNumPartitions();
    if (partitions < MANY) {
      return Jobs.reduce(elements, work);
    }
    List<ScannedTable.Range[]> gathered = inGroups(elements, sums, work, GatheredRanges::gathered);
    List<ScannedTable.Range[]> all = new ArrayList<>();
    int tables = gathered.stream().mapToInt(group -> group.length).sum() / partitions;
    for (ScannedTable.Range[] group : gathered) {
      for (int from = 0; from < group.length; from += tables) {
        all.add(Arrays.copyOfRange(group, from, from + tables));
      }
    }
    return all;
  }

  /**
   * Makes one result per partition. Where there are many, those of a group of partitions are added
   * up on a worker. Returns the results, or the sums, in the order of the partitions.
   *
   * @param add adds up what was made of the partitions of a group, by their numbers
   */
  public static <A, B> List<B> of(
      JavaRDDLike<A, ?> elements,
      Jobs.Reduction<A, B> work,
      Jobs.Work<Iterator<Tuple2<Integer, B>>, B> add) {
    return elements.getNumPartitions() < MANY
        ? Jobs.reduce(elements, work)
        : inGroups(elements, 1, work, add);
  }

  private static <A, B> List<B> inGroups(
      JavaRDDLike<A, ?> elements,
      int sums,
      Jobs.Reduction<A, B> work,
      Jobs.Work<Iterator<Tuple2<Integer, B>>, B> add) {
    int each = elements.getNumPartitions() / sums;
    int groups = Math.max(1, Math.min(each, GROUPS / sums));
    JavaRDD<Tuple2<Integer, Tuple2<Integer, B>>> made =
        elements.mapPartitionsWithIndex(
            (partition, some) -> {
              int group =
                  partition / each * groups + (int) ((long) (partition % each) * groups / each);
              Tuple2<Integer, B> own = new Tuple2<>(partition, work.of(partition, some));
              return List.of(new Tuple2<>(group, own)).iterator();
            },
            false);
    int tasks = Math.max(MANY, TASKS_A_CORE * elements.context().defaultParallelism());
    JavaPairRDD<Integer, Tuple2<Integer, B>> byGroup =
        JavaPairRDD.fromJavaRDD(made.coalesce(tasks)).partitionBy(new ByRange(sums * groups, 1));
    return Jobs.reduce(byGroup.values(), (group, parts) -> add.of(parts));
  }

  /**
   * The ranges of a group in their order, all tables of a range one after the other; the first
   * range has the measurements of all.
   */
  private static ScannedTable.Range[] gathered(
      Iterator<Tuple2<Integer, ScannedTable.Range[]>> ranges) {
    TreeMap<Integer, ScannedTable.Range[]> made = new TreeMap<>();
    List<PairwiseSum<ScanRequest.Range>> sums = new ArrayList<>();
    while (ranges.hasNext()) {
      Tuple2<Integer, ScannedTable.Range[]> next = ranges.next();
      ScannedTable.Range[] tables = next._2();
      for (int t = 0; t < tables.length; t++) {
        if (t == sums.size()) {
          sums.add(new PairwiseSum<>((a, b) -> ScanRequest.Range.sum(List.of(a, b))));
        }
        sums.get(t).add(tables[t].measured());
        tables[t] = tables[t].with(ScanRequest.Range.EMPTY);
      }
      made.put(next._1(), tables);
    }
    List<ScannedTable.Range> all = new ArrayList<>();
    made.values().forEach(tables -> all.addAll(List.of(tables)));
    for (int t = 0; t < sums.size(); t++) {
      all.set(t, all.get(t).with(Objects.requireNonNull(sums.get(t).all())));
    }
    return all.toArray(new ScannedTable.Range[0]);
  }
}
