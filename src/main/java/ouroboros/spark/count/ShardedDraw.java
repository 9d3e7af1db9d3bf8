package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.ModelShard;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.PlacedRdd;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.Models;
import scala.Tuple2;

/**
 * Draws from a model that is too large for one JVM. Its contexts are divided into shards, which are
 * intervals in suffix order, and unfinished sentences go from shard to shard in rounds. A shard
 * extends a sentence as long as the sentence's context is in the shard, and counts it when it ends.
 * The sentences are equal to those of a whole model, bit for bit.
 *
 * <p>Rounds: at most as many as the longest sentence has tokens. A round is one shuffle. Its tasks
 * for a shard prefer the same process, in all rounds, so that it has the shard in memory already;
 * there are several of them while many sentences are left and shards are fewer than cores. Half of
 * the sentences begin one round later: with two shards, all would else be in the same shard in
 * every round, and the other one would have nothing to do. When at most {@value #IN_DRIVER}
 * sentences are left ({@code spark.ouroboros.sentencesInDriver}), the driver takes them ({@link
 * LastSentences}). The output of a round is kept on the disks of the workers, so Spark's lineage of
 * RDDs does not grow. If a worker is lost, the generation fails and is drawn again from the sealed
 * generation before.
 */
final class ShardedDraw implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Unfinished sentences in one record of a shuffle, at most. */
  private static final int MOST_IN_RECORD = 1 << 13;

  /** Unfinished sentences that a task keeps for records that are not full. */
  private static final int MOST_KEPT = 1 << 18;

  /** Tasks of a round for each core, as long as there are sentences for them. */
  private static final int TASKS_A_CORE = 2;

  private static final int MOST_WAYS = 1 << 12;

  /** So many unfinished sentences travel through the driver where nothing else is set. */
  private static final int IN_DRIVER = 1 << 14;

  private final Storage storage;
  private final KeyRanges keys;
  private final Counting counting;
  private final DrawTask.Corpus corpus;
  private final Shards shards;

  /** Tasks that continue the sentences of one shard, at most; a power of 2. */
  private final int ways;

  private ShardedDraw(
      Storage storage,
      KeyRanges keys,
      Counting counting,
      DrawTask.Corpus corpus,
      Shards shards,
      int ways) {
    this.storage = storage;
    this.keys = keys;
    this.counting = counting;
    this.corpus = corpus;
    this.shards = shards;
    this.ways = ways;
  }

  /**
   * How sentences are counted.
   *
   * @param component component that all sentences belong to
   * @param components how many components there are
   */
  record Counting(int component, int components, @Nullable SentenceMeasure sentences)
      implements Serializable {}

  /**
   * The counts of all sentences of the tasks, cut into key ranges. All tasks draw from one model.
   */
  static JavaPairRDD<Integer, ShuffledCounts> slices(
      JavaSparkContext spark,
      Storage storage,
      KeyRanges keys,
      List<DrawTask> tasks,
      Counting counting) {
    DrawTask.Corpus corpus = (DrawTask.Corpus) tasks.get(0).corpus();
    Shards shards = Objects.requireNonNull(corpus.shards());
    int ways = powerOf2(TASKS_A_CORE * (double) spark.defaultParallelism() / shards.size());
    Jobs.Given<ShardedDraw> draw =
        Jobs.given(
            spark,
            Integer.MAX_VALUE,
            new ShardedDraw(storage, keys, counting, corpus, shards, ways));
    List<JavaPairRDD<Integer, ShardMessage>> rounds = new ArrayList<>();
    List<DrawTask> first = tasks.subList(0, (tasks.size() + 1) / 2);
    List<DrawTask> second = tasks.subList(first.size(), tasks.size());
    rounds.add(kept(begin(spark, first, draw)));
    long mostInDriver =
        Math.max(0, spark.getConf().getLong("spark.ouroboros.sentencesInDriver", IN_DRIVER));
    List<Tuple2<Long, String>> begun = unfinished(last(rounds));
    List<String> processes = begun.stream().map(Tuple2::_2).distinct().sorted().toList();
    long left = total(begun);
    boolean isFirst = true;
    while (left > mostInDriver || (isFirst && !second.isEmpty())) {
      // So that a task has at least as many sentences as would travel through the driver.
      double each = (double) shards.size() * Math.max(1, mostInDriver);
      int tasksOfShard = Math.min(ways, powerOf2(left / each));
      JavaPairRDD<Integer, UnfinishedSentences> arriving =
          last(rounds)
              .filter(message -> message._2().walkers() != null)
              .mapValues(message -> Objects.requireNonNull(message.walkers()))
              .partitionBy(new ByRange(shards.size() * tasksOfShard, ways / tasksOfShard));
      List<String> homes =
          IntStream.range(0, shards.size() * tasksOfShard)
              .mapToObj(task -> home(processes, task / tasksOfShard))
              .toList();
      JavaPairRDD<Integer, ShardMessage> moved =
          PlacedRdd.of(arriving, homes).mapPartitionsToPair(walkers -> draw.get().move(walkers));
      rounds.add(
          kept(isFirst && !second.isEmpty() ? moved.union(begin(spark, second, draw)) : moved));
      isFirst = false;
      left = total(unfinished(last(rounds)));
    }
    LastSentences.Ended ended =
        LastSentences.end(
            spark,
            Jobs.given(spark, Integer.MAX_VALUE, new LastSentences(storage, corpus, shards)),
            last(rounds),
            ways,
            shard -> home(processes, shard));
    if (ended.sentences().size() > 0) {
      List<Tuple2<UnfinishedSentences, Long>> all =
          List.of(new Tuple2<>(ended.sentences(), ended.truncated()));
      rounds.add(Jobs.pairs(spark, all, last -> draw.get().counted(last._1(), last._2())));
    }
    // Late rounds have few sentences for each task, so one task takes several.
    return union(spark, rounds)
        .coalesce(Math.max(tasks.size(), shards.size()))
        .filter(message -> message._2().slice() != null)
        .mapValues(message -> Objects.requireNonNull(message.slice()));
  }

  private static JavaPairRDD<Integer, ShardMessage> begin(
      JavaSparkContext spark, List<DrawTask> tasks, Jobs.Given<ShardedDraw> draw) {
    return Jobs.spread(spark, tasks).mapPartitionsToPair(some -> draw.get().begin(some.next()));
  }

  /** The process that has a shard in memory. */
  private static String home(List<String> processes, int shard) {
    return processes.get(shard % processes.size());
  }

  /** The least power of 2 that is not below a number; at least 1. */
  private static int powerOf2(double number) {
    int power = 1;
    while (power < number && power < MOST_WAYS) {
      power *= 2;
    }
    return power;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static JavaPairRDD<Integer, ShardMessage> kept(JavaPairRDD<Integer, ShardMessage> moved) {
    moved.persist(StorageLevel.DISK_ONLY()).rdd().localCheckpoint();
    return moved;
  }

  /** How many sentences each task of a round has not ended, and the process that it ran in. */
  private static List<Tuple2<Long, String>> unfinished(JavaPairRDD<Integer, ShardMessage> moved) {
    return Jobs.reduce(
        moved,
        (partition, messages) -> {
          long sentences = 0;
          while (messages.hasNext()) {
            UnfinishedSentences walkers = messages.next()._2().walkers();
            sentences += walkers == null ? 0 : walkers.size();
          }
          return new Tuple2<>(sentences, PlacedRdd.here());
        });
  }

  private static long total(List<Tuple2<Long, String>> unfinished) {
    return unfinished.stream().mapToLong(Tuple2::_1).sum();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic type
  private static JavaPairRDD<Integer, ShardMessage> union(
      JavaSparkContext spark, List<JavaPairRDD<Integer, ShardMessage>> parts) {
    return spark.union(parts.toArray(new JavaPairRDD[0]));
  }

  private DecodedModel model(int shard) {
    return Models.of(storage, corpus, shards, shard);
  }

  private Iterator<Tuple2<Integer, ShardMessage>> begin(DrawTask task) {
    Round round =
        new Round(model(shards.start()), Collections.emptyIterator(), task.expectedTokens());
    UnfinishedSentences[] begun = {new UnfinishedSentences()};
    task.eachUnit(
        unit -> {
          begun[0].begin(unit);
          if (begun[0].size() == MOST_IN_RECORD) {
            round.walk(begun[0]);
            begun[0] = new UnfinishedSentences();
          }
        });
    round.walk(begun[0]);
    return round;
  }

  private Iterator<Tuple2<Integer, ShardMessage>> move(
      Iterator<Tuple2<Integer, UnfinishedSentences>> arriving) {
    if (!arriving.hasNext()) {
      return Collections.emptyIterator();
    }
    Tuple2<Integer, UnfinishedSentences> first = arriving.next();
    Round round = new Round(model(first._1() / ways), arriving, MOST_IN_RECORD);
    round.walk(first._2());
    return round;
  }

  /** The counts of the sentences that came to the driver. */
  private Iterator<Tuple2<Integer, ShardMessage>> counted(
      UnfinishedSentences last, long truncated) {
    TaskCounts counts = counts(last.tokens().length);
    last.each(
        (unit, tokens, start, end) -> counts.accept(counting.component, unit, tokens, start, end));
    return messages(counts, truncated).iterator();
  }

  private TaskCounts counts(long expectedTokens) {
    return new TaskCounts(keys, counting.components, 1, false, expectedTokens, counting.sentences);
  }

  private static List<Tuple2<Integer, ShardMessage>> messages(TaskCounts counts, long truncated) {
    return counts.slices(truncated, SentenceTotals.NONE).stream()
        .map(slice -> new Tuple2<>(slice._1(), new ShardMessage(null, slice._2())))
        .toList();
  }

  /**
   * One round in one shard: extends the sentences of one record after the other, so that a task
   * keeps only those for records that are not full. Then it gives its counts.
   */
  private final class Round
      implements UnfinishedSentences.Sink, Iterator<Tuple2<Integer, ShardMessage>> {
    private final DecodedModel model;
    private final Iterator<Tuple2<Integer, UnfinishedSentences>> arriving;
    private final SentenceDrawer drawer;
    private final TaskCounts counts;
    private final UnfinishedSentences[] out = new UnfinishedSentences[shards.size()];
    private final int inRecord = Math.max(1, Math.min(MOST_IN_RECORD, MOST_KEPT / shards.size()));
    private final Deque<Tuple2<Integer, ShardMessage>> ready = new ArrayDeque<>();
    private boolean isOver;

    Round(
        DecodedModel model,
        Iterator<Tuple2<Integer, UnfinishedSentences>> arriving,
        long expectedTokens) {
      this.model = model;
      this.arriving = arriving;
      drawer = corpus.drawer(model);
      counts = counts(expectedTokens);
    }

    void walk(UnfinishedSentences sentences) {
      StepClock.time(
          StepClock.Step.DRAW_COUNT,
          () -> {
            drawer.walk(sentences, this);
            return sentences;
          });
    }

    @Override
    public void ended(long unit, int[] tokens, int length) {
      counts.accept(counting.component, unit, tokens, 0, length);
    }

    @Override
    public void left(int context, long unit, int numbers, int[] tokens, int length) {
      ModelShard here = model.shard();
      int owner = here.shard(context);
      if (out[owner] == null) {
        out[owner] = new UnfinishedSentences();
      }
      out[owner].add(here.context(context), unit, numbers, tokens, length);
      if (out[owner].size() == inRecord) {
        send(owner);
      }
    }

    private void send(int owner) {
      int key = owner * ways + (int) (out[owner].unit(0) % ways);
      ready.add(new Tuple2<>(key, new ShardMessage(out[owner], null)));
      out[owner] = null;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !isOver) {
        if (arriving.hasNext()) {
          walk(arriving.next()._2());
        } else {
          end();
        }
      }
      return !ready.isEmpty();
    }

    private void end() {
      isOver = true;
      for (int owner = 0; owner < out.length; owner++) {
        if (out[owner] != null) {
          send(owner);
        }
      }
      ready.addAll(messages(counts, drawer.truncated()));
    }

    @Override
    public Tuple2<Integer, ShardMessage> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }
  }
}
