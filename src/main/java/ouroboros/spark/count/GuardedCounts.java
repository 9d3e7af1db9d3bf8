package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.TwoCounts;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.text.SentenceTask;
import scala.Tuple2;

/**
 * One job that draws, counts, measures and writes both S_g and S'_g. A sentence that is in both is
 * drawn, counted and sorted once, and each key range is merged and scanned once. The tables and
 * measurements are those of two jobs, bit for bit: the counts are integers, and S'_g's are S_g's
 * plus what was drawn in place of others, minus what was dropped.
 *
 * <p>Only for sentences without components and without weights, and models that are whole.
 */
final class GuardedCounts implements GuardedTask.Sink {
  private static final int MOST_BUFFERED = 1 << 22;

  /** Of so many units about one is expected to differ. */
  private static final int FEWER = 8;

  private final KeyRanges keys;
  private final int maxLength;

  /** Of each {@link GuardedTask.Place}. */
  private final List<NgramCounter> counters = new ArrayList<>();

  private final long[] truncated = new long[2];
  private final SentencePlan.@Nullable Collector[] whole = new SentencePlan.Collector[2];

  private GuardedCounts(
      KeyRanges keys, int maxLength, long expectedTokens, @Nullable SentenceMeasure sentences) {
    this.keys = keys;
    this.maxLength = maxLength;
    int buffered = (int) Math.min(MOST_BUFFERED, expectedTokens + expectedTokens / FEWER);
    for (GuardedTask.Place place : GuardedTask.Place.values()) {
      boolean isCommon = place == GuardedTask.Place.BOTH;
      counters.add(new NgramCounter(keys.layout(), isCommon ? buffered : buffered / FEWER));
    }
    if (sentences != null) {
      whole[0] = sentences.collector();
      whole[1] = sentences.collector();
    }
  }

  @Override
  public void accept(GuardedTask.Place place, long unit, int[] tokens, int start, int end) {
    counters.get(place.number()).add(tokens, start, end);
    if (place != GuardedTask.Place.PASSED) {
      measure(0, unit, tokens, start, end);
    }
    if (place != GuardedTask.Place.DRAWN) {
      measure(1, unit, tokens, start, end);
    }
  }

  private void measure(int text, long unit, int[] tokens, int start, int end) {
    truncated[text] += end - start == maxLength && maxLength > 0 ? 1 : 0;
    SentencePlan.Collector collector = whole[text];
    if (collector != null) {
      collector.accept(unit, tokens, start, end);
    }
  }

  /** The shuffled records of a task. */
  private List<Tuple2<Integer, ShuffledCounts>> slices(PassedBlocks.Part judged) {
    List<Tuple2<Integer, ShuffledCounts>> slices = new ArrayList<>();
    CountRun none = CountRun.empty(keys.layout());
    for (int text = 0; text < 2; text++) {
      slices.add(
          new Tuple2<>(
              0,
              new ShuffledCounts(
                  none, truncated[text], text == 1 ? judged : null, null, of(text))));
      SentencePlan.Collector collector = whole[text];
      if (collector != null) {
        slices.addAll(sentences(keys, collector, SentenceTotals.NONE, of(text)));
      }
    }
    for (GuardedTask.Place place : GuardedTask.Place.values()) {
      TaskCounts.cut(keys, counters.get(place.number()), 0, place, slices);
    }
    return slices;
  }

  /** S_g or S'_g. */
  private static GuardedTask.Place of(int text) {
    return text == 0 ? GuardedTask.Place.DRAWN : GuardedTask.Place.PASSED;
  }

  private static List<Tuple2<Integer, ShuffledCounts>> sentences(
      KeyRanges keys,
      SentencePlan.Collector collector,
      SentenceTotals measured,
      GuardedTask.Place text) {
    List<Tuple2<Integer, ShuffledCounts>> slices = new ArrayList<>();
    CountRun none = CountRun.empty(keys.layout());
    SentenceMeasure.parts(
        collector,
        measured,
        keys.size(),
        (range, part) ->
            slices.add(new Tuple2<>(range, new ShuffledCounts(none, 0, null, part, text))));
    return slices;
  }

  /**
   * Runs the job.
   *
   * @param measure count metrics and whole sentences
   * @return S_g, then S'_g, which has what the gates let pass
   */
  static List<ScannedTable> count(
      JavaSparkContext spark,
      Storage storage,
      KeyRanges keys,
      CountJobs.Guarded drawing,
      ScanRequest measure) {
    SentenceMeasure sentences = measure.sentences();
    int maxLength = drawing.maxLength();
    if (Jobs.isHere(spark, drawing.tasks().size())
        && keys.size() == 1
        && drawing.runs().isEmpty()
        && drawing.passedRuns().isEmpty()) {
      GuardedTask only = drawing.tasks().get(0);
      ScannedTable.Range[] range =
          Jobs.here(
              () ->
                  new Merged(keys, slices(storage, keys, maxLength, only, sentences))
                      .finish(storage, 0, drawing.names(), measure));
      return both(keys, Collections.singletonList(range), measure);
    }
    Jobs.Given<CountJobs.Scan> scan =
        Jobs.given(spark, keys.size(), new CountJobs.Scan(keys, measure));
    JavaPairRDD<Integer, ShuffledCounts> slices =
        Jobs.pairs(
            spark,
            drawing.tasks(),
            task -> slices(storage, scan.get().keys(), maxLength, task, sentences));
    if (sentences != null) {
      for (int text = 0; text < 2; text++) {
        List<SentenceTask> runs = text == 0 ? drawing.runs() : drawing.passedRuns();
        if (!runs.isEmpty()) {
          slices = slices.union(sharedRuns(spark, storage, scan, runs, sentences, of(text)));
        }
      }
    }
    List<String> prefixes = List.copyOf(drawing.names());
    List<ScannedTable.Range[]> ranges =
        GatheredRanges.ofSeveral(
            slices.partitionBy(new ByRange(keys.size(), 1)),
            1,
            (range, some) ->
                new Merged(scan.get().keys(), some)
                    .finish(storage, range, prefixes, scan.get().measure()));
    return both(keys, ranges, measure);
  }

