package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.SentenceTotals;
import ouroboros.ngram.CountCodec;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.NgramCounter;
import ouroboros.ngram.SentenceSink;
import scala.Tuple2;

/** What one task counts and measures of the sentences that it is handed. */
final class TaskCounts implements SentenceSink {
  private static final int MOST_BUFFERED = 1 << 22;

  private final KeyRanges keys;
  private final NgramCounter counter;
  private final SentencePlan.@Nullable Collector whole;
  private final SentenceSink sink;

  /**
   * @param expectedTokens about how many tokens will come
   * @param sentences what is measured of whole sentences; null for nothing
   */
  TaskCounts(KeyRanges keys, long expectedTokens, @Nullable SentenceMeasure sentences) {
    this.keys = keys;
    long buffered = Math.min(MOST_BUFFERED, expectedTokens + expectedTokens / 8);
    counter = new NgramCounter(keys.layout(), (int) buffered);
    whole = sentences == null ? null : sentences.collector();
    sink = whole == null ? counter : SentenceSink.both(counter, whole);
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    sink.accept(unit, tokens, start, end);
  }

  /**
   * All of it, cut into key ranges and blocks.
   *
   * @param truncated sentences that were ended by force
   * @param beside what the task measured besides
   */
  List<Tuple2<Integer, Slice>> slices(long truncated, SentenceTotals beside) {
    List<CountRun> cut =
        StepClock.time(StepClock.Step.DRAW_COUNT, () -> keys.cut(counter.finish()));
    int most = CountCodec.blockEntries(keys.layout());
    List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
    CountRun none = CountRun.empty(keys.layout());
    if (truncated > 0) {
      slices.add(new Tuple2<>(0, new Slice(none, truncated, null)));
    }
    if (whole != null) {
      List<SentenceMeasure.Part> parts = SentenceMeasure.parts(whole, beside, keys.size());
      for (int range = 0; range < parts.size(); range++) {
        slices.add(new Tuple2<>(range, new Slice(none, 0, parts.get(range))));
      }
    }
    for (int range = 0; range < cut.size(); range++) {
      CountRun run = cut.get(range);
      for (int from = 0; from < run.size(); from += most) {
        int to = Math.min(run.size(), from + most);
        slices.add(new Tuple2<>(range, new Slice(run.slice(from, to), 0, null)));
      }
    }
    return slices;
  }
}
