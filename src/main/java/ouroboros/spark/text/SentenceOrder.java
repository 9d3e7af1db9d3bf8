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
import ouroboros.text.PeriodValue;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

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

  /** The blocks, by number of their first sentence. */
  private final TreeMap<Long, BlockRef> blocks = new TreeMap<>();

  /** The sentences of one class in one block, in order. */
  private final List<Stretch> stretches = new ArrayList<>();

  /**
   * The sentences of a class in a block.
   *
   * @param first number of the block's first sentence
   * @param before sentences before these, in the order of the classes
   * @param tokens of these and of all sentences before them
   */
  private record Stretch(long ofClass, long first, long before, long tokens) {}

  /** How the class of a sentence is determined. */
  enum Kind {
    /** All sentences are of one class. */
    NUMBER {
      @Override
      long of(SentenceBlock block, int i, Vocabulary vocabulary) {
        return 0;
      }
    },
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
    groups.forEach(group -> group.forEach(ref -> blocks.put(ref.first(), ref)));
    TreeMap<Long, long[][]> byFirst = new TreeMap<>();
    counted.forEach(block -> byFirst.put(block[0][0], block));
    TreeMap<Long, TreeMap<Long, Long>> tokens = new TreeMap<>();
    byFirst.forEach(
        (first, block) -> {
          TreeMap<Long, Long> start = new TreeMap<>();
          for (int c = 1; c < block.length; c++) {
            start.put(block[c][0], next.get(block[c][0]));
            next.merge(block[c][0], block[c][1], Long::sum);
            tokens.computeIfAbsent(block[c][0], k -> new TreeMap<>()).put(first, block[c][2]);
          }
          starts.put(first, start);
        });
    long sum = 0;
    for (var ofClass : tokens.entrySet()) {
      for (var inBlock : ofClass.getValue().entrySet()) {
        long first = inBlock.getKey();
        TreeMap<Long, Long> inBlocks = Objects.requireNonNull(starts.get(first));
        long from = Objects.requireNonNull(inBlocks.get(ofClass.getKey()));
        sum = Math.addExact(sum, inBlock.getValue());
        stretches.add(new Stretch(ofClass.getKey(), first, from, sum));
      }
    }
  }

  /**
   * [1 + classes] The number of the block's first sentence, then (class, sentences, tokens),
   * classes ascending.
   */
  private static long[][] count(Kind kind, SentenceBlock block, Vocabulary vocabulary) {
    TreeMap<Long, long[]> counts = new TreeMap<>();
    for (int i = 0; i < block.sentences(); i++) {
      long[] count = counts.computeIfAbsent(kind.of(block, i, vocabulary), c -> new long[2]);
      count[0]++;
      count[1] += block.end(i) - block.start(i);
    }
    long[][] rows = new long[counts.size() + 1][];
    rows[0] = new long[] {block.first()};
    int row = 1;
    for (var entry : counts.entrySet()) {
      rows[row++] = new long[] {entry.getKey(), entry.getValue()[0], entry.getValue()[1]};
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

  /** Tokens of all sentences. */
  long tokens() {
    return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).tokens();
  }

  /**
   * The fewest sentences, from the beginning of the order, that have so many tokens. Cost: one
   * block is read.
   *
   * @param tokens at least 1, at most {@link #tokens()}
   */
  long units(long tokens) {
    int at = 0;
    for (int high = stretches.size() - 1; at < high; ) {
      int middle = (at + high) >>> 1;
      if (stretches.get(middle).tokens() < tokens) {
        at = middle + 1;
      } else {
        high = middle;
      }
    }
    Stretch stretch = stretches.get(at);
    long missing = tokens - (at == 0 ? 0 : stretches.get(at - 1).tokens());
    SentenceBlock block = CorpusReader.read(Objects.requireNonNull(blocks.get(stretch.first())));
    long units = stretch.before();
    for (int i = 0; missing > 0; i++) {
      if (kind.of(block, i, vocabulary.value()) == stretch.ofClass()) {
        missing -= block.end(i) - block.start(i);
        units++;
      }
    }
    return units;
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
