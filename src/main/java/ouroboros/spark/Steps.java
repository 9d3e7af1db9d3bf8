package ouroboros.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.SealedFile;
import ouroboros.metric.SentenceTotals;
import ouroboros.ngram.CountMerge;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutScore;
import ouroboros.ngram.KeyLayout;
import ouroboros.text.Vocabulary;
import scala.Tuple2;

/**
 * The two Spark jobs of a generation: counting sentences (drawn or real) into a table, and merging
 * tables into another. Both measure what they make in the task that makes it.
 *
 * <p>Input order: none. Output: one file a key range, the ranges in order; equal for any number of
 * tasks, because counts are added and nothing else.
 */
final class Steps {
  /** Tokens of a drawing task: enough to be worth it, few enough to be spread. */
  private static final long FEWEST_TOKENS = 1 << 21;

  private static final long MOST_TOKENS = 1 << 24;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final KeyRanges ranges;

  Steps(JavaSparkContext spark, Storage storage, KeyRanges ranges) {
    this.spark = spark;
    this.storage = storage;
    this.ranges = ranges;
  }

  KeyRanges ranges() {
    return ranges;
  }

  /** Into how many tasks so much drawing is cut: a choice of speed, no bit depends on it. */
  int tasks(long tokens) {
    if (spark.getConf().contains("spark.default.parallelism")) {
      return spark.defaultParallelism();
    }
    int cores = spark.defaultParallelism();
    long each = Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, tokens / (16L * cores)));
    long wanted = (tokens + each - 1) / each;
    return (int) Math.max(1, wanted <= cores ? wanted : (wanted + cores - 1) / cores * cores);
  }

  /** The least number of units that hold so many tokens, drawn ahead. */
  long units(DrawTask.Corpus corpus, long tokens, double meanLength) {
    return new TokenBudget(spark, storage, corpus).units(tokens, meanLength);
  }

  /** Counts sentences; the files are called {@code prefix}-range. */
  Counted count(List<? extends SentenceTask> tasks, String prefix, Measure measure) {
    return count(slices(tasks, measure.sentences()), prefix, measure);
  }

  /** The same for sentences of one corpus that is drawn, from a whole model or one in shards. */
  Counted draw(List<? extends SentenceTask> tasks, String prefix, Measure measure) {
    List<DrawTask> drawn = new ArrayList<>();
    List<SentenceTask> others = new ArrayList<>();
    for (SentenceTask task : tasks) {
      if (task instanceof DrawTask draw && draw.corpus().shards() != null) {
        drawn.add(draw);
      } else {
        others.add(task);
      }
    }
    if (drawn.isEmpty()) {
      return count(tasks, prefix, measure);
    }
    JavaPairRDD<Integer, Slice> travelled =
        ShardedDraw.slices(spark, storage, ranges, drawn, measure.sentences());
    return count(travelled.union(slices(others, measure.sentences())), prefix, measure);
  }

  private JavaPairRDD<Integer, Slice> slices(
      List<? extends SentenceTask> tasks, @Nullable SentenceMeasure sentences) {
    Storage files = storage;
    KeyRanges keys = ranges;
    return spark
        .parallelize(new ArrayList<SentenceTask>(tasks), Math.max(1, tasks.size()))
        .flatMapToPair(task -> slices(files, keys, task, sentences));
  }

  private Counted count(JavaPairRDD<Integer, Slice> slices, String prefix, Measure measure) {
    Storage files = storage;
    KeyRanges keys = ranges;
    List<Counted.Range> counted =
        slices
            .partitionBy(new ByRange(keys.size(), 1))
            .mapPartitionsWithIndex(
                (range, some) ->
                    List.of(reduce(files, keys.layout(), range, some, prefix, measure)).iterator(),
                true)
            .collect();
    return Counted.of(counted, 1);
  }

  private static Iterator<Tuple2<Integer, Slice>> slices(
      Storage storage, KeyRanges keys, SentenceTask task, @Nullable SentenceMeasure sentences) {
    TaskCounts counts = new TaskCounts(keys, task.expectedTokens(), sentences);
    long truncated = StepClock.time(StepClock.Step.DRAW_COUNT, () -> task.feed(storage, counts));
    SentenceTotals beside =
        sentences == null
            ? SentenceTotals.NONE
            : StepClock.time(StepClock.Step.MEASURE, () -> task.beside(storage));
    return counts.slices(truncated, beside).iterator();
  }

  private static Counted.Range reduce(
      Storage storage,
      KeyLayout layout,
      int range,
      Iterator<Tuple2<Integer, Slice>> slices,
      String prefix,
      Measure measure) {
    List<CountRun> runs = new ArrayList<>();
    List<SentenceMeasure.Part> parts = new ArrayList<>();
    long truncated = 0;
    while (slices.hasNext()) {
      Slice slice = slices.next()._2();
      runs.add(slice.run());
      truncated += slice.truncated();
      if (slice.sentences() != null) {
        parts.add(slice.sentences());
      }
    }
    CountRun sum = StepClock.time(StepClock.Step.DRAW_COUNT, () -> CountMerge.sum(layout, runs));
    Counted.Range counted = finish(storage, range, sum, name(prefix, range), truncated, measure);
    SentenceMeasure sentences = measure.sentences();
    if (sentences == null) {
      return counted;
    }
    String file = name(prefix + "-sentences", range);
    return counted.with(
        StepClock.time(
            StepClock.Step.MEASURE, () -> sentences.reduce(storage, range, parts, file)));
  }

  /** Merges tables, each with its weight; writes the sum unless it is a table as it stands. */
  Counted merge(WeightedSum terms, String prefix, Measure measure) {
    Storage files = storage;
    KeyLayout layout = ranges.layout();
    List<CountTable> tables = terms.tables();
    long[] weights = terms.weights();
    boolean asItStands = terms.asItStands();
    boolean takesAway = terms.takesAway();
    List<Integer> every = IntStream.range(0, ranges.size()).boxed().toList();
    List<Counted.Range> merged =
        spark
            .parallelize(every, every.size())
            .map(
                range -> {
                  List<CountRun> runs = new ArrayList<>();
                  for (int i = 0; i < tables.size(); i++) {
                    CountRun run = files.read(tables.get(i).ranges().get(range));
                    runs.add(weights[i] == 1 ? run : run.times(weights[i]));
                  }
                  CountRun all = CountMerge.sum(layout, runs);
                  CountRun sum = takesAway ? all.withoutZeros() : all;
                  if (asItStands) {
                    SealedFile file = tables.get(0).ranges().get(range);
                    return range(file, sum, 0, scan(measure, files, range, sum));
                  }
                  return finish(files, range, sum, name(prefix, range), 0, measure);
                })
            .collect();
    return Counted.of(merged, terms.unit());
  }

  /** Scores held-out text under a compiled model, in one task. */
  HeldOutScore score(ModelRef model, Broadcast<HeldOut> text) {
    Storage files = storage;
    return spark
        .parallelize(List.of(0), 1)
        .map(only -> HeldOutScore.of(Models.of(files, model), text.value()).toLongs())
        .collect()
        .stream()
        .map(HeldOutScore::ofLongs)
        .findFirst()
        .orElseThrow();
  }

  private static Counted.Range finish(
      Storage storage, int range, CountRun sum, String name, long truncated, Measure measure) {
    CountRun run = sum.size() < sum.counts().length / 5 * 4 ? sum.slice(0, sum.size()) : sum;
    SealedFile file = StepClock.time(StepClock.Step.SEAL, () -> storage.write(name, run));
    return range(file, run, truncated, scan(measure, storage, range, run));
  }

  private static Measure.Range scan(Measure measure, Storage storage, int range, CountRun run) {
    return StepClock.time(StepClock.Step.MEASURE, () -> measure.scan(storage, range, run));
  }

  /** A range of a table, with how much text it holds. */
  static Counted.Range range(
      SealedFile file, CountRun run, long truncated, Measure.Range measured) {
    long[] ends = new long[2];
    KeyLayout layout = run.layout();
    for (int i = 0; i < run.size(); i++) {
      ends[layout.token(run.keys(), i, 0) == Vocabulary.EOS ? 1 : 0] += run.counts()[i];
    }
    return new Counted.Range(file, run.size(), ends[0], ends[1], truncated, measured, null);
  }

  /** A name that no other attempt uses: what loses is never listed in a manifest. */
  static String name(String prefix, int range) {
    return "%s-%05d-%s".formatted(prefix, range, UUID.randomUUID().toString().substring(0, 13));
  }
}
