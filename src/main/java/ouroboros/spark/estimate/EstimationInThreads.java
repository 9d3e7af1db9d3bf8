package ouroboros.spark.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.arpa.ArpaWriter;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.RangeCounter;
import ouroboros.ngram.estimate.AdjustedCounts;
import ouroboros.ngram.estimate.ContextLevel;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.estimate.UnigramLevel;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Smoothing;
import scala.Tuple2;

/**
 * The same estimation as {@link Estimation}, with the same bytes, by the threads of this process
 * and without Spark: nothing is shuffled, each range is counted by one thread directly from the
 * text, and blocks of the ARPA file are formatted while those before them are written. A model to
 * draw from is compiled from the counts alone.
 */
public final class EstimationInThreads {
  /** Heap bytes per token of the text and order above 1, if no n-gram occurs twice. */
  private static final long HEAP_A_GRAM = 40;

  /** Heap bytes per n-gram of a part while it is normalised. */
  private static final long HEAP_A_PART_GRAM = 200;

  private final TextInThreads text;
  private final int order;
  private final Smoothing smoothing;
  private final Pruning pruning;
  private final KeyRanges ranges;
  private final long perRange;

  /**
   * @param order 1 .. 6
   * @param smoothing with all parameters determined
   */
  public EstimationInThreads(TextInThreads text, int order, Smoothing smoothing, Pruning pruning) {
    this(text, order, smoothing, pruning, Estimation.perRange(threads(), order));
  }

  EstimationInThreads(
      TextInThreads text, int order, Smoothing smoothing, Pruning pruning, long perRange) {
    this.text = text;
    this.order = order;
    this.smoothing = smoothing;
    this.pruning = pruning;
    this.perRange = perRange;
    ranges = KeyRanges.of(KeyLayout.of(order, text.words().length), text.counts(), perRange);
  }

  /** How many tasks work at the same time. */
  public static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Whether the counts of a text fit into the heap, even if no n-gram occurs twice. */
  public static boolean fits(TextInThreads text, int order) {
    long grams = (text.tokens() + text.sentences()) * Math.max(1, order - 1);
    return grams * HEAP_A_GRAM <= Runtime.getRuntime().maxMemory() / 10 * 8;
  }

  /** Refuses a folder as the name of a file. */
  public static void check(String arpa) {
    ArpaParts.Target.place(arpa);
  }

  /**
   * Estimates the model.
   *
   * @param arpa the ARPA file to write; null for none
   * @return empty, and nothing is written, if the model does not fit into the heap
   */
  public Optional<Estimation.Found> arpa(@Nullable String arpa) {
    List<AdjustedCounts> adjusted = adjusted();
    text.release();
    long[] statistics = new long[AdjustedCounts.statistics(order)];
    List<CountRun> ones = new ArrayList<>();
    for (AdjustedCounts each : adjusted) {
      long[] own = each.statistics();
      for (int i = 0; i < statistics.length; i++) {
        statistics[i] += own[i];
      }
      ones.addAll(each.unigrams());
    }
    UnigramLevel unigrams =
        UnigramLevel.of(order, smoothing, statistics, ones, text.words().length);
    long[] grams = new long[order + 1];
    grams[1] = ArpaWriter.unigrams(unigrams);
    for (int n = 2; n <= order; n++) {
      grams[n] = statistics[n * Smoothing.COUNTS_OF_COUNTS];
    }
    Estimation.Found found = new Estimation.Found(grams, unigrams);
    if (arpa != null) {
      if (!levelsFit(adjusted)) {
        return Optional.empty();
      }
      List<ArpaLevels.OfPart> levels =
          IntStream.range(0, ranges.size())
              .parallel()
              .mapToObj(part -> levels(adjusted, part, unigrams))
              .toList();
      ArpaLevels all = ArpaLevels.of(levels, ranges.size(), order);
      all.write(ArpaParts.Target.withoutPieces(arpa), found, text.words());
    }
    return Optional.of(found);
  }

  /** The model, ready to draw from. Pruning has no part in it. */
  public Sampler model() {
    List<CountRun> counts =
        IntStream.range(0, ranges.size()).parallel().mapToObj(this::counts).toList();
    text.release();
    return SamplerCompiler.compile(counts, order, smoothing, null);
  }

  /** The counts of a range. */
  private CountRun counts(int range) {
    return RangeCounter.count(ranges, range, text.chunks(), text.counts());
  }

  /** Whether all probabilities and back-off weights fit next to the parts that are worked on. */
  private boolean levelsFit(List<AdjustedCounts> adjusted) {
    long bytes = 0;
    for (int n = 2; n <= order; n++) {
      long runs = n < order ? 2 : 1;
      long gram = 8L * (KeyLayout.ofBits(n, ranges.layout().bits()).words() + 1);
      for (AdjustedCounts each : adjusted) {
        bytes += runs * gram * each.size(n);
      }
    }
    bytes += threads() * perRange * HEAP_A_PART_GRAM;
    return bytes <= Runtime.getRuntime().maxMemory() / 100 * 85;
  }

  private List<AdjustedCounts> adjusted() {
    int parts = ranges.size();
    int[] partOf = IntStream.range(0, text.words().length).map(ranges::of).toArray();
    return IntStream.range(0, parts)
        .parallel()
        .mapToObj(
            range ->
                AdjustedCounts.of(
                    counts(range),
                    order,
                    smoothing,
                    pruning,
                    (layout, keys, at, n) -> partOf[layout.token(keys, at, 1)],
                    parts))
        .toList();
  }

  /** The probabilities of one part, and its back-off weights by the part that writes them. */
  private ArpaLevels.OfPart levels(List<AdjustedCounts> adjusted, int part, UnigramLevel unigrams) {
    List<CountRun> probabilities = new ArrayList<>();
    List<Tuple2<Integer, CountRun>> backOffs = new ArrayList<>();
    ContextLevel below = null;
    for (int n = 2; n <= order; n++) {
      List<CountRun> runs = new ArrayList<>();
      for (AdjustedCounts each : adjusted) {
        runs.addAll(each.grams(n, part));
      }
      below = ContextLevel.of(n, unigrams, below, ranges.layout().bits(), runs);
      probabilities.add(below.probabilities());
      backOffs.addAll(EstimationRecords.toLines(below.backOffs(), ranges));
    }
    return new ArpaLevels.OfPart(probabilities, backOffs);
  }
}
