package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.population.PopulationCounts;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.GuardedTask;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.text.ComponentSink;
import scala.Tuple2;

/** Counts and measures the sentences of one task. */
final class TaskCounts implements ComponentSink {
  private static final int MOST_BUFFERED = 1 << 22;

  private final KeyRanges keys;
  private final long one;
  private final boolean isWeighted;
  private final int buffered;
  private final @Nullable NgramCounter[] counters;
  private final SentencePlan.@Nullable Collector whole;
  private PassedBlocks.@Nullable Part judged;

  /**
   * @param components how many components sentences belong to, at least 1
   * @param one what a sentence without a weight counts: 1, or {@link
   *     ouroboros.policy.RecipeLine#ONE} where some have weights
   * @param repeats whether sentences come several times, and are counted with their number
   * @param expectedTokens about how many tokens the task has
   * @param sentences the measurement of whole sentences; null for none
   */
  TaskCounts(
      KeyRanges keys,
      int components,
      long one,
      boolean repeats,
      long expectedTokens,
      @Nullable SentenceMeasure sentences) {
    this.keys = keys;
    this.one = one;
    isWeighted = one > 1 || repeats;
    long all = Math.min(MOST_BUFFERED, expectedTokens + expectedTokens / 8);
    buffered = (int) (all / components);
    counters = new NgramCounter[components];
    whole = sentences == null ? null : sentences.collector();
  }

  @Override
  public void accept(int component, long word, int[] tokens, int start, int end) {
    weighed(component, word, tokens, start, end, one);
  }

  @Override
  public void weighed(int component, long word, int[] tokens, int start, int end, long weight) {
    long unit = Candidate.unit(word);
    NgramCounter counter = counters[component];
    if (counter == null) {
      counter = new NgramCounter(keys.layout(), buffered, isWeighted);
      counters[component] = counter;
    }
    if (isWeighted) {
      counter.add(tokens, start, end, weight);
    } else {
      counter.add(tokens, start, end);
    }
    if (whole != null) {
      whole.accept(unit, tokens, start, end);
    }
  }

  @Override
  public void repeated(int component, long unit, int[] tokens, int start, int end, int times) {
    if (isWeighted && whole == null) {
      weighed(component, unit, tokens, start, end, Math.multiplyExact(one, (long) times));
    } else {
      ComponentSink.super.repeated(component, unit, tokens, start, end, times);
    }
  }

  @Override
  public void judged(PassedBlocks.Part part) {
    judged = part;
  }

  /**
   * All counts, cut into key ranges and blocks. Component 0 has the ranges 0, 1, .., the next
   * component has the ranges after those, and so on. The measurements of whole sentences are with
   * component 0.
   *
   * @param truncated sentences that were cut at the greatest length
   * @param measured what the task measured in addition to its sentences
   */
  List<Tuple2<Integer, ShuffledCounts>> slices(long truncated, SentenceTotals measured) {
    List<Tuple2<Integer, ShuffledCounts>> slices = new ArrayList<>();
    CountRun none = CountRun.empty(keys.layout());
    if (truncated > 0 || judged != null) {
      slices.add(new Tuple2<>(0, new ShuffledCounts(none, truncated, judged, null)));
    }
    if (whole != null) {
      SentenceMeasure.parts(
          whole,
          measured,
          keys.size(),
          (range, part) ->
              slices.add(new Tuple2<>(range, new ShuffledCounts(none, 0, null, part))));
    }
    for (int component = 0; component < counters.length; component++) {
      NgramCounter counter = counters[component];
      if (counter != null) {
        cut(keys, counter, component * keys.size(), GuardedTask.Place.BOTH, slices);
      }
    }
    return slices;
  }

  /** Draws a population and cuts its counts into key ranges and blocks. */
  static Iterator<Tuple2<Integer, ShuffledCounts>> slices(
      Storage storage, KeyRanges keys, PopulationTask part) {
    PopulationCounts drawn =
        StepClock.time(StepClock.Step.DRAW_COUNT, () -> part.draw(storage, keys.layout()));
    return slices(keys, drawn.counts(), drawn.truncated()).iterator();
  }

  /** Cuts counts into key ranges and blocks. */
  static List<Tuple2<Integer, ShuffledCounts>> slices(
      KeyRanges keys, CountRun counts, long truncated) {
    List<Tuple2<Integer, ShuffledCounts>> slices = new ArrayList<>();
    if (truncated > 0) {
      CountRun none = CountRun.empty(keys.layout());
      slices.add(new Tuple2<>(0, new ShuffledCounts(none, truncated, null, null)));
    }
    cut(keys, counts, 0, GuardedTask.Place.BOTH, slices);
    return slices;
  }

  /** Cuts what a counter counted into key ranges and blocks; {@code first} is the first range. */
  static void cut(
      KeyRanges keys,
      NgramCounter counter,
      int first,
      GuardedTask.Place place,
      List<Tuple2<Integer, ShuffledCounts>> slices) {
    CountRun counted = StepClock.time(StepClock.Step.DRAW_COUNT, counter::finish);
    cut(keys, counted, first, place, slices);
  }

  private static void cut(
      KeyRanges keys,
      CountRun run,
      int first,
      GuardedTask.Place place,
      List<Tuple2<Integer, ShuffledCounts>> slices) {
    int most = CountCodec.blockEntries(keys.layout());
    StepClock.time(
        StepClock.Step.DRAW_COUNT,
        () -> {
          keys.cut(run, (range, part) -> blocks(first + range, part, most, place, slices));
          return run;
        });
  }

  private static void blocks(
      int range,
      CountRun part,
      int most,
      GuardedTask.Place place,
      List<Tuple2<Integer, ShuffledCounts>> slices) {
    for (int from = 0; from < part.size(); from += most) {
      int to = Math.min(part.size(), from + most);
      CountRun block = from == 0 && to == part.size() ? part : part.slice(from, to);
      slices.add(new Tuple2<>(range, new ShuffledCounts(block, 0, null, null, place)));
    }
  }
}
