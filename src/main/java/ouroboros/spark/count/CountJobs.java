package ouroboros.spark.count;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.WordCounts;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.policy.RecipeLine;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.draw.MixedCorpus;
import ouroboros.spark.draw.ModelRef;
import ouroboros.spark.draw.Models;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.draw.TokenBudget;
import ouroboros.spark.text.LabelledSentence;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Vocabulary;
import scala.Tuple2;

/**
 * The two Spark jobs of a generation: one counts sentences (drawn or real) into a table, the other
 * adds tables. The task that makes a key range of a table also measures it.
 *
 * <p>Input order: none. Output: one file per key range, the ranges in order. It is the same for any
 * number of tasks, because integer counts are added and nothing else.
 */
public final class CountJobs {
  /**
   * Least and most tokens of a drawing task: enough to be worth a task, few enough for all cores.
   */
  private static final long FEWEST_TOKENS = 1 << 21;

  private static final long MOST_TOKENS = 1 << 24;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final KeyRanges ranges;
  private final int components;

  /**
   * @param components how many components sentences belong to, at least 1
   */
  public CountJobs(JavaSparkContext spark, Storage storage, KeyRanges ranges, int components) {
    this.spark = spark;
    this.storage = storage;
    this.ranges = ranges;
    this.components = components;
  }

  /** The key ranges of its tables. */
  public KeyRanges ranges() {
    return ranges;
  }

  /** How many components sentences belong to. */
  public int components() {
    return components;
  }

