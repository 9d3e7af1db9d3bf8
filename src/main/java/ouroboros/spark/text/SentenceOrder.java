package ouroboros.spark.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.random.Selection;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.read.PeriodValue;

/**
 * The sentences of a part of the corpus sorted by class (stratum, period or rarest type), and by
 * number within a class. The position of a sentence in this order follows from its block and from
 * how many sentences of each class the blocks before have.
 */
final class SentenceOrder {
  private final Kind kind;
  private final Broadcast<Vocabulary> vocabulary;

  /** Class to [sentences of lower classes, sentences of this class]. */
  private final TreeMap<Long, long[]> totals = new TreeMap<>();

  /**
   * By number of a block's first sentence: class to the position of the class's first sentence in
   * it.
   */
  private final TreeMap<Long, TreeMap<Long, Long>> starts = new TreeMap<>();

  /** How the class of a sentence is determined. */
  enum Kind {
    STRATUM {
      @Override
      long of(SentenceBlock block, int i, Vocabulary vocabulary) {
        return block.stratum(i);
      }
    },
    /** Unknown periods come last. */
    PERIOD {
      @Override
      long of(SentenceBlock block, int i, Vocabulary vocabulary) {
        return PeriodValue.place(block.period(i));
      }
    },
    /** How often the rarest type of the sentence occurs in R. */
    RAREST {
      @Override
      long of(SentenceBlock block, int i, Vocabulary vocabulary) {
        long rarest = Long.MAX_VALUE;
        for (int t = block.start(i); t < block.end(i); t++) {
          rarest = Math.min(rarest, vocabulary.realCount(block.tokens()[t]));
        }
        return rarest;
      }
    };

    abstract long of(SentenceBlock block, int i, Vocabulary vocabulary);
  }

  /** Counts the classes of all blocks, in one job. */
  SentenceOrder(
      JavaSparkContext spark,
      Kind kind,
      List<List<BlockRef>> groups,
      Broadcast<Vocabulary> vocabulary) {
    this.kind = kind;
    this.vocabulary = vocabulary;
    List<Integer> numbers = new ArrayList<>();
    groups.forEach(group -> numbers.add(numbers.size()));
    List<long[][]> counted =
        spark
            .parallelize(numbers, Math.max(1, numbers.size()))
            .flatMap(
                number ->
                    groups.get(number).stream()
                        .map(ref -> count(kind, CorpusReader.read(ref), vocabulary.value()))
                        .iterator())
            .collect();
    for (long[][] block : counted) {
      for (int c = 1; c < block.length; c++) {
        totals.computeIfAbsent(block[c][0], k -> new long[2])[1] += block[c][1];
      }
    }
    long before = 0;
    for (long[] total : totals.values()) {
      total[0] = before;
      before += total[1];
    }
    TreeMap<Long, Long> next = new TreeMap<>();
    totals.forEach((c, total) -> next.put(c, total[0]));
    TreeMap<Long, long[][]> byFirst = new TreeMap<>();
    counted.forEach(block -> byFirst.put(block[0][0], block));
    byFirst.forEach(
        (first, block) -> {
          TreeMap<Long, Long> start = new TreeMap<>();
          for (int c = 1; c < block.length; c++) {
            start.put(block[c][0], next.get(block[c][0]));
            next.merge(block[c][0], block[c][1], Long::sum);
          }
          starts.put(first, start);
        });
  }

  /**
   * [1 + classes] The number of the block's first sentence, then pairs (class, sentences), classes
   * ascending.
   */
  private static long[][] count(Kind kind, SentenceBlock block, Vocabulary vocabulary) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < block.sentences(); i++) {
      counts.merge(kind.of(block, i, vocabulary), 1L, Long::sum);
    }
    long[][] rows = new long[counts.size() + 1][];
    rows[0] = new long[] {block.first()};
    int row = 1;
    for (var entry : counts.entrySet()) {
      rows[row++] = new long[] {entry.getKey(), entry.getValue()};
    }
    return rows;
  }

  /** How many sentences a class has. */
  long size(long ofClass) {
    long[] total = totals.get(ofClass);
    return total == null ? 0 : total[1];
  }

  /** How many sentences all lower classes have. */
  long before(long ofClass) {
    return Objects.requireNonNull(totals.get(ofClass))[0];
  }

  /** The classes in ascending order. */
  List<Long> all() {
    return new ArrayList<>(totals.keySet());
  }

  /** Chooses sentences by their positions in the order of the classes. */
  BlockTask.Chooser chooser(Selection positions) {
    Kind of = kind;
    Broadcast<Vocabulary> words = vocabulary;
    TreeMap<Long, TreeMap<Long, Long>> from = starts;
    return (block, into) -> {
      TreeMap<Long, List<Integer>> members = new TreeMap<>();
      for (int i = 0; i < block.sentences(); i++) {
        members.computeIfAbsent(of.of(block, i, words.value()), c -> new ArrayList<>()).add(i);
      }
      TreeMap<Long, Long> start = Objects.requireNonNull(from.get(block.first()));
      members.forEach(
          (c, sentences) -> {
            int[] times = new int[sentences.size()];
            positions.multiplicities(Objects.requireNonNull(start.get(c)), times.length, times);
            for (int k = 0; k < times.length; k++) {
              into[sentences.get(k)] = times[k];
            }
          });
    };
  }
}