  /** Draws, counts and cuts the units of a task. */
  private static Iterator<Tuple2<Integer, ShuffledCounts>> slices(
      Storage storage,
      KeyRanges keys,
      int maxLength,
      GuardedTask task,
      @Nullable SentenceMeasure sentences) {
    GuardedCounts counts = new GuardedCounts(keys, maxLength, task.expectedTokens(), sentences);
    PassedBlocks.Part judged =
        StepClock.time(StepClock.Step.DRAW_COUNT, () -> task.feed(storage, counts));
    return counts.slices(judged).iterator();
  }

  /** Both tables from their key ranges, in order. */
  private static List<ScannedTable> both(
      KeyRanges keys, List<ScannedTable.Range[]> ranges, ScanRequest measure) {
    List<ScanRequest.Open> open = ranges.stream().map(range -> range[0].measured().open()).toList();
    List<ScanRequest.Range> shared = measure.sharedByBoth(keys.layout(), open);
    List<ScannedTable> both = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      int text = t;
      both.add(
          ScannedTable.of(
              keys,
              ranges.stream().map(range -> range[text]).toList(),
              1,
              shared.isEmpty() ? null : shared.get(text)));
    }
    return both;
  }

  private static JavaPairRDD<Integer, ShuffledCounts> sharedRuns(
      JavaSparkContext spark,
      Storage storage,
      Jobs.Given<CountJobs.Scan> scan,
      List<SentenceTask> runs,
      SentenceMeasure sentences,
      GuardedTask.Place text) {
    return Jobs.pairs(
        spark,
        runs,
        task ->
            sentences(
                    scan.get().keys(),
                    sentences.collector(),
                    StepClock.time(StepClock.Step.MEASURE, () -> task.measured(storage)),
                    text)
                .iterator());
  }

  /** One key range of both tables. */
  private static final class Merged {
    private final KeyRanges keys;

    /** Of each {@link GuardedTask.Place}. */
    private final List<List<CountRun>> runs =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private final List<List<SentenceMeasure.Part>> parts =
        List.of(new ArrayList<>(), new ArrayList<>());
    private final List<PassedBlocks.Part> judged = new ArrayList<>();
    private final long[] truncated = new long[2];

    Merged(KeyRanges keys, Iterator<Tuple2<Integer, ShuffledCounts>> slices) {
      this.keys = keys;
      while (slices.hasNext()) {
        ShuffledCounts slice = slices.next()._2();
        int text = slice.place() == GuardedTask.Place.PASSED ? 1 : 0;
        runs.get(slice.place().number()).add(slice.run());
        truncated[text] += slice.truncated();
        if (slice.judged() != null) {
          judged.add(slice.judged());
        }
        if (slice.sentences() != null) {
          parts.get(text).add(slice.sentences());
        }
      }
    }

    ScannedTable.Range[] finish(
        Storage storage, int range, List<String> prefixes, ScanRequest measure) {
      CountRun sum =
          StepClock.time(
              StepClock.Step.DRAW_COUNT,
              () -> TwoCounts.of(keys.layout(), runs.get(0), runs.get(1), runs.get(2)));
      List<ScanRequest.Range> measured =
          StepClock.time(StepClock.Step.MEASURE, () -> measure.scanBoth(storage, keys, range, sum));
      List<CountRun> own = TwoCounts.split(sum);
      ScannedTable.Range[] both = new ScannedTable.Range[2];
      for (int text = 0; text < 2; text++) {
        both[text] =
            CountJobs.write(
                    storage,
                    own.get(text),
                    CountJobs.name(prefixes.get(text), range),
                    truncated[text])
                .with(measured.get(text))
                .judged(text == 0 || judged.isEmpty() ? null : PassedBlocks.of(judged));
        SentenceMeasure sentences = measure.sentences();
        if (sentences != null) {
          String file = CountJobs.name(prefixes.get(text) + "-sentences", range);
          List<SentenceMeasure.Part> some = parts.get(text);
          both[text] =
              both[text].with(
                  StepClock.time(
                      StepClock.Step.MEASURE, () -> sentences.reduce(storage, range, some, file)));
        }
      }
      return both;
    }
  }
}
