package ouroboros.spark.cluster;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManagerId;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The elements of another RDD, where each partition has a process that it is best computed in: one
 * that has in memory what the partition needs. Spark waits for that process {@code
 * spark.locality.wait}, then takes any other, so no result depends on it.
 *
 * @param <T> an element
 */
public final class PlacedRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final ClassTag<T> tag;

  /** [partitions] the place of each; only read by the driver. */
  private final transient List<String> places;

  private PlacedRdd(RDD<T> parent, List<String> places, ClassTag<T> tag) {
    super(parent, tag);
    this.tag = tag;
    this.places = places;
  }

  /**
   * The same elements.
   *
   * @param places [partitions] where each is computed, as {@link #here} said
   */
  @SuppressWarnings("unchecked") // RDDs of Java have no other tag
  public static <T> JavaRDD<T> of(JavaRDDLike<T, ?> elements, List<String> places) {
    ClassTag<T> tag = (ClassTag<T>) ClassTag$.MODULE$.Object();
    return JavaRDD.fromRDD(new PlacedRdd<>(elements.rdd(), List.copyOf(places), tag), tag);
  }

  /** The name of the process that a task runs in. */
  public static String here() {
    BlockManagerId process = SparkEnv.get().blockManager().blockManagerId();
    return "executor_" + process.host() + "_" + process.executorId();
  }

  @Override
  public scala.collection.Iterator<T> compute(Partition split, TaskContext task) {
    return firstParent(tag).iterator(split, task);
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(tag).partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return CollectionConverters.asScala(List.of(places.get(split.index()))).toSeq();
  }
}
