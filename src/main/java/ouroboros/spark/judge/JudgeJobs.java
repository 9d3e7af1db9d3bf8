package ouroboros.spark.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.safeguard.judge.PackJudge;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * The Spark jobs that count and score guard and synthetic text. A small guard needs no job: the
 * driver reads it.
 */
final class JudgeJobs {
  private static final long TOKENS_PER_TASK = 1 << 17;
  private static final int BUFFER = 1 << 16;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final CorpusReader corpus;

  JudgeJobs(JavaSparkContext spark, Storage storage, CorpusReader corpus) {
    this.spark = spark;
    this.storage = storage;
    this.corpus = corpus;
  }

  /** Sentences of guard. */
  long sentences() {
    return corpus.corpus().part(Part.GUARD).sentences();
  }

  /** The n-grams of the sentences {@code from .. to} of guard, {@code <unk>} for other words. */
  CountRun grams(long from, long to, KeyLayout layout, int closed) {
    return CountMerge.sum(
        layout,
        overGuard(
            from,
            to,
            1,
            text -> {
              NgramCounter counter = new NgramCounter(layout, BUFFER);
              text.each(
                  sentence -> {
                    for (int t = 0; t < sentence.length; t++) {
                      sentence[t] = sentence[t] >= closed ? Vocabulary.UNK : sentence[t];
                    }
                    counter.add(sentence, 0, sentence.length);
                  });
              return counter.finish();
            }));
  }

  /** The scores of the sentences {@code from .. to} of guard, ascending. */
  double[] scores(long from, long to, SentenceScore.Maker maker) {
    Storage files = storage;
    return sorted(
        overGuard(
            from,
            to,
            1,
            text -> {
              Scores scores = new Scores(maker.make(files));
              text.each(scores::add);
              return scores.all();
            }));
  }

  /** Scores sentences, some at a time. */
  private static final class Scores {
    private static final int TOGETHER = 128;

    private final SentenceScore score;
    private final int[][] waiting = new int[TOGETHER][];
    private final double[] own = new double[TOGETHER];
    private final DoubleStream.Builder all = DoubleStream.builder();
    private int many;

    Scores(SentenceScore score) {
      this.score = score;
    }

    void add(int[] sentence) {
      waiting[many++] = sentence;
      if (many == TOGETHER) {
        flush();
      }
    }

    private void flush() {
      score.of(waiting, many, own);
      for (int i = 0; i < many; i++) {
        all.add(own[i]);
      }
      many = 0;
    }

    double[] all() {
      flush();
      return all.build().toArray();
    }
  }

  /** Distinct types per token of all whole packs of {@code pack} sentences of guard, ascending. */
  double[] packs(int pack) {
    return sorted(
        overGuard(
            0,
            sentences() / pack * pack,
            pack,
            text -> {
              PackJudge judge = new PackJudge(pack, 0);
              List<int[]> some = new ArrayList<>();
              List<Double> all = new ArrayList<>();
              text.each(
                  sentence -> {
                    some.add(sentence);
                    if (some.size() == pack) {
                      all.add(judge.perToken(some.toArray(int[][]::new)));
                      some.clear();
                    }
                  });
              return all.stream().mapToDouble(x -> x).toArray();
            }));
  }

  /** The hashed n-grams of the sentences {@code from .. to} of guard, in order. */
  List<int[]> grams(long from, long to, GramsMaker maker) {
    Storage files = storage;
    return overGuard(
            from,
            to,
            1,
            text -> {
              GramsMaker.Grams grams = maker.make(files);
              List<int[]> all = new ArrayList<>();
              text.each(sentence -> all.add(grams.of(sentence, 0, sentence.length)));
              return all.toArray(int[][]::new);
            })
        .stream()
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The hashed n-grams of the first candidates of units {@code 0 .. units}, in order. */
  List<int[]> grams(SyntheticCorpus text, long units, GramsMaker maker) {
    Storage files = storage;
    return overUnits(
            0,
            units,
            part -> {
              GramsMaker.Grams grams = maker.make(files);
              int[][] all = new int[(int) (part.to - part.from)][];
              text.drawer(files)
                  .draw(
                      part.from,
                      part.to,
                      (unit, tokens, start, end) ->
                          all[(int) (unit - part.from)] = grams.of(tokens, start, end));
              return all;
            })
        .stream()
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The scores of the first candidates of units {@code from .. to} of a corpus, ascending. */
  double[] scores(SyntheticCorpus text, long from, long to, SentenceScore.Maker maker) {
    Storage files = storage;
    return sorted(
        overUnits(
            from,
            to,
            part -> {
              Scores scores = new Scores(maker.make(files));
              text.drawer(files)
                  .draw(
                      part.from,
                      part.to,
                      (unit, tokens, start, end) ->
                          scores.add(Arrays.copyOfRange(tokens, start, end)));
              return scores.all();
            }));
  }

  /** Units that a task draws. */
  private record Units(long from, long to) implements java.io.Serializable {}

  private <T> List<T> overUnits(long from, long to, Jobs.Work<Units, T> work) {
    long units = to - from;
    int tasks = (int) Math.max(1, Math.min(units, 2L * spark.defaultParallelism()));
    return Jobs.each(
        spark,
        IntStream.range(0, tasks).boxed().toList(),
        task -> work.of(new Units(from + units * task / tasks, from + units * (task + 1) / tasks)));
  }

  private static double[] sorted(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  /** Sentences that a task reads, in order. */
  private record Text(List<BlockRef> blocks, long from, long to) {
    void each(java.util.function.Consumer<int[]> sink) {
      for (BlockRef ref : blocks) {
        if (ref.first() < to && ref.first() + ref.sentences() > from) {
          SentenceBlock block = CorpusReader.read(ref);
          for (int i = 0; i < block.sentences(); i++) {
            long number = block.first() + i;
            if (number >= from && number < to) {
              sink.accept(block.sentence(i));
            }
          }
        }
      }
    }
  }

  /**
   * The results of tasks over the sentences {@code from .. to} of guard, in order.
   *
   * @param multiple every task reads a multiple of so many sentences
   */
  private <T> List<T> overGuard(long from, long to, int multiple, Jobs.Work<Text, T> work) {
    long all = Math.max(1, sentences());
    long tokens = (long) ((double) corpus.corpus().part(Part.GUARD).tokens() / all * (to - from));
    long groups = (to - from) / multiple;
    int tasks = (int) Math.max(1, Math.min(groups, 1 + tokens / TOKENS_PER_TASK));
    List<BlockRef> blocks = List.copyOf(corpus.blocks(Part.GUARD));
    Jobs.Work<Integer, T> one =
        task ->
            work.of(
                new Text(
                    blocks,
                    from + groups * task / tasks * multiple,
                    task == tasks - 1 ? to : from + groups * (task + 1) / tasks * multiple));
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    return tasks == 1 ? List.of(one.of(0)) : Jobs.each(spark, numbers, one);
  }
}
