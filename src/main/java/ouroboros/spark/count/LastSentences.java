package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.ModelShard;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.PlacedRdd;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.Models;
import scala.Tuple2;

/**
 * The last rounds of {@link ShardedDraw}, in which few sentences are left: they travel through the
 * driver, which also keeps those that have ended. So a round is one job that leaves nothing behind,
 * with a task for each shard that has sentences.
 */
record LastSentences(Storage storage, DrawTask.Corpus corpus, Shards shards)
    implements Serializable {

  /**
   * What the driver has when all sentences have ended.
   *
   * @param sentences in lists, each for one task
   * @param truncated how many were cut at the greatest length
   */
  record Ended(List<UnfinishedSentences> sentences, long truncated) {}

  /** About so many tokens are in one list of sentences that have ended. */
  private static final int TOKENS_IN_LIST = 1 << 20;

  /**
   * Continues sentences until all have ended.
   *
   * @param draw the same in tasks
   * @param left the last round, of which only unfinished sentences are read
   * @param ways how many keys a shard has in that round
   * @param home the process that a shard's task prefers
   */
  static Ended end(
      JavaSparkContext spark,
      Jobs.Given<LastSentences> draw,
      JavaPairRDD<Integer, ShardMessage> left,
      int ways,
      IntFunction<String> home) {
    List<UnfinishedSentences> ended = new ArrayList<>();
    int tokens = TOKENS_IN_LIST;
    long truncated = 0;
    List<Object[]> moved =
        Jobs.reduce(
            left,
            (partition, messages) -> {
              Sent own = new Sent();
              messages.forEachRemaining(message -> own.add(message._1() / ways, message._2()));
              return own.result(0);
            });
    for (TreeMap<Integer, UnfinishedSentences> at = byShard(moved); !at.isEmpty(); ) {
      List<Tuple2<Integer, UnfinishedSentences>> inputs = new ArrayList<>();
      at.forEach((shard, sentences) -> inputs.add(new Tuple2<>(shard, sentences)));
      List<String> homes = inputs.stream().map(input -> home.apply(input._1())).toList();
      moved =
          Jobs.reduce(
              PlacedRdd.of(spark.parallelize(inputs, inputs.size()), homes),
              (partition, one) -> draw.get().move(one.next()));
      for (Object[] part : moved) {
        truncated += (Long) part[0];
        UnfinishedSentences own = (UnfinishedSentences) part[1];
        if (own.size() > 0 && tokens >= TOKENS_IN_LIST) {
          ended.add(new UnfinishedSentences());
          tokens = 0;
        }
        if (own.size() > 0) {
          ended.get(ended.size() - 1).addAll(own);
          tokens += own.length();
        }
      }
      at = byShard(moved);
    }
    return new Ended(ended, truncated);
  }

  /** Continues sentences in one shard. */
  private Object[] move(Tuple2<Integer, UnfinishedSentences> arriving) {
    DecodedModel model = Models.of(storage, corpus, shards, arriving._1());
    SentenceDrawer drawer = corpus.drawer(model);
    Sent moved = new Sent();
    ModelShard here = model.shard();
    StepClock.time(
        StepClock.Step.DRAW_COUNT,
        () -> {
          drawer.walk(
              arriving._2(),
              new UnfinishedSentences.Sink() {
                @Override
                public void ended(long unit, int[] tokens, int length) {
                  moved.ended.add(0, unit, 0, tokens, length);
                }

                @Override
                public void left(int context, long unit, int numbers, int[] tokens, int length) {
                  moved
                      .to(here.shard(context))
                      .add(here.context(context), unit, numbers, tokens, length);
                }
              });
          return moved;
        });
    return moved.result(drawer.truncated());
  }

  private static TreeMap<Integer, UnfinishedSentences> byShard(List<Object[]> moved) {
    TreeMap<Integer, UnfinishedSentences> byShard = new TreeMap<>();
    for (Object[] part : moved) {
      for (int i = 2; i < part.length; i += 2) {
        byShard
            .computeIfAbsent((Integer) part[i], shard -> new UnfinishedSentences())
            .addAll((UnfinishedSentences) part[i + 1]);
      }
    }
    return byShard;
  }

  /** What a task sends to the driver. */
  private static final class Sent {
    private final UnfinishedSentences ended = new UnfinishedSentences();
    private final TreeMap<Integer, UnfinishedSentences> leaving = new TreeMap<>();

    void add(int shard, ShardMessage message) {
      if (message.walkers() != null) {
        to(shard).addAll(message.walkers());
      }
    }

    UnfinishedSentences to(int shard) {
      return leaving.computeIfAbsent(shard, each -> new UnfinishedSentences());
    }

    /** Truncated sentences, those that ended, then each shard and the sentences that go there. */
    Object[] result(long truncated) {
      List<Object> result = new ArrayList<>();
      result.add(truncated);
      result.add(ended);
      leaving.forEach(
          (shard, sentences) -> {
            result.add(shard);
            result.add(sentences);
          });
      return result.toArray();
    }
  }
}
