package ouroboros.spark.external;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.spark.cluster.ByRange;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.count.CountJobs;
import ouroboros.spark.count.GatheredRanges;
import ouroboros.spark.count.PairwiseSum;
import ouroboros.spark.count.RangeSize;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.ScannedTable;
import ouroboros.spark.text.Grouping;
import ouroboros.spark.text.RealText;
import ouroboros.text.block.SentenceBlock;
import scala.Tuple2;

/**
 * Counts texts in {@value GroupedCounts#GROUPS} groups of documents, with one Spark job per text.
 * Tasks read and count; then one task per key range adds up and measures.
 *
 * <p>Input order: none. The result is the same for any number of tasks and any cut into ranges,
 * because integer counts are added and nothing else.
 */
final class GroupedCounting {
  private static final int GROUPS = GroupedCounts.GROUPS;

  /** The layout of sentence lengths as a run; they are in one more partition after all ranges. */
  private static final KeyLayout LENGTHS = KeyLayout.ofBits(1, 31);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final KeyRanges ranges;
  private final long seed;

  /**
   * The key ranges for the n-grams of R and of the other texts. A token that is too frequent for
   * one range has several, which begin where R's every k-th sentence says.
   *
   * @param counts [types] how often each token ends an n-gram
   */
  static KeyRanges ranges(
      JavaSparkContext spark,
      MeasuredText real,
      Broadcast<int[]> ids,
      KeyLayout layout,
      long[] counts) {
    List<List<BlockRef>> tasks = RealText.groups(real.blocks());
    List<Integer> numbers = IntStream.range(0, tasks.size()).boxed().toList();
    return RangeSize.of(
        spark,
        layout,
        counts,
        every ->
            CountMerge.sum(
                layout,
                Jobs.each(
                    spark,
                    numbers,
                    task ->
                        sample(layout, CorpusReader.read(tasks.get(task)), ids.value(), every))));
  }

  private static CountRun sample(
      KeyLayout layout, Iterator<SentenceBlock> blocks, int[] ids, long every) {
    NgramCounter counter = new NgramCounter(layout, 1 << 10);
    while (blocks.hasNext()) {
      SentenceBlock block = blocks.next();
      for (int i = 0; i < block.sentences(); i++) {
        if ((block.first() + i) % every == 0) {
          int[] sentence = block.sentence(i, ids);
          counter.add(sentence, 0, sentence.length);
        }
      }
    }
    return counter.finish();
  }

  GroupedCounting(JavaSparkContext spark, Storage storage, KeyRanges ranges, long seed) {
    this.spark = spark;
    this.storage = storage;
    this.ranges = ranges;
    this.seed = seed;
  }

  /**
   * R, counted.
   *
   * @param halves counts of one half of its groups, taken as R, and of the other half
   */
  record Real(CountTable table, GroupedCounts halves) {}

  /**
   * A text, counted and compared with R.
   *
   * @param lengths number of its sentences by length in tokens
   */
  record Subject(CountTable table, GroupedCounts counts, SortedMap<Long, Long> lengths) {}

  /**
   * Counts R; the result is an input of {@link #against}.
   *
   * @param prefix how the names of its files begin
   */
  Real real(MeasuredText text, Broadcast<int[]> ids, String prefix) {
    Storage files = storage;
    Jobs.Given<KeyRanges> keys = Jobs.given(spark, ranges.size(), ranges);
    int all = ranges.size();
    List<Object> parts =
        made(
            counted(text, ids),
            (range, runs) ->
                range == all ? List.of() : halves(files, keys.get(), range, runs, prefix));
    return new Real(table(parts), counts(parts));
  }

  /** Counts a text and compares it with R. */
  Subject against(Real real, MeasuredText text, Broadcast<int[]> ids, String prefix) {
    Storage files = storage;
    int all = ranges.size();
    Jobs.Given<Known> known =
        Jobs.given(spark, all, new Known(ranges, List.copyOf(real.table().ranges())));
    List<Object> parts =
        made(
            counted(text, ids),
            (range, runs) ->
                range == all
                    ? List.of(CountMerge.sum(LENGTHS, byGroup(LENGTHS, runs)))
                    : measured(files, known.get(), range, runs, prefix));
    TreeMap<Long, Long> lengths = new TreeMap<>();
    for (Object part : parts) {
      if (part instanceof CountRun run) {
        for (int i = 0; i < run.size(); i++) {
          lengths.put((long) LENGTHS.token(run.keys(), i, 0), run.counts()[i]);
        }
      }
    }
    return new Subject(table(parts), counts(parts), lengths);
  }

