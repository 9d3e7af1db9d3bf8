package ouroboros.spark.external;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.dating.NgramKeys;
import ouroboros.dating.NgramTokens;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.text.RealText;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/** The n-grams of a text from which its age is read, within sentences and without marks. */
public final class TextNgrams {
  private TextNgrams() {}

  /** [n - 2] The n-grams of a text, in its order, in one Spark job. */
  public static List<NgramTokens> of(JavaSparkContext spark, MeasuredText text, NgramKeys sample) {
    long[] words = words(text.vocabulary());
    List<List<BlockRef>> tasks = RealText.groups(text.blocks());
    List<Integer> numbers = IntStream.range(0, tasks.size()).boxed().toList();
    Broadcast<long[]> keys = spark.broadcast(words);
    List<NgramTokens[]> parts =
        spark
            .parallelize(numbers, Math.max(1, numbers.size()))
            .map(task -> of(CorpusReader.read(tasks.get(task)), keys.value(), sample))
            .collect();
    return joined(parts);
  }

  /** [id] The numbers of words in n-grams. */
  static long[] words(Vocabulary vocabulary) {
    long[] words = new long[vocabulary.size()];
    for (int id = Vocabulary.FIRST_WORD; id < words.length; id++) {
      words[id] = NgramKeys.word(vocabulary.word(id));
    }
    return words;
  }

  /** [n - 2] The n-grams of parts of a text, one behind the other. */
  static List<NgramTokens> joined(List<NgramTokens[]> parts) {
    return IntStream.range(0, NgramKeys.LONGEST - 1)
        .mapToObj(n -> NgramTokens.of(parts.stream().map(part -> part[n]).toList()))
        .toList();
  }

  /** [n - 2] The n-grams of some blocks. */
  static NgramTokens[] of(Iterator<SentenceBlock> blocks, long[] words, NgramKeys sample) {
    int orders = NgramKeys.LONGEST - 1;
    long[][] keys = new long[orders][1 << 10];
    int[] used = new int[orders];
    List<int[]> perSentence = new ArrayList<>();
    while (blocks.hasNext()) {
      SentenceBlock block = blocks.next();
      for (int i = 0; i < block.sentences(); i++) {
        int[] before = used.clone();
        for (int last = block.start(i); last < block.end(i); last++) {
          add(block, i, last, words, sample, keys, used);
        }
        perSentence.add(IntStream.range(0, orders).map(n -> used[n] - before[n]).toArray());
      }
    }
    NgramTokens[] all = new NgramTokens[orders];
    for (int n = 0; n < orders; n++) {
      int order = n;
      all[n] =
          new NgramTokens(
              Arrays.copyOf(keys[n], used[n]),
              perSentence.stream().mapToInt(many -> many[order]).toArray());
    }
    return all;
  }

  /** Adds the n-grams that begin with a token; marks and unknown words end them. */
  private static void add(
      SentenceBlock block,
      int sentence,
      int first,
      long[] words,
      NgramKeys sample,
      long[][] keys,
      int[] used) {
    int end = Math.min(block.end(sentence), first + NgramKeys.LONGEST);
    long key = 0;
    for (int at = first; at < end; at++) {
      int id = block.tokens()[at];
      if (id < Vocabulary.FIRST_WORD) {
        return;
      }
      key = NgramKeys.longer(key, words[id]);
      int n = at - first - 1;
      if (n >= 0 && sample.contains(key)) {
        if (used[n] == keys[n].length) {
          keys[n] = Arrays.copyOf(keys[n], 2 * used[n]);
        }
        keys[n][used[n]++] = key;
      }
    }
  }
}
