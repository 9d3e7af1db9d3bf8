package ouroboros.spark.estimate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.arpa.ArpaWriter;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.estimate.AdjustedCounts;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.estimate.UnigramLevel;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Discounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.count.RangeSize;
import scala.Tuple2;

/**
 * Estimates one n-gram model on the cluster, in three steps:
 *
 * <ol>
 *   <li>count: each task counts the n-grams of the highest order in sorted runs; the runs are cut
 *       at ranges of last tokens and shuffled to these ranges;
 *   <li>adjust: each range is read in suffix order, which gives the counts of all orders and the
 *       counts of counts; its n-grams are shuffled to the part that contains the last token of
 *       their context;
 *   <li>normalise: each part is processed in context order, one order after the other; back-off
 *       weights are shuffled to the part that writes the n-gram of the same words.
 * </ol>
 *
 * <p>Parts and ranges are the same intervals, of contexts and of n-grams; most begin with a token,
 * some inside a token that is too frequent for one. The few short n-grams that several ranges have
 * are added up in the driver and sent to the parts; the few short contexts that several parts have
 * are computed in each of them, from the same numbers, and written by the first. Counts are
 * integers, and each double is computed from the integers of one context and of its shorter
 * contexts. So the result does not depend on ranges or tasks. Memory: a task holds one range or one
 * part at a time; their number is chosen from the size of the heap.
 */
public final class Estimation {
  private static final int MOST_BUFFERED = 1 << 22;
  private static final long MOST_A_RANGE = 3 << 19;
  private static final long LEAST_A_RANGE = 1 << 15;

  /** Heap bytes of a task per n-gram of one order, with those for sorting. */
  private static final long HEAP_A_GRAM = 160;

  private final JavaSparkContext spark;
  private final EstimationText text;
  private final int order;
  private final Smoothing smoothing;
  private final Pruning pruning;
  private final KeyRanges ranges;

  /**
   * @param order 1 .. 6
   * @param smoothing with all parameters determined
   */
  public Estimation(
      JavaSparkContext spark,
      EstimationText text,
      int order,
      Smoothing smoothing,
      Pruning pruning) {
    this(spark, text, order, smoothing, pruning, perRange(spark, order));
  }

  /** The same with a given number of n-grams per range; only speed and memory depend on it. */
  Estimation(
      JavaSparkContext spark,
      EstimationText text,
      int order,
      Smoothing smoothing,
      Pruning pruning,
      long perRange) {
    this.spark = spark;
    this.text = text;
    this.order = order;
    this.smoothing = smoothing;
    this.pruning = pruning;
    ranges = ranges(text, KeyLayout.of(order, text.words().length), perRange);
  }

  /**
   * The ranges. A token that is too frequent for one has several, which begin where every k-th
   * sentence of each task's text says.
   */
  private static KeyRanges ranges(EstimationText text, KeyLayout layout, long perRange) {
    return RangeSize.of(
        layout,
        text.counts(),
        perRange,
        every ->
            CountMerge.sum(
                layout,
                text.chunks()
                    .mapPartitions(chunks -> List.of(sample(layout, every, chunks)).iterator())
                    .collect()));
  }

  private static CountRun sample(KeyLayout layout, long every, Iterator<int[]> chunks) {
    NgramCounter counter = new NgramCounter(layout, 1 << 10);
    long sentence = 0;
    while (chunks.hasNext()) {
      int[] chunk = chunks.next();
      for (int at = 0; at < chunk.length; at += 1 + chunk[at]) {
        if (sentence++ % every == 0) {
          counter.add(chunk, at + 1, at + 1 + chunk[at]);
        }
      }
    }
    return counter.finish();
  }

  private static long perRange(JavaSparkContext spark, int order) {
    return perRange(spark.defaultParallelism(), order);
  }

  static long perRange(int threads, int order) {
    long heap = Runtime.getRuntime().maxMemory() / 2 / threads;
    return Math.max(LEAST_A_RANGE, Math.min(MOST_A_RANGE, heap / (HEAP_A_GRAM * order)));
  }

  KeyRanges ranges() {
    return ranges;
  }

  /** The counts of all ranges, ascending, in the driver. */
  List<CountRun> counts() {
    spark.sc().setJobDescription("1/1 counting " + order + "-grams");
    KeyLayout layout = ranges.layout();
    return counted().mapPartitions(runs -> List.of(merged(layout, runs)).iterator()).collect();
  }

  /** The model in the driver, ready to draw from. */
  public Sampler model() {
    return SamplerCompiler.compile(counts(), order, smoothing, null);
  }

