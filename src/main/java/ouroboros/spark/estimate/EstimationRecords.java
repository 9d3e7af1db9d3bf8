package ouroboros.spark.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ouroboros.ngram.count.CountCodec;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.GroupSink;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.OpenGroups;
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

  /** The layout of n-grams that several ranges have, as numbers in a row. */
  private static final KeyLayout OPEN = KeyLayout.ofBits(1, 30);

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
  static Iterator<Tuple2<Integer, CountRun>> of(
      AdjustedCounts.OfRange found, int order, int parts) {
    AdjustedCounts counts = found.counts();
    List<Tuple2<Integer, CountRun>> first = new ArrayList<>();
    if (!found.open().groups().isEmpty()) {
      first.add(new Tuple2<>(parts, run(found.open())));
    }
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

  static boolean isOpen(CountRun run) {
    return run.layout().equals(OPEN);
  }

  private static CountRun run(OpenGroups open) {
    int words = open.groups().get(0).key().length;
    int each = words + 4;
    long[] numbers = new long[open.groups().size() * each];
    int at = 0;
    for (OpenGroups.Group group : open.groups()) {
      System.arraycopy(group.key(), 0, numbers, at, words);
      at += words;
      numbers[at++] = group.n();
      numbers[at++] = group.kind();
      numbers[at++] = group.subject();
      numbers[at++] = group.left();
    }
    long[][] places = {IntStream.range(0, at).asLongStream().toArray()};
    return new CountRun(OPEN, places, numbers, at);
  }

  /**
   * The n-grams that {@link #run} wrote.
   *
   * @param words of a key
   */
  static OpenGroups open(CountRun run, int words) {
    List<OpenGroups.Group> groups = new ArrayList<>();
    long[] numbers = run.counts();
    for (int at = 0; at < run.size(); at += words + 4) {
      int after = at + words;
      groups.add(
          new OpenGroups.Group(
              Arrays.copyOfRange(numbers, at, after),
              (int) numbers[after],
              (int) numbers[after + 1],
              0,
              numbers[after + 2],
              0,
              (int) numbers[after + 3],
              GroupSink.NOTHING));
    }
    return new OpenGroups(groups);
  }

  /**
   * The levels of one part, cut into blocks: probabilities in context order, and back-off weights.
   * Of a context that several parts have, only the first one gives them.
   *
   * @param most greatest number of n-grams of one order that the part can have
   */
  static Iterator<Tuple2<Integer, CountRun>> normalised(
      Iterator<Tuple2<Integer, CountRun>> runs,
      UnigramLevel unigrams,
      KeyRanges keys,
      int part,
      long most) {
    int bits = keys.layout().bits();
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
          CountRun lines = level.probabilities();
          CountRun weights = level.backOffs();
          blocks(own(lines, keys, part, false), run -> out.add(new Tuple2<>(PROBABILITY, run)));
          blocks(own(weights, keys, part, true), run -> out.add(new Tuple2<>(BACK_OFF, run)));
          return true;
        });
  }

  /**
   * The entries whose contexts begin in a part; the others come first.
   *
   * @param areContexts whether the entries are themselves contexts, not n-grams
   */
  private static CountRun own(CountRun run, KeyRanges keys, int part, boolean areContexts) {
    KeyLayout layout = run.layout();
    int n = layout.order();
    int from = 0;
    while (from < run.size()
        && (areContexts
                ? keys.first(layout, run.keys(), from, n)
                : keys.firstOfContext(layout, run.keys(), from, n))
            != part) {
      from++;
    }
    return from == 0 ? run : run.slice(from, run.size());
  }

  private static void blocks(CountRun run, Consumer<CountRun> sink) {
    int most = CountCodec.blockEntries(run.layout());
    for (int from = 0; from < run.size(); from += most) {
      sink.accept(run.slice(from, Math.min(run.size(), from + most)));
    }
  }

  /**
   * Gives each back-off weight the part that writes the n-gram: the first one of its own context.
   */
  static List<Tuple2<Integer, CountRun>> toLines(CountRun run, KeyRanges keys) {
    if (run.layout().order() == 1) {
      return List.of(new Tuple2<>(keys.size(), run));
    }
    int parts = keys.size();
    int[] part = new int[run.size()];
    int[] sizes = new int[parts];
    for (int i = 0; i < part.length; i++) {
      part[i] = keys.firstOfContext(run.layout(), run.keys(), i, run.layout().order());
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