  /** What the key ranges send; of many ranges, their counts added up in groups. */
  private static List<Object> made(
      JavaPairRDD<Integer, CountRun> counted,
      Jobs.Reduction<Tuple2<Integer, CountRun>, List<Object>> work) {
    return GatheredRanges.of(
            counted, (range, runs) -> work.of(range, runs).toArray(), GroupedCounting::together)
        .stream()
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The tables of some ranges in their order, and the sum of what was compared. */
  private static Object[] together(Iterator<Tuple2<Integer, Object[]>> ranges) {
    TreeMap<Integer, ScannedTable.Range> written = new TreeMap<>();
    PairwiseSum<GroupedCounts> counts =
        new PairwiseSum<>((a, b) -> GroupedCounts.merge(List.of(a, b)));
    List<Object> others = new ArrayList<>();
    while (ranges.hasNext()) {
      Tuple2<Integer, Object[]> next = ranges.next();
      for (Object part : next._2()) {
        if (part instanceof ScannedTable.Range range) {
          written.put(next._1(), range);
        } else if (part instanceof GroupedCounts more) {
          counts.add(more);
        } else {
          others.add(part);
        }
      }
    }
    GroupedCounts sum = counts.all();
    if (sum != null) {
      others.add(sum);
    }
    others.addAll(written.values());
    return others.toArray();
  }

  private CountTable table(List<Object> parts) {
    return ScannedTable.of(ranges, only(ScannedTable.Range.class, parts), 1, null).table();
  }

  private GroupedCounts counts(List<Object> parts) {
    List<GroupedCounts> counts = new ArrayList<>(only(GroupedCounts.class, parts));
    List<OpenGroups> open = only(OpenGroups.class, parts);
    if (!open.isEmpty()) {
      KeyLayout grouped = grouped(ranges.layout());
      GroupedCounts.Collector shared = new GroupedCounts.Collector(grouped);
      OpenGroups.complete(grouped, open, shared);
      counts.add(shared.finish());
    }
    return GroupedCounts.merge(counts);
  }

  private static KeyLayout grouped(KeyLayout layout) {
    return KeyLayout.ofBits(layout.order() + 1, layout.bits());
  }

  /** The key ranges, and R's counts in each. */
  private record Known(KeyRanges keys, List<SealedFile> real) implements Serializable {}

  private static <T> List<T> only(Class<T> type, List<Object> parts) {
    return parts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private JavaPairRDD<Integer, CountRun> counted(MeasuredText text, Broadcast<int[]> ids) {
    List<List<BlockRef>> tasks = RealText.groups(text.blocks());
    List<Integer> numbers = IntStream.range(0, tasks.size()).boxed().toList();
    Jobs.Given<KeyRanges> keys = Jobs.given(spark, ranges.size(), ranges);
    Grouping grouping = new Grouping(text.hasDocuments(), seed);
    return spark
        .parallelize(numbers, Math.max(1, numbers.size()))
        .flatMapToPair(
            task -> {
              List<BlockRef> blocks = tasks.get(task);
              int all = blocks.stream().mapToInt(b -> b.tokens() + b.sentences()).sum();
              return slices(keys.get(), CorpusReader.read(blocks), all, ids.value(), grouping)
                  .iterator();
            })
        .partitionBy(new ByRange(ranges.size() + 1, GROUPS));
  }

  /**
   * The counts of some blocks, by range and group, and at last the lengths of sentences.
   *
   * @param ngrams how many n-grams the blocks have
   */
  static List<Tuple2<Integer, CountRun>> slices(
      KeyRanges keys, Iterator<SentenceBlock> blocks, int ngrams, int[] ids, Grouping grouping) {
    int each = ngrams / GROUPS;
    NgramCounter[] counters = new NgramCounter[GROUPS];
    TreeMap<Integer, Long> lengths = new TreeMap<>();
    while (blocks.hasNext()) {
      SentenceBlock block = blocks.next();
      for (int i = 0; i < block.sentences(); i++) {
        int[] sentence = block.sentence(i, ids);
        int k = grouping.of(block, i);
        if (counters[k] == null) {
          counters[k] = new NgramCounter(keys.layout(), each + each / 4);
        }
        counters[k].add(sentence, 0, sentence.length);
        lengths.merge(sentence.length, 1L, Long::sum);
      }
    }
    List<Tuple2<Integer, CountRun>> slices = new ArrayList<>();
    for (int k = 0; k < GROUPS; k++) {
      int group = k;
      if (counters[k] != null) {
        keys.cut(
            counters[k].finish(),
            (range, part) -> slices.add(new Tuple2<>(range * GROUPS + group, part)));
      }
    }
    slices.add(new Tuple2<>(keys.size() * GROUPS, run(lengths)));
    return slices;
  }

  private static CountRun run(SortedMap<Integer, Long> lengths) {
    long[] keys = lengths.keySet().stream().mapToLong(length -> length).toArray();
    long[] counts = lengths.values().stream().mapToLong(Long::longValue).toArray();
    return new CountRun(LENGTHS, new long[][] {keys}, counts, keys.length);
  }

  /** [groups] The sum of each group's runs. */
  static List<CountRun> byGroup(KeyLayout layout, Iterator<Tuple2<Integer, CountRun>> runs) {
    List<List<CountRun>> groups = new ArrayList<>();
    IntStream.range(0, GROUPS).forEach(k -> groups.add(new ArrayList<>()));
    while (runs.hasNext()) {
      Tuple2<Integer, CountRun> next = runs.next();
      groups.get(next._1() % GROUPS).add(next._2());
    }
    return groups.stream().map(group -> CountMerge.sum(layout, group)).toList();
  }

  private static List<Object> halves(
      Storage storage,
      KeyRanges keys,
      int range,
      Iterator<Tuple2<Integer, CountRun>> runs,
      String prefix) {
    KeyLayout layout = keys.layout();
    Halves halves = halves(layout, byGroup(layout, runs));
    CountRun odd = halves.odd.preceded(grouped(layout), 0);
    return results(
        written(storage, prefix, range, CountMerge.sum(layout, List.of(halves.even, halves.odd))),
        keys,
        range,
        halves.even,
        odd);
  }

  /**
   * What a range sends: its part of the table, what was compared, and what other ranges have too.
   */
  private static List<Object> results(
      ScannedTable.Range written, KeyRanges keys, int range, CountRun real, CountRun subject) {
    KeyLayout grouped = subject.layout();
    GroupedCounts.Collector counts = new GroupedCounts.Collector(grouped);
    OpenGroups open =
        SuffixScan.of(
            keys.preceded(grouped),
            range,
            real.preceded(grouped, 0),
            subject,
            CountRun.empty(grouped),
            counts);
    return open.groups().isEmpty()
        ? List.of(written, counts.finish())
        : List.of(written, counts.finish(), open);
  }

  /** R in two halves. */
  record Halves(CountRun even, CountRun odd) {
    /** One half, taken as R, and the other. */
    GroupedCounts compared() {
      KeyLayout layout = even.layout();
      KeyLayout grouped = grouped(layout);
      return scan(grouped, even, odd.preceded(grouped, 0));
    }
  }

  /** The sums of the even and of the odd groups. */
  static Halves halves(KeyLayout layout, List<CountRun> groups) {
    List<CountRun> even = new ArrayList<>();
    List<CountRun> odd = new ArrayList<>();
    for (int k = 0; k < GROUPS; k++) {
      (k % 2 == 0 ? even : odd).add(groups.get(k));
    }
    return new Halves(CountMerge.sum(layout, even), CountMerge.sum(layout, odd));
  }

  private static List<Object> measured(
      Storage storage,
      Known known,
      int range,
      Iterator<Tuple2<Integer, CountRun>> runs,
      String prefix) {
    KeyLayout layout = known.keys.layout();
    List<CountRun> groups = byGroup(layout, runs);
    return results(
        written(storage, prefix, range, CountMerge.sum(layout, groups)),
        known.keys,
        range,
        storage.read(known.real.get(range)),
        tagged(groups));
  }

  /** Groups of a text, compared with R. */
  static GroupedCounts compared(CountRun real, List<CountRun> groups) {
    return scan(grouped(real.layout()), real, tagged(groups));
  }

  /** The n-grams of all groups, each with its group as one more token in front. */
  private static CountRun tagged(List<CountRun> groups) {
    KeyLayout grouped = grouped(groups.get(0).layout());
    List<CountRun> tagged = new ArrayList<>();
    for (int k = 0; k < GROUPS; k++) {
      tagged.add(groups.get(k).preceded(grouped, k));
    }
    return CountMerge.sum(grouped, tagged);
  }

  private static ScannedTable.Range written(
      Storage storage, String prefix, int range, CountRun run) {
    SealedFile file = storage.write(CountJobs.name(prefix, range), run);
    return CountJobs.range(file, run, 0, ScanRequest.Range.EMPTY);
  }

  private static GroupedCounts scan(KeyLayout grouped, CountRun real, CountRun subject) {
    GroupedCounts.Collector counts = new GroupedCounts.Collector(grouped);
    CountRun none = CountRun.empty(grouped);
    SuffixScan.of(real.preceded(grouped, 0), subject, none, counts);
    return counts.finish();
  }
}