  /**
   * The result of an estimation.
   *
   * @param grams [order + 1] number of n-grams of each order in the model
   * @param unigrams the discounts and p(w)
   */
  public record Found(long[] grams, UnigramLevel unigrams) {
    public Discounts discounts(int n) {
      return unigrams.discounts(n);
    }
  }

  /** The counts that held-out text needs, which must use the same token numbers. */
  public HeldOutCounts heldOut(Broadcast<HeldOut> heldOut, Smoothing collected) {
    KeyLayout layout = ranges.layout();
    int[] occurrences = HeldOutCounts.occurrences(collected, order);
    int closed = text.words().length;
    KeyRanges keys = ranges;
    List<Tuple2<HeldOutCounts, OpenGroups>> counts =
        counted()
            .mapPartitionsWithIndex(
                (range, runs) -> {
                  HeldOutCounts own =
                      new HeldOutCounts(heldOut.value(), layout, occurrences, closed);
                  CountRun none = CountRun.empty(layout);
                  OpenGroups open =
                      SuffixScan.of(keys, range, none, merged(layout, runs), none, own);
                  return List.of(new Tuple2<>(own, open)).iterator();
                },
                true)
            .collect();
    HeldOutCounts sum = new HeldOutCounts(heldOut.value(), layout, occurrences, closed);
    OpenGroups.complete(layout, counts.stream().map(Tuple2::_2).toList(), sum);
    counts.forEach(own -> sum.add(own._1()));
    return sum;
  }

