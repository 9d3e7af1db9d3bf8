package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import scala.Tuple2;

/**
 * Brings what was made of many key ranges to the driver. The measurements of one range can take
 * megabytes however small the range is, because the counts for held-out text have a place for each
 * of its n-grams. So where there are many ranges, those of a group are added up on a worker, one
 * after the other, and the driver gets {@value #GROUPS} sums. All are integers, so the sums are the
 * same in any order.
 */
final class GatheredRanges {
  private static final int MANY = 256;
  private static final int GROUPS = 64;

  private GatheredRanges() {}

  /**
   * Runs one task per partition, which makes a key range, and returns the ranges in their order.
   *
   * @param sums so many tables, one after the other, which have equally many ranges
   */
  static <A> List<ScannedTable.Range> of(
      JavaRDDLike<A, ?> elements, int sums, Jobs.Reduction<A, ScannedTable.Range> work) {
    int partitions = elements.getNumPartitions();
    if (partitions < MANY) {
      return Jobs.reduce(elements, work);
    }
    int each = partitions / sums;
    int groups = Math.max(1, Math.min(each, GROUPS / sums));
    JavaRDD<Tuple2<Integer, Tuple2<Integer, ScannedTable.Range>>> made =
        elements.mapPartitionsWithIndex(
            (partition, some) -> {
              int group =
                  partition / each * groups + (int) ((long) (partition % each) * groups / each);
              Tuple2<Integer, ScannedTable.Range> own =
                  new Tuple2<>(partition, work.of(partition, some));
              return List.of(new Tuple2<>(group, own)).iterator();
            },
            false);
    JavaPairRDD<Integer, Tuple2<Integer, ScannedTable.Range>> byGroup =
        JavaPairRDD.fromJavaRDD(made).partitionBy(new ByRange(sums * groups, 1));
    List<ScannedTable.Range[]> gathered = Jobs.reduce(byGroup, (group, ranges) -> gathered(ranges));
    return gathered.stream().flatMap(Arrays::stream).toList();
  }

  /** The ranges of a group in their order; the first one has the measurements of all. */
  private static ScannedTable.Range[] gathered(
      Iterator<Tuple2<Integer, Tuple2<Integer, ScannedTable.Range>>> ranges) {
    TreeMap<Integer, ScannedTable.Range> made = new TreeMap<>();
    ScanRequest.Range sum = ScanRequest.Range.EMPTY;
    while (ranges.hasNext()) {
      Tuple2<Integer, ScannedTable.Range> next = ranges.next()._2();
      sum = ScanRequest.Range.sum(List.of(sum, next._2().measured()));
      made.put(next._1(), next._2().with(ScanRequest.Range.EMPTY));
    }
    List<ScannedTable.Range> all = new ArrayList<>(made.values());
    all.set(0, all.get(0).with(sum));
    return all.toArray(new ScannedTable.Range[0]);
  }
}
