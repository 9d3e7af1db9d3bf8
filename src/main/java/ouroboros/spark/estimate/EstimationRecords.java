package ouroboros.spark.estimate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.estimate.AdjustedCounts;
import ouroboros.ngram.estimate.ContextLevel;
import ouroboros.ngram.estimate.UnigramLevel;
import ouroboros.spark.cluster.HeapGate;
import ouroboros.spark.cluster.Unfolding;
import scala.Tuple2;

/**
 * The records that are shuffled between the steps of an {@link Estimation}: runs, with the part
 * that they go to as key.
 */
final class EstimationRecords {
  /** Marks a run of probabilities. */
  static final int PROBABILITY = 0;

  static final int BACK_OFF = 1;

  /** The layout of statistics that are sent as a run: the key is the index of a statistic. */
  static final KeyLayout STATISTICS = KeyLayout.ofBits(1, 31);

  /** Bytes per n-gram that waits in a part to be normalised. */
  private static final long BYTES_A_GRAM = 24;

  /**
   * Bytes per n-gram of the largest order of a part: two levels are in memory, and one of them is
   * sorted.
   */
  private static final long BYTES_A_LEVEL = 190;

  private EstimationRecords() {}

  /**
   * The records of one range: statistics and unigrams for the driver, then the n-grams of each
   * order and part.
   */
  static Iterator<Tuple2<Integer, CountRun>> of(AdjustedCounts counts, int order, int parts) {
    List<Tuple2<Integer, CountRun>> first = new ArrayList<>();
    long[] statistics = counts.statistics();
    long[][] places = {IntStream.range(0, statistics.length).asLongStream().toArray()};
    first.add(new Tuple2<>(parts, new CountRun(STATISTICS, places, statistics, statistics.length)));
    counts.unigrams().forEach(run -> first.add(new Tuple2<>(parts, run)));
    int[] next = {2, 0};
    return new Unfolding<>(
        out -> {
          out.addAll(first);
          first.clear();
          if (next[0] > order) {
            return false;
          }
          for (CountRun run : counts.grams(next[0], next[1])) {
            out.add(new Tuple2<>(next[1], run));
          }
          if (++next[1] == parts) {
            next[1] = 0;
            next[0]++;
          }
          return true;
        });
  }

  /**
   * The levels of one part, cut into blocks: probabilities in context order, and back-off weights.
   *
   * @param most greatest number of n-grams of one order that the part can have
   */
  static Iterator<Tuple2<Integer, CountRun>> normalised(
      Iterator<Tuple2<Integer, CountRun>> runs, UnigramLevel unigrams, int bits, long most) {
    int order = unigrams.order();
    HeapGate.enter(most * (BYTES_A_GRAM * order + BYTES_A_LEVEL));
    List<List<CountRun>> byOrder = new ArrayList<>();
    IntStream.rangeClosed(0, order).forEach(n -> byOrder.add(new ArrayList<>()));
    runs.forEachRemaining(record -> byOrder.get(record._2().layout().order()).add(record._2()));
    ContextLevel[] below = new ContextLevel[1];
    int[] n = {2};
    return new Unfolding<>(
        out -> {
          if (n[0] > order) {
            return false;
          }
          List<CountRun> own = byOrder.set(n[0], List.of());
          ContextLevel level = ContextLevel.of(n[0]++, unigrams, below[0], bits, own);
          below[0] = level;
          blocks(level.probabilities(), run -> out.add(new Tuple2<>(PROBABILITY, run)));
          blocks(level.backOffs(), run -> out.add(new Tuple2<>(BACK_OFF, run)));
          return true;
        });
  }

  private static void blocks(CountRun run, Consumer<CountRun> sink) {
    int most = CountCodec.blockEntries(run.layout());
    for (int from = 0; from < run.size(); from += most) {
      sink.accept(run.slice(from, Math.min(run.size(), from + most)));
    }
  }

  /**
   * Gives each back-off weight the part that writes the n-gram: the part of the last token but one.
   */
  static List<Tuple2<Integer, CountRun>> toLines(CountRun run, KeyRanges keys) {
    if (run.layout().order() == 1) {
      return List.of(new Tuple2<>(keys.size(), run));
    }
    int parts = keys.size();
    int[] part = new int[run.size()];
    int[] sizes = new int[parts];
    for (int i = 0; i < part.length; i++) {
      part[i] = keys.of(run.layout().token(run.keys(), i, 1));
      sizes[part[i]]++;
    }
    CountRun[] into = new CountRun[parts];
    for (int p = 0; p < parts; p++) {
      into[p] =
          new CountRun(
              run.layout(), new long[run.layout().words()][sizes[p]], new long[sizes[p]], sizes[p]);
    }
    int[] at = new int[parts];
    for (int i = 0; i < part.length; i++) {
      CountRun to = into[part[i]];
      int j = at[part[i]]++;
      for (int w = 0; w < to.keys().length; w++) {
        to.keys()[w][j] = run.keys()[w][i];
      }
      to.counts()[j] = run.counts()[i];
    }
    List<Tuple2<Integer, CountRun>> records = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      if (sizes[p] > 0) {
        records.add(new Tuple2<>(p, into[p]));
      }
    }
    return records;
  }
}
