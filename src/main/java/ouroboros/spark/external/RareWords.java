package ouroboros.spark.external;

import java.util.Arrays;
import java.util.Iterator;
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
    byte[] counts = rare(real.vocabulary());
    List<List<BlockRef>> tasks = RealText.groups(real.blocks());
    List<Integer> numbers = IntStream.range(0, tasks.size()).boxed().toList();
    Broadcast<byte[]> rare = spark.broadcast(counts);
    RareRepeats all = new RareRepeats();
    spark
        .parallelize(numbers, Math.max(1, numbers.size()))
        .map(task -> repeats(CorpusReader.read(tasks.get(task)), rare.value()))
        .collect()
        .forEach(all::add);
    return all;
  }

  /** [id] The count in R of a rare type; 0 for others. */
  static byte[] rare(Vocabulary vocabulary) {
    byte[] counts = new byte[vocabulary.size()];
    for (int id = Vocabulary.FIRST_WORD; id < counts.length; id++) {
      long count = vocabulary.realCount(id);
      counts[id] = RareRepeats.isRare(count) ? (byte) count : 0;
    }
    return counts;
  }

  /** Counts the repeats in the sentences of some blocks. */
  static RareRepeats repeats(Iterator<SentenceBlock> blocks, byte[] rare) {
    RareRepeats repeats = new RareRepeats();
    int[] ids = new int[64];
    while (blocks.hasNext()) {
      SentenceBlock block = blocks.next();
      int[] tokens = block.tokens();
      for (int i = 0; i < block.sentences(); i++) {
        int used = 0;
        for (int at = block.start(i); at < block.end(i); at++) {
          if (tokens[at] < rare.length && rare[tokens[at]] > 0) {
            ids = used == ids.length ? Arrays.copyOf(ids, 2 * used) : ids;
            ids[used++] = tokens[at];
          }
        }
        Arrays.sort(ids, 0, used);
        int start = 0;
        for (int at = 1; at <= used; at++) {
          if (at == used || ids[at] != ids[start]) {
            repeats.add(rare[ids[start]], at - start);
            start = at;
          }
        }
      }
    }
    return repeats;
  }

  /** How a text is cut into tokens. */
  public static TokenHabits habits(Vocabulary vocabulary) {
    TokenHabits habits = TokenHabits.NONE;
    for (int id = Vocabulary.FIRST_WORD; id < vocabulary.size(); id++) {
      habits = habits.with(vocabulary.word(id), vocabulary.realCount(id));
    }
    return habits;
  }
}
