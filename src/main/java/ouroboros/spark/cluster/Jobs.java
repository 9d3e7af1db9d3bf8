package ouroboros.spark.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/**
 * The jobs of generations, given to Spark as objects of named classes. Handed a lambda, as by
 * {@code map(..).collect()}, Spark parses the byte code of the large classes that made it, several
 * times a job: milliseconds that small generations do not have.
 */
public final class Jobs {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Object();

  private Jobs() {}

  /**
   * What a task does.
   *
   * @param <A> what it is given
   * @param <B> what it makes of it
   */
  public interface Work<A, B> extends Serializable {
    /** Does it. */
    B of(A given);
  }

  /**
   * What a task does with a partition.
   *
   * @param <A> an element
   * @param <B> what it makes of all of them
   */
  public interface Reduction<A, B> extends Serializable {
    /**
     * Does it.
     *
     * @param partition its number
     */
    B of(int partition, Iterator<A> elements);
  }

  /** A task for each of at least one input; what they made, in the order of the inputs. */
  public static <A, B> List<B> each(JavaSparkContext spark, List<A> inputs, Work<A, B> work) {
    return reduce(
        spark.parallelize(new ArrayList<>(inputs), inputs.size()),
        (number, one) -> work.of(one.next()));
  }

  /** The same for inputs so small that a task a core is enough for all of them. */
  @SuppressWarnings("unchecked")
  public // what the tasks made
  static <A, B> List<B> eachSmall(JavaSparkContext spark, List<A> inputs, Work<A, B> work) {
    int tasks = Math.min(inputs.size(), spark.defaultParallelism());
    List<Object[]> made =
        reduce(
            spark.parallelize(new ArrayList<>(inputs), tasks),
            (number, some) -> {
              List<Object> own = new ArrayList<>();
              some.forEachRemaining(input -> own.add(work.of(input)));
              return own.toArray();
            });
    return made.stream().flatMap(Arrays::stream).map(each -> (B) each).toList();
  }

  /** A task for each partition; what they made, in the order of the partitions. */
  @SuppressWarnings("unchecked")
  public // what the tasks made
  static <A, B> List<B> reduce(JavaRDDLike<A, ?> elements, Reduction<A, B> work) {
    Object made =
        elements
            .rdd()
            .sparkContext()
            .runJob(elements.rdd(), new Reducing<>(work), (ClassTag<B>) ANY);
    return Collections.unmodifiableList((List<B>) Arrays.asList((Object[]) made));
  }

  /** A task for each of at least one input; the pairs that all of them made. */
  @SuppressWarnings("unchecked")
  public // what the tasks make
  static <A, K, V> JavaPairRDD<K, V> pairs(
      JavaSparkContext spark, List<A> inputs, Work<A, Iterator<Tuple2<K, V>>> work) {
    RDD<A> given = spark.parallelize(new ArrayList<>(inputs), inputs.size()).rdd();
    Function1<scala.collection.Iterator<A>, scala.collection.Iterator<Tuple2<K, V>>> pairs =
        new Expanding<>(work);
    return JavaPairRDD.fromRDD(
        given.mapPartitions(pairs, false, (ClassTag<Tuple2<K, V>>) (ClassTag<?>) ANY),
        (ClassTag<K>) ANY,
        (ClassTag<V>) ANY);
  }

  private static final class Reducing<A, B>
      extends AbstractFunction2<TaskContext, scala.collection.Iterator<A>, B>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Reduction<A, B> work;

    Reducing(Reduction<A, B> work) {
      this.work = work;
    }

    @Override
    public B apply(TaskContext task, scala.collection.Iterator<A> elements) {
      return work.of(task.partitionId(), CollectionConverters.asJava(elements));
    }
  }

  private static final class Expanding<A, P>
      extends AbstractFunction1<scala.collection.Iterator<A>, scala.collection.Iterator<P>>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Work<A, Iterator<P>> work;

    Expanding(Work<A, Iterator<P>> work) {
      this.work = work;
    }

    @Override
    public scala.collection.Iterator<P> apply(scala.collection.Iterator<A> one) {
      return CollectionConverters.asScala(work.of(one.next()));
    }
  }
}
