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
import ouroboros.ngram.count.CountRun;
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
 * for a shard prefer the same processes in all rounds, which have the shard in memory already
 * ({@link Homes}); there are several of them while many sentences are left and shards are fewer
 * than cores. Half of the sentences begin one round later: with two shards, all would otherwise be
 * in the same shard in every round, and the other one would have nothing to do. When at most
 * {@value #IN_DRIVER} sentences are left ({@code spark.ouroboros.sentencesInDriver}), the driver
 * takes them ({@link LastSentences}). The output of a round is kept on the disks of the workers, so
 * Spark's lineage of RDDs does not grow. If a worker is lost, the run ends, and the same command
 * draws the generation again from the sealed one before.
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

  /** They have at most so many tokens together. */
  private static final long MOST_TOKENS_IN_DRIVER = 1 << 22;

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
    List<Remaining> left = Remaining.of(last(rounds));
    Homes homes = Homes.of(left, shards.size(), corpus.model().hashCode());
    boolean isFirst = true;
    while (Remaining.sentences(left) > mostInDriver
        || Remaining.tokens(left) > MOST_TOKENS_IN_DRIVER
        || (isFirst && !second.isEmpty())) {
      // A task has about as many sentences as would travel through the driver, or more.
      double sentences = (double) Remaining.sentences(left) / Math.max(1, mostInDriver);
      int tasksOfShard = Math.min(ways, powerOf2(sentences / shards.size()));
      JavaPairRDD<Integer, UnfinishedSentences> arriving =
          last(rounds)
              .filter(message -> message._2().walkers() != null)
              .mapValues(message -> Objects.requireNonNull(message.walkers()))
              .partitionBy(new ByRange(shards.size() * tasksOfShard, ways / tasksOfShard));
      List<String> places =
          IntStream.range(0, shards.size() * tasksOfShard)
              .mapToObj(task -> homes.of(task / tasksOfShard, task % tasksOfShard))
              .toList();
      JavaPairRDD<Integer, ShardMessage> moved =
          PlacedRdd.of(arriving, places).mapPartitionsToPair(walkers -> draw.get().move(walkers));
      rounds.add(
          kept(isFirst && !second.isEmpty() ? moved.union(begin(spark, second, draw)) : moved));
      isFirst = false;
      left = Remaining.of(last(rounds));
    }
    LastSentences.Ended ended =
        LastSentences.end(
            spark,
            () -> draw.get().lastSentences(),
            last(rounds),
            ways,
            shard -> homes.of(shard, 0));
    if (!ended.sentences().isEmpty()) {
      rounds.add(Jobs.pairs(spark, ended.sentences(), some -> draw.get().counted(some)));
      rounds.add(Jobs.pairs(spark, List.of(ended.truncated()), many -> draw.get().truncated(many)));
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

  private LastSentences lastSentences() {
    return new LastSentences(storage, corpus, shards);
  }

  /** The counts of sentences that came to the driver. */
  private Iterator<Tuple2<Integer, ShardMessage>> counted(UnfinishedSentences ended) {
    TaskCounts counts = counts(ended.length());
    ended.each(
        (unit, tokens, start, end) -> counts.accept(counting.component, unit, tokens, start, end));
    return messages(counts, 0).iterator();
  }

  private TaskCounts counts(long expectedTokens) {
    return new TaskCounts(keys, counting.components, 1, false, expectedTokens, counting.sentences);
  }

  /** No counts, and how many sentences were cut at the greatest length. */
  private Iterator<Tuple2<Integer, ShardMessage>> truncated(long many) {
    return TaskCounts.slices(keys, CountRun.empty(keys.layout()), many).stream()
        .map(slice -> new Tuple2<>(slice._1(), new ShardMessage(null, slice._2())))
        .iterator();
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
    private final UnfinishedSentences[] out = new UnfinishedSentences[shards.size() * ways];
    private final int inRecord = Math.max(1, Math.min(MOST_IN_RECORD, MOST_KEPT / out.length));
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
      // A function of the sentence, so a task that runs again sends the same to every other.
      int key = here.shard(context) * ways + (int) (unit % ways);
      if (out[key] == null) {
        out[key] = new UnfinishedSentences();
      }
      out[key].add(here.context(context), unit, numbers, tokens, length);
      if (out[key].size() == inRecord) {
        send(key);
      }
    }

    private void send(int key) {
      ready.add(new Tuple2<>(key, new ShardMessage(out[key], null)));
      out[key] = null;
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
      for (int key = 0; key < out.length; key++) {
        if (out[key] != null) {
          send(key);
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
