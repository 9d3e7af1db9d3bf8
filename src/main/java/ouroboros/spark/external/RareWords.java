package ouroboros.spark.external;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.dating.RareRepeats;
import ouroboros.dating.TokenHabits;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.text.RealText;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * What the age of a text needs to know of tokens: which rare words a sentence of R repeats, and how
 * a text is cut into tokens.
 */
public final class RareWords {
  private RareWords() {}

  /** Counts the repeats in the sentences of a text, in one Spark job. */
  public static RareRepeats repeats(JavaSparkContext spark, MeasuredText real) {
    Vocabulary vocabulary = real.vocabulary();
    byte[] counts = new byte[vocabulary.size()];
    for (int id = Vocabulary.FIRST_WORD; id < counts.length; id++) {
      long count = vocabulary.realCount(id);
      counts[id] = RareRepeats.isRare(count) ? (byte) count : 0;
    }
    List<List<BlockRef>> tasks = RealText.groups(real.blocks());
    List<Integer> numbers = IntStream.range(0, tasks.size()).boxed().toList();
    Broadcast<byte[]> rare = spark.broadcast(counts);
    RareRepeats all = new RareRepeats();
    spark
        .parallelize(numbers, Math.max(1, numbers.size()))
        .map(task -> repeats(tasks.get(task), rare.value()))
        .collect()
        .forEach(all::add);
    return all;
  }

  private static RareRepeats repeats(List<BlockRef> blocks, byte[] rare) {
    RareRepeats repeats = new RareRepeats();
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int[] ids =
            Arrays.stream(block.sentence(i))
                .filter(id -> id < rare.length && rare[id] > 0)
                .sorted()
                .toArray();
        int start = 0;
        for (int at = 1; at <= ids.length; at++) {
          if (at == ids.length || ids[at] != ids[start]) {
            repeats.add(rare[ids[start]], at - start);
            start = at;
          }
        }
      }
    }
    return repeats;
  }

  /** How a text is cut into tokens. */
  public static TokenHabits habits(MeasuredText text) {
    Vocabulary vocabulary = text.vocabulary();
    TokenHabits habits = TokenHabits.NONE;
    for (int id = Vocabulary.FIRST_WORD; id < vocabulary.size(); id++) {
      habits = habits.with(vocabulary.word(id), vocabulary.realCount(id));
    }
    return habits;
  }
}