  /** The number of tasks that draw so many tokens: a choice of speed, no bit depends on it. */
  public int tasks(long tokens) {
    if (spark.getConf().contains("spark.default.parallelism")) {
      return spark.defaultParallelism();
    }
    int cores = spark.defaultParallelism();
    long each = Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, tokens / (16L * cores)));
    long wanted = (tokens + each - 1) / each;
    return (int) Math.max(1, wanted <= cores ? wanted : (wanted + cores - 1) / cores * cores);
  }

  /** The least number of units that hold so many tokens, found by drawing them once. */
  public long units(SyntheticCorpus corpus, long tokens, double meanLength) {
    return new TokenBudget(spark, storage, corpus).units(tokens, meanLength);
  }

  /** Counts sentences; the names of the files begin with {@code prefix}-range. */
  public ScannedTable count(
      List<? extends SentenceTask> tasks, String prefix, ScanRequest measure) {
    long unit = tasks.stream().anyMatch(SentenceTask::isWeighted) ? RecipeLine.ONE : 1;
    if (Jobs.isHere(spark, tasks.size()) && components * ranges.size() == 1) {
      ScannedTable.Range only =
          Jobs.here(
              () ->
                  reduce(
                      storage,
                      ranges,
                      0,
                      slices(storage, ranges, 1, unit, tasks.get(0), measure.sentences()),
                      prefix,
                      measure));
      return table(List.of(only), unit, measure);
    }
    return count(slices(tasks, unit, measure.sentences()), unit, prefix, measure);
  }

  /**
   * The same for the sentences of one synthetic corpus, whose model is whole or in shards. Some
   * tasks may read real sentences that replace drawn ones.
   */
  public ScannedTable draw(List<? extends SentenceTask> tasks, String prefix, ScanRequest measure) {
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
    SentenceMeasure sentences = measure.sentences();
    JavaPairRDD<Integer, ShuffledCounts> all = slices(others, 1, sentences);
    if (drawn.get(0).corpus() instanceof MixedCorpus mixture) {
      for (MixedCorpus.Component component : mixture.living()) {
        List<DrawTask> own = drawn.stream().map(task -> mixture.only(component, task)).toList();
        all = all.union(travelled(own, component.number(), sentences));
      }
      return count(all, 1, prefix, measure);
    }
    return count(travelled(drawn, 0, sentences).union(all), 1, prefix, measure);
  }

  /**
   * Draws, counts and measures S_g and S'_g in one job.
   *
   * @param drawing all units
   * @param measure count metrics and whole sentences
   * @return S_g, then S'_g, which has what the gates let pass
   */
  public List<ScannedTable> drawGuarded(Guarded drawing, ScanRequest measure) {
    return GuardedCounts.count(spark, storage, ranges, drawing, measure);
  }

  /**
   * S_g and S'_g, to be counted together.
   *
   * @param tasks draw all units
   * @param maxLength tokens after which a sentence is ended by force; 0 for no limit
   * @param runs look for runs of R in sampled sentences of S_g; empty where nothing asks for them
   * @param passedRuns the same for S'_g
   * @param names how the names of the files of S_g and of S'_g begin
   */
  public record Guarded(
      List<GuardedTask> tasks,
      int maxLength,
      List<SentenceTask> runs,
      List<SentenceTask> passedRuns,
      List<String> names) {}

  /**
   * Draws populations, each in one task or, where the model is in shards, in rounds, and adds up
   * their counts.
   */
  public ScannedTable drawPopulation(
      List<PopulationTask> parts, String prefix, ScanRequest measure) {
    List<String> scratch = new ArrayList<>();
    ScannedTable counted =
        count(
            PopulationRounds.slices(spark, storage, given(), parts, prefix, scratch),
            1,
            prefix,
            measure);
    // Those of a job that failed stay, as all files of such a generation do.
    storage.remove(scratch);
    return counted;
  }

  private JavaPairRDD<Integer, ShuffledCounts> travelled(
      List<DrawTask> tasks, int component, @Nullable SentenceMeasure sentences) {
    return ShardedDraw.slices(
        spark, storage, ranges, tasks, new ShardedDraw.Counting(component, components, sentences));
  }

  private JavaPairRDD<Integer, ShuffledCounts> slices(
      List<? extends SentenceTask> tasks, long unit, @Nullable SentenceMeasure sentences) {
    Storage files = storage;
    Jobs.Given<KeyRanges> keys = given();
    int told = components;
    return tasks.isEmpty()
        ? JavaPairRDD.fromJavaRDD(spark.emptyRDD())
        : Jobs.pairs(spark, tasks, task -> slices(files, keys.get(), told, unit, task, sentences));
  }

  private ScannedTable count(
      JavaPairRDD<Integer, ShuffledCounts> slices, long unit, String prefix, ScanRequest measure) {
    if (components == 1) {
      return table(reduce(slices, prefix, measure), unit, measure);
    }
    List<ScannedTable.Range> counted = reduce(slices, prefix, measure.onlySentences());
    List<ScannedTable> parts = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      List<ScannedTable.Range> own = counted.subList(k * ranges.size(), (k + 1) * ranges.size());
      parts.add(ScannedTable.of(ranges, own, unit, null));
    }
    List<CountTable> tables = parts.stream().map(ScannedTable::table).toList();
    ScannedTable sum = merge(WeightedSum.of(tables), prefix, measure.withoutSentences());
    return sum.of(tables, parts.get(0));
  }

  private ScannedTable table(List<ScannedTable.Range> scanned, long unit, ScanRequest measure) {
    List<ScanRequest.Open> open = scanned.stream().map(range -> range.measured().open()).toList();
    return ScannedTable.of(ranges, scanned, unit, measure.shared(ranges.layout(), open));
  }

  /** [components x ranges] The counts of each component. */
  private List<ScannedTable.Range> reduce(
      JavaPairRDD<Integer, ShuffledCounts> slices, String prefix, ScanRequest measure) {
    Storage files = storage;
    Jobs.Given<Scan> scan = Jobs.given(spark, ranges.size(), new Scan(ranges, measure));
    return GatheredRanges.of(
        slices.partitionBy(new ByRange(components * ranges.size(), 1)),
        components,
        (range, some) -> reduce(files, scan.get().keys, range, some, prefix, scan.get().measure));
  }

  /** The key ranges, for the tasks of a job. */
  private Jobs.Given<KeyRanges> given() {
    return Jobs.given(spark, ranges.size(), ranges);
  }

  /** What the tasks that make key ranges are given. */
  record Scan(KeyRanges keys, ScanRequest measure) implements Serializable {}

  private static Iterator<Tuple2<Integer, ShuffledCounts>> slices(
      Storage storage,
      KeyRanges keys,
      int components,
      long unit,
      SentenceTask task,
      @Nullable SentenceMeasure sentences) {
    TaskCounts counts =
        new TaskCounts(keys, components, unit, task.repeats(), task.expectedTokens(), sentences);
    long truncated = StepClock.time(StepClock.Step.DRAW_COUNT, () -> task.feed(storage, counts));
    SentenceTotals measured =
        sentences == null
            ? SentenceTotals.NONE
            : StepClock.time(StepClock.Step.MEASURE, () -> task.measured(storage));
    return counts.slices(truncated, measured).iterator();
  }

  private static ScannedTable.Range reduce(
      Storage storage,
      KeyRanges keys,
      int range,
      Iterator<Tuple2<Integer, ShuffledCounts>> slices,
      String prefix,
      ScanRequest measure) {
    List<CountRun> runs = new ArrayList<>();
    List<SentenceMeasure.Part> parts = new ArrayList<>();
    List<PassedBlocks.Part> judged = new ArrayList<>();
    long truncated = 0;
    while (slices.hasNext()) {
      ShuffledCounts slice = slices.next()._2();
      runs.add(slice.run());
      truncated += slice.truncated();
      if (slice.judged() != null) {
        judged.add(slice.judged());
      }
      if (slice.sentences() != null) {
        parts.add(slice.sentences());
      }
    }
    CountRun sum =
        StepClock.time(StepClock.Step.DRAW_COUNT, () -> CountMerge.sum(keys.layout(), runs));
    ScannedTable.Range counted =
        finish(storage, keys, range, sum, name(prefix, range), truncated, measure)
            .judged(judged.isEmpty() ? null : PassedBlocks.of(judged));
    SentenceMeasure sentences = measure.sentences();
    if (sentences == null || range >= keys.size()) {
      return counted;
    }
    String file = name(prefix + "-sentences", range);
    return counted.with(
        StepClock.time(
            StepClock.Step.MEASURE, () -> sentences.reduce(storage, range, parts, file)));
  }

  /** Adds tables, each with its weight. Writes the sum, unless it is one unchanged table. */
  public ScannedTable merge(WeightedSum terms, String prefix, ScanRequest measure) {
    return merge(List.of(terms), List.of(prefix), measure).get(0);
  }

  /**
   * The same for several sums in one job.
   *
   * @param prefixes [sums] how the names of their files begin
   */
  public List<ScannedTable> merge(
      List<WeightedSum> sums, List<String> prefixes, ScanRequest measure) {
    Storage files = storage;
    Jobs.Given<Scan> scan = Jobs.given(spark, ranges.size(), new Scan(ranges, measure));
    int each = ranges.size();
    List<Merge> tasks = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      for (int range = 0; range < each; range++) {
        tasks.add(new Merge(sums.get(i).range(range), range, name(prefixes.get(i), range)));
      }
    }
    List<ScannedTable.Range> merged =
        GatheredRanges.each(
            spark,
            tasks,
            sums.size(),
            task -> {
              KeyRanges keys = scan.get().keys;
              ScanRequest asked = scan.get().measure;
              CountRun sum = task.terms.sum(files, keys.layout());
              if (task.terms.asItStands()) {
                SealedFile file = task.terms.files().get(0);
                return range(file, sum, 0, scan(asked, files, keys, task.range, sum));
              }
              return finish(files, keys, task.range, sum, task.name, 0, asked);
            });
    List<ScannedTable> counted = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      counted.add(table(merged.subList(i * each, (i + 1) * each), sums.get(i).unit(), measure));
    }
    return counted;
  }

  /**
   * The part of a sum that one task adds up.
   *
   * @param name of the file of the sum
   */
  public record Merge(WeightedSum.OneRange terms, int range, String name) implements Serializable {}

  /** Scores held-out text under a compiled model, in one task. */
  public HeldOutScore score(ModelRef model, Broadcast<HeldOut> text) {
    Storage files = storage;
    return HeldOutScore.ofLongs(
        Jobs.each(
                spark,
                List.of(0),
                only -> HeldOutScore.of(Models.of(files, model), text.value()).toLongs())
            .get(0));
  }

  /**
   * [entries] The probability of each entry of held-out text under a compiled model, in one task.
   */
  public double[] probabilities(ModelRef model, Broadcast<HeldOut> text) {
    Storage files = storage;
    return Jobs.each(
            spark,
            List.of(0),
            only -> HeldOutScore.probabilities(Models.of(files, model), text.value()))
        .get(0);
  }

  /**
   * [a, b] {@link WordCounts#overlap} of each pair of tables, added up in the order of the key
   * ranges.
   */
  public double[][] overlaps(List<CountTable> a, List<CountTable> b) {
    Storage files = storage;
    List<CountTable> left = List.copyOf(a);
    List<CountTable> right = List.copyOf(b);
    int[] first = wholeTokens();
    List<Integer> every = IntStream.range(0, first.length - 1).boxed().toList();
    double[][] sums = new double[a.size()][b.size()];
    for (double[][] part :
        Jobs.each(
            spark,
            every,
            at ->
                WordCounts.overlaps(
                    words(files, left, first[at], first[at + 1]),
                    words(files, right, first[at], first[at + 1])))) {
      for (int i = 0; i < sums.length; i++) {
        for (int j = 0; j < sums[i].length; j++) {
          sums[i][j] += part[i][j];
        }
      }
    }
    return sums;
  }

  /** [tables, ids] How often each word below {@code ids} occurs in each table. */
  public long[][] words(List<CountTable> tables, int ids) {
    Storage files = storage;
    List<CountTable> all = List.copyOf(tables);
    long[][] counts = new long[tables.size()][ids];
    int[] first = wholeTokens();
    List<Integer> every = IntStream.range(0, first.length - 1).boxed().toList();
    for (long[][] part :
        Jobs.each(
            spark,
            every,
            at -> WordCounts.below(ids, words(files, all, first[at], first[at + 1])))) {
      for (int t = 0; t < counts.length; t++) {
        for (int i = 0; i < part[2 * t].length; i++) {
          counts[t][(int) part[2 * t][i]] += part[2 * t + 1][i];
        }
      }
    }
    return counts;
  }

  /** The first range of each token that has several, and of the tokens that share one; the end. */
  private int[] wholeTokens() {
    Set<Integer> inside = Set.copyOf(ranges.inside());
    return IntStream.rangeClosed(0, ranges.size()).filter(r -> !inside.contains(r)).toArray();
  }

  /** The first units of S_g with the components that draw them, in order; drawn in one task. */
  public List<LabelledSentence> labelled(SyntheticCorpus corpus, int units) {
    Storage files = storage;
    int[][] drawn =
        Jobs.each(
                spark,
                List.of(units),
                many -> {
                  int[][] all = new int[many][];
                  corpus
                      .drawer(files)
                      .draw(
                          unit -> unit,
                          many,
                          (unit, tokens, start, end) ->
                              all[(int) unit] =
                                  LabelledSentence.written(
                                      corpus.component(unit),
                                      Arrays.copyOfRange(tokens, start, end)));
                  return all;
                })
            .get(0);
    return LabelledSentence.of(drawn);
  }

  private static List<WordCounts> words(
      Storage storage, List<CountTable> tables, int from, int to) {
    return tables.stream()
        .map(table -> WordCounts.of(read(storage, table.ranges().subList(from, to))))
        .toList();
  }

  private static Iterable<CountRun> read(Storage storage, List<SealedFile> files) {
    return () -> files.stream().map(storage::read).iterator();
  }

  private static ScannedTable.Range finish(
      Storage storage,
      KeyRanges keys,
      int range,
      CountRun sum,
      String name,
      long truncated,
      ScanRequest measure) {
    CountRun run = sum.size() < sum.counts().length / 5 * 4 ? sum.slice(0, sum.size()) : sum;
    return write(storage, run, name, truncated).with(scan(measure, storage, keys, range, run));
  }

  /** Writes one key range of a table. */
  static ScannedTable.Range write(Storage storage, CountRun run, String name, long truncated) {
    SealedFile file = StepClock.time(StepClock.Step.SEAL, () -> storage.write(name, run));
    return range(file, run, truncated, ScanRequest.Range.EMPTY);
  }

  private static ScanRequest.Range scan(
      ScanRequest measure, Storage storage, KeyRanges keys, int range, CountRun run) {
    return StepClock.time(StepClock.Step.MEASURE, () -> measure.scan(storage, keys, range, run));
  }

  /** One key range of a table, with its amount of text. */
  public static ScannedTable.Range range(
      SealedFile file, CountRun run, long truncated, ScanRequest.Range measured) {
    long sentences = 0;
    KeyLayout layout = run.layout();
    long[][] end = new long[layout.words()][1];
    end[0][0] = (long) Vocabulary.EOS << layout.shift(0);
    for (int i = run.lowerBound(end, 0);
        i < run.size() && layout.token(run.keys(), i, 0) == Vocabulary.EOS;
        i++) {
      sentences += run.counts()[i];
    }
    return new ScannedTable.Range(
        file, run.size(), run.total() - sentences, sentences, truncated, measured, null, null);
  }

  /** A name that no other attempt uses. A file of an attempt that lost is in no manifest. */
  public static String name(String prefix, int range) {
    return String.format(
        Locale.ROOT, "%s-%05d-%s", prefix, range, UUID.randomUUID().toString().substring(0, 13));
  }
}
