package ouroboros.spark.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/**
 * Starts the jobs of a generation with objects of named classes instead of lambdas. For a lambda,
 * as in {@code map(..).collect()}, Spark parses the byte code of the large class that contains it,
 * several times per job. This takes milliseconds, which is much for a small generation.
 *
 * <p>Where Spark runs in this process alone, the work of a single task is done by the thread that
 * asks for it: it would wait for the task in any case, and a job of Spark costs more than the work
 * of a small generation.
 */
public final class Jobs {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Object();

  /**
   * From so many tasks on, inputs are sent to the workers together, where what they share is sent
   * once. Few inputs are sent with their tasks, which takes less time.
   */
  private static final int MANY = 256;

  private Jobs() {}

  /**
   * The work of a task.
   *
   * @param <A> its input
   * @param <B> its result
   */
  public interface Work<A, B> extends Serializable {
    /** Computes the result of an input. */
    B of(A given);
  }

  /**
   * The work of a task on a partition.
   *
   * @param <A> an element
   * @param <B> the result of all elements
   */
  public interface Reduction<A, B> extends Serializable {
    /**
     * Computes the result of a partition.
     *
     * @param partition number of the partition
     */
    B of(int partition, Iterator<A> elements);
  }

  /**
   * What all tasks of a job are given.
   *
   * @param <T> its type
   */
  public interface Given<T> extends Serializable {
    /** The value; in a task, that of its JVM. */
    T get();
  }

  /**
   * A value for the work of so many tasks. Few tasks carry it with them. For many, it is sent once
   * to each worker, where a JVM reads it once: a table of 10^5 files has 10 MB, and 10^5 tasks that
   * each read it would take most of a generation.
   */
  @SuppressWarnings("unchecked") // what the workers get is what the driver had
  public static <T> Given<T> given(JavaSparkContext spark, int tasks, T value) {
    if (tasks < MANY) {
      return () -> value;
    }
    Broadcast<SharedInputs> sent = spark.broadcast(SharedInputs.of(List.of(value)));
    return () -> (T) sent.value().get(0);
  }

  /**
   * Whether the calling thread does the work of so many tasks itself. The results have the same
   * bits.
   */
  public static boolean isHere(JavaSparkContext spark, int tasks) {
    return tasks == 1 && spark.isLocal();
  }

  /**
   * Does the work of a task in this thread.
   *
   * @throws CancellationException if the thread was interrupted, as where it waits for a job: then
   *     another lineage has failed, and this one must not go on
   */
  public static <B> B here(Supplier<B> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    return JobTotals.here(work);
  }

  /** Runs one task per input; returns the results in the order of the inputs. */
  public static <A, B> List<B> each(JavaSparkContext spark, List<A> inputs, Work<A, B> work) {
    if (isHere(spark, inputs.size())) {
      return List.of(here(() -> work.of(inputs.get(0))));
    }
    return inputs.isEmpty()
        ? List.of()
        : reduce(
            spark.parallelize(new ArrayList<>(inputs), inputs.size()),
            (number, one) -> work.of(one.next()));
  }

  /** The same for small inputs, which at most as many tasks as cores share. */
  @SuppressWarnings("unchecked") // what the tasks made
  public static <A, B> List<B> eachSmall(JavaSparkContext spark, List<A> inputs, Work<A, B> work) {
    int tasks = Math.min(inputs.size(), spark.defaultParallelism());
    if (isHere(spark, tasks)) {
      return here(() -> inputs.stream().map(work::of).toList());
    }
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

  /** Runs one task per partition; returns the results in the order of the partitions. */
  @SuppressWarnings("unchecked") // what the tasks made
  public static <A, B> List<B> reduce(JavaRDDLike<A, ?> elements, Reduction<A, B> work) {
    Object made =
        elements
            .rdd()
            .sparkContext()
            .runJob(elements.rdd(), new Reducing<>(work), (ClassTag<B>) ANY);
    return Collections.unmodifiableList((List<B>) Arrays.asList((Object[]) made));
  }

  /** Runs one task per input, at least one; returns the pairs from all of them. */
  public static <A, K, V> JavaPairRDD<K, V> pairs(
      JavaSparkContext spark, List<A> inputs, Work<A, Iterator<Tuple2<K, V>>> work) {
    return pairs(spread(spark, inputs), work);
  }

  /** The same where each partition has one input. */
  @SuppressWarnings("unchecked") // what the tasks make
  public static <A, K, V> JavaPairRDD<K, V> pairs(
      JavaRDD<A> inputs, Work<A, Iterator<Tuple2<K, V>>> work) {
    RDD<A> given = inputs.rdd();
    Function1<scala.collection.Iterator<A>, scala.collection.Iterator<Tuple2<K, V>>> pairs =
        new Expanding<>(work);
    return JavaPairRDD.fromRDD(
        given.mapPartitions(pairs, false, (ClassTag<Tuple2<K, V>>) (ClassTag<?>) ANY),
        (ClassTag<K>) ANY,
        (ClassTag<V>) ANY);
  }

  /** One partition for each input; inputs may share large parts, such as a table of counts. */
  @SuppressWarnings("unchecked") // what the workers get is what the driver had
  public static <A> JavaRDD<A> spread(JavaSparkContext spark, List<A> inputs) {
    if (inputs.size() < MANY) {
      return spark.parallelize(new ArrayList<>(inputs), inputs.size());
    }
    Broadcast<SharedInputs> all = spark.broadcast(SharedInputs.of(inputs));
    List<Integer> numbers = IntStream.range(0, inputs.size()).boxed().toList();
    return spark.parallelize(numbers, inputs.size()).map(number -> (A) all.value().get(number));
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