  /**
   * Estimates the model.
   *
   * @param target the ARPA file to write; null for none
   */
  public Found arpa(ArpaParts.@Nullable Target target) {
    int parts = ranges.size();
    spark.sc().setJobDescription("1/4 counting " + order + "-grams");
    JavaPairRDD<Integer, CountRun> adjusted = adjusted();
    UnigramLevel unigrams;
    long[] statistics = new long[AdjustedCounts.statistics(order)];
    List<CountRun> ones = new ArrayList<>();
    List<OpenGroups> open = new ArrayList<>();
    List<Tuple2<Integer, CountRun>> all = adjusted.collectPartitions(new int[] {parts})[0];
    for (Tuple2<Integer, CountRun> record : all) {
      CountRun run = record._2();
      if (run.layout().equals(EstimationRecords.STATISTICS)) {
        for (int i = 0; i < run.size(); i++) {
          statistics[(int) run.keys()[0][i]] += run.counts()[i];
        }
      } else if (EstimationRecords.isOpen(run)) {
        open.add(EstimationRecords.open(run, ranges.layout().words()));
      } else {
        ones.add(run);
      }
    }
    AdjustedCounts between = AdjustedCounts.shared(ranges, open, order, smoothing, pruning);
    long[] more = between.statistics();
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] += more[i];
    }
    ones.addAll(between.unigrams());
    unigrams = UnigramLevel.of(order, smoothing, statistics, ones, text.words().length);
    long[] grams = new long[order + 1];
    grams[1] = ArpaWriter.unigrams(unigrams);
    for (int n = 2; n <= order; n++) {
      grams[n] = statistics[n * Smoothing.COUNTS_OF_COUNTS];
    }
    Found found = new Found(grams, unigrams);
    if (target != null) {
      write(target, adjusted, between, found);
    }
    spark.sc().setJobDescription(null);
    return found;
  }

  private void write(
      ArpaParts.Target target,
      JavaPairRDD<Integer, CountRun> adjusted,
      AdjustedCounts between,
      Found found) {
    int parts = ranges.size();
    UnigramLevel unigrams = found.unigrams();
    Broadcast<UnigramLevel> shared = spark.broadcast(unigrams);
    Broadcast<byte[][]> words = spark.broadcast(text.words());
    KeyRanges keys = ranges;
    List<Integer> places = new ArrayList<>();
    List<CountRun> sharedRuns = new ArrayList<>();
    add(between, places, sharedRuns);
    int[] partOf = places.stream().mapToInt(Integer::intValue).toArray();
    Broadcast<CountRun[]> more = spark.broadcast(sharedRuns.toArray(CountRun[]::new));
    long[] tokens = tokensOfParts();
    JavaRDD<Tuple2<Integer, CountRun>> levels =
        adjusted
            .mapPartitionsWithIndex(
                (part, runs) ->
                    part == parts
                        ? List.<Tuple2<Integer, CountRun>>of().iterator()
                        : EstimationRecords.normalised(
                            joined(runs, part, partOf, more.value()),
                            shared.value(),
                            keys,
                            part,
                            tokens[part]),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    spark.sc().setJobDescription("3/4 normalising");
    JavaPairRDD<Integer, CountRun> backOffs =
        levels
            .filter(record -> record._1() == EstimationRecords.BACK_OFF)
            .flatMapToPair(record -> EstimationRecords.toLines(record._2(), keys).iterator())
            .partitionBy(new EstimationParts(parts + 1));
    List<CountRun> ofUnigrams = new ArrayList<>();
    if (order > 1) {
      backOffs.collectPartitions(new int[] {parts})[0].forEach(
          record -> ofUnigrams.add(record._2()));
    }
    spark.sc().setJobDescription("4/4 writing");
    int top = order;
    JavaRDD<String> pieces =
        levels.zipPartitions(
            backOffs,
            (lines, weights) -> ArpaParts.write(target, top, lines, weights, words.value()));
    List<String> written = order == 1 ? List.of() : pieces.collect();
    ArpaParts.assemble(
        target,
        found.grams(),
        sink -> ArpaWriter.unigrams(unigrams, ofUnigrams, text.words(), sink),
        written);
    levels.unpersist();
  }

  /** The n-grams that several ranges have, with the parts of their contexts. */
  private void add(AdjustedCounts between, List<Integer> places, List<CountRun> runs) {
    for (int n = 2; n <= order; n++) {
      for (int part = 0; part < ranges.size(); part++) {
        for (CountRun run : between.grams(n, part)) {
          places.add(part);
          runs.add(run);
        }
      }
    }
  }

  private static Iterator<Tuple2<Integer, CountRun>> joined(
      Iterator<Tuple2<Integer, CountRun>> runs, int part, int[] partOf, CountRun[] more) {
    List<Tuple2<Integer, CountRun>> all = new ArrayList<>();
    for (int i = 0; i < more.length; i++) {
      if (partOf[i] == part) {
        all.add(new Tuple2<>(part, more[i]));
      }
    }
    runs.forEachRemaining(all::add);
    return all.iterator();
  }

  /**
   * [parts] About the greatest number of n-grams of one order that each part can have. The parts of
   * one token have about the same share of it.
   */
  private long[] tokensOfParts() {
    long[] tokens = new long[ranges.size()];
    for (int id = 0; id < text.counts().length; id++) {
      int first = ranges.of(id);
      int last = ranges.last(id);
      for (int part = first; part <= last; part++) {
        tokens[part] += (text.counts()[id] + last - first) / (last - first + 1);
      }
    }
    return tokens;
  }

  private JavaRDD<CountRun> counted() {
    KeyRanges keys = ranges;
    long heap = Runtime.getRuntime().maxMemory() / 16 / spark.defaultParallelism();
    int buffer = (int) Math.min(MOST_BUFFERED, heap / (8L * keys.layout().words()));
    return text.chunks()
        .mapPartitionsToPair(chunks -> slices(keys, buffer, chunks))
        .partitionBy(new EstimationParts(ranges.size()))
        .values();
  }

  private static Iterator<Tuple2<Integer, CountRun>> slices(
      KeyRanges keys, int buffer, Iterator<int[]> chunks) {
    NgramCounter counter = new NgramCounter(keys.layout(), buffer);
    while (chunks.hasNext()) {
      int[] chunk = chunks.next();
      for (int at = 0; at < chunk.length; at += 1 + chunk[at]) {
        counter.add(chunk, at + 1, at + 1 + chunk[at]);
      }
    }
    CountRun all = counter.finish();
    List<CountRun> cut = keys.cut(all);
    int most = CountCodec.blockEntries(keys.layout());
    List<Tuple2<Integer, CountRun>> slices = new ArrayList<>();
    for (int range = 0; range < cut.size(); range++) {
      CountRun run = cut.get(range);
      for (int from = 0; from < run.size(); from += most) {
        slices.add(new Tuple2<>(range, run.slice(from, Math.min(run.size(), from + most))));
      }
    }
    return slices.iterator();
  }

  private static CountRun merged(KeyLayout layout, Iterator<CountRun> runs) {
    List<CountRun> all = new ArrayList<>();
    runs.forEachRemaining(all::add);
    return CountMerge.sum(layout, all);
  }

  /**
   * The counts of every order, each in the part of its context. One more partition after all parts
   * holds what the driver needs.
   */
  private JavaPairRDD<Integer, CountRun> adjusted() {
    KeyRanges keys = ranges;
    int n = order;
    Smoothing how = smoothing;
    Pruning without = pruning;
    int parts = keys.size();
    return counted()
        .mapPartitionsWithIndex(
            (range, runs) -> {
              CountRun table = merged(keys.layout(), runs);
              AdjustedCounts.OfRange found = AdjustedCounts.of(keys, range, table, n, how, without);
              return EstimationRecords.of(found, n, parts);
            },
            true)
        .mapToPair(record -> record)
        .partitionBy(new EstimationParts(parts + 1));
  }
}
