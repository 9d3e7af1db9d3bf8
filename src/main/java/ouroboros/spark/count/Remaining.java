package ouroboros.spark.count;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.PlacedRdd;
import scala.Tuple2;
import scala.Tuple3;

/**
 * What a task of a round of {@link ShardedDraw} has not ended.
 *
 * @param tokens of these sentences so far
 * @param process that the task ran in
 */
record Remaining(long sentences, long tokens, String process) {
  /** Of all tasks of a round. */
  static List<Remaining> of(JavaPairRDD<Integer, ShardMessage> round) {
    return Jobs.<Tuple2<Integer, ShardMessage>, Tuple3<Long, Long, String>>reduce(
            round,
            (partition, messages) -> {
              long sentences = 0;
              long tokens = 0;
              while (messages.hasNext()) {
                UnfinishedSentences walkers = messages.next()._2().walkers();
                sentences += walkers == null ? 0 : walkers.size();
                tokens += walkers == null ? 0 : walkers.length();
              }
              return new Tuple3<>(sentences, tokens, PlacedRdd.here());
            })
        .stream()
        .map(task -> new Remaining(task._1(), task._2(), task._3()))
        .toList();
  }

  static long sentences(List<Remaining> tasks) {
    return tasks.stream().mapToLong(Remaining::sentences).sum();
  }

  static long tokens(List<Remaining> tasks) {
    return tasks.stream().mapToLong(Remaining::tokens).sum();
  }
}
