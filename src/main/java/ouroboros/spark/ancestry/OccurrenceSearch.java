package ouroboros.spark.ancestry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ancestry.Place;
import ouroboros.safeguard.Candidate;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.text.ReplacementTask;
import ouroboros.spark.text.SentenceTask;

/**
 * Finds occurrences of n-grams in the sentences of a recipe by their numbers. The occurrences of an
 * n-gram are numbered from 0 in the order of the lines, then units, copies of a unit, positions; an
 * occurrence in a line of weight w has w numbers. The first job counts the occurrences in each
 * task; so it is known in which task each asked occurrence is, and the second job finds it there.
 * Counts are integers, so the division into tasks does not matter.
 */
final class OccurrenceSearch {
  private static final int NUMBER_BITS = 24;
  private static final long COUNT_BITS = Long.SIZE - 1 - NUMBER_BITS;

  private final JavaSparkContext spark;
  private final Storage storage;

  OccurrenceSearch(JavaSparkContext spark, Storage storage) {
    this.spark = spark;
    this.storage = storage;
  }

  /** Says which occurrence is asked for. */
  interface Asked {
    /**
     * The number of the occurrence that ask i is about.
     *
     * @param total how many there are, in units of weight
     */
    long occurrence(int i, long total);
  }

  /** An ask with the number of its occurrence. */
  private record Numbered(int ask, long occurrence) {}

  /**
   * Finds the asked occurrences.
   *
   * @param numbers [asked] of the n-grams
   * @return [asked] where they are
   */
  Place[] find(List<SourceLine> lines, AskedNgrams ngrams, int[] numbers, Asked asked) {
    if (numbers.length == 0) {
      return new Place[0];
    }
    if (ngrams.size() >= 1 << NUMBER_BITS) {
      throw new IllegalArgumentException("fewer than 2^24 n-grams can be asked for at once");
    }
    Broadcast<AskedNgrams> shared = spark.broadcast(ngrams);
    try {
      return find(lines, shared, numbers, asked);
    } finally {
      shared.destroy();
    }
  }

  private Place[] find(
      List<SourceLine> lines, Broadcast<AskedNgrams> ngrams, int[] numbers, Asked asked) {
    List<SentenceTask> tasks = lines.stream().flatMap(line -> line.tasks().stream()).toList();
    List<SourceLine> lineOf = new ArrayList<>();
    lines.forEach(line -> line.tasks().forEach(task -> lineOf.add(line)));
    Storage from = storage;
    List<long[]> counts = Jobs.each(spark, tasks, task -> counted(task, from, ngrams.value()));

    long[] totals = new long[ngrams.value().size()];
    for (int t = 0; t < tasks.size(); t++) {
      for (long pair : counts.get(t)) {
        long weighted = Math.multiplyExact(count(pair), lineOf.get(t).weight());
        totals[number(pair)] = Math.addExact(totals[number(pair)], weighted);
      }
    }
    List<List<Numbered>> open = numbered(numbers, totals, asked);
    List<LocateTask> searches = new ArrayList<>();
    List<int[]> asks = new ArrayList<>();
    List<Integer> taskOf = new ArrayList<>();
    long[] before = new long[totals.length];
    int[] next = new int[totals.length];
    for (int t = 0; t < tasks.size(); t++) {
      long weight = lineOf.get(t).weight();
      List<Numbered> here = new ArrayList<>();
      for (long pair : counts.get(t)) {
        int number = number(pair);
        long upTo = before[number] + count(pair) * weight;
        List<Numbered> of = open.get(number);
        for (; next[number] < of.size() && of.get(next[number]).occurrence < upTo; next[number]++) {
          Numbered ask = of.get(next[number]);
          here.add(new Numbered(ask.ask, (ask.occurrence - before[number]) / weight));
        }
        before[number] = upTo;
      }
      if (!here.isEmpty()) {
        searches.add(
            new LocateTask(
                tasks.get(t),
                here.stream().mapToInt(each -> numbers[each.ask]).toArray(),
                here.stream().mapToLong(Numbered::occurrence).toArray()));
        asks.add(here.stream().mapToInt(Numbered::ask).toArray());
        taskOf.add(t);
      }
    }
    List<long[]> found = Jobs.each(spark, searches, search -> search.located(from, ngrams.value()));
    Place[] places = new Place[numbers.length];
    for (int s = 0; s < searches.size(); s++) {
      Resolver resolver =
          new Resolver(lineOf.get(taskOf.get(s)).source(), tasks.get(taskOf.get(s)));
      for (int i = 0; i < asks.get(s).length; i++) {
        places[asks.get(s)[i]] =
            resolver.place(found.get(s)[2 * i], Math.toIntExact(found.get(s)[2 * i + 1]));
      }
    }
    return places;
  }

  /** [n-grams] the asks about each, by the numbers of their occurrences. */
  private static List<List<Numbered>> numbered(int[] numbers, long[] totals, Asked asked) {
    List<List<Numbered>> open = new ArrayList<>();
    for (int n = 0; n < totals.length; n++) {
      open.add(new ArrayList<>());
    }
    for (int i = 0; i < numbers.length; i++) {
      long total = totals[numbers[i]];
      long occurrence = total == 0 ? 0 : asked.occurrence(i, total);
      if (occurrence >= total) {
        throw new IllegalStateException(
            "occurrence "
                + occurrence
                + " of an n-gram was drawn, but its training set has "
                + total
                + "; was the run made by another version?");
      }
      open.get(numbers[i]).add(new Numbered(i, occurrence));
    }
    open.forEach(each -> each.sort(Comparator.comparingLong(Numbered::occurrence)));
    return open;
  }

  private static int number(long pair) {
    return (int) (pair >>> COUNT_BITS);
  }

  private static long count(long pair) {
    return pair & (1L << COUNT_BITS) - 1;
  }

  /** The n-grams that occur in a task, each with the number of its occurrences. */
  private static long[] counted(SentenceTask task, Storage storage, AskedNgrams ngrams) {
    long[] counts = new long[ngrams.size()];
    task.feed(
        storage,
        (component, unit, tokens, from, to) ->
            ngrams.each(component, tokens, from, to, (number, position) -> counts[number]++));
    long[] pairs = new long[(int) Arrays.stream(counts).filter(count -> count > 0).count()];
    for (int number = 0, i = 0; number < counts.length; number++) {
      if (counts[number] > 0) {
        pairs[i++] = (long) number << COUNT_BITS | counts[number];
      }
    }
    return pairs;
  }

  /** Where the units of a task are. */
  private static final class Resolver {
    private final int source;
    private final Map<Long, Long> replaced = new HashMap<>();

    Resolver(int source, SentenceTask task) {
      this.source = source;
      if (task instanceof ReplacementTask replacements) {
        for (int i = 0; i < replacements.units().length; i++) {
          replaced.put(replacements.units()[i], replacements.real()[i]);
        }
      }
    }

    Place place(long unit, int position) {
      Long real = replaced.get(Candidate.unit(unit));
      return real == null
          ? new Place(source, unit, position)
          : new Place(Place.REAL, real, position);
    }
  }
}
