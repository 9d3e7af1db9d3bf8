package ouroboros.law;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.policy.RecipeLine;

/**
 * How often the types of R occur in real text: in each sentence of R, and in the slices of reserve
 * that training sets take. A forecast needs no other counts.
 */
public final class Census {
  private final SortedMap<Integer, Occurrences> inSentences;
  private final Map<RecipeLine, Occurrences> slices;
  private final Map<SortedMap<Integer, RecipeLine>, RealTypes> known = new HashMap<>();

  /**
   * Types with one number each.
   *
   * @param types ids of the types, ascending
   * @param numbers one per type, each at least 1
   */
  public record Occurrences(int[] types, long[] numbers) {}

  /**
   * @param inSentences for m = 1, 2 ..: the types that occur m times in some sentence of R, and in
   *     how many sentences they do
   * @param slices for each slice of reserve (its weight is ignored), and each part of R that a
   *     member starts from: the types of R that occur there, and how often
   */
  public Census(SortedMap<Integer, Occurrences> inSentences, Map<RecipeLine, Occurrences> slices) {
    this.inSentences = new TreeMap<>(inSentences);
    this.slices = Map.copyOf(slices);
  }

  /**
   * The census of a text whose counts of counts are all that is known: every token is a unit of its
   * own.
   *
   * @param types by count: how many types of R occur so often
   */
  public static Census ofCounts(SortedMap<Long, Long> types) {
    Census census = none();
    List<RealTypes.Row> rows = new ArrayList<>();
    types.forEach((count, here) -> rows.add(RealTypes.Row.of(new long[] {1, count}, here)));
    census.known.put(new TreeMap<>(), new RealTypes(List.of(1), rows));
    return census;
  }

  /** The census of no text, with which nothing can be forecast. */
  public static Census none() {
    return new Census(new TreeMap<>(), Map.of());
  }

  /**
   * By m: the types that occur m times in some sentence of R, and in how many sentences they do.
   */
  public SortedMap<Integer, Occurrences> inSentences() {
    return Collections.unmodifiableSortedMap(inSentences);
  }

  /** By slice of reserve, or part of R: the types of R that occur there, and how often. */
  public Map<RecipeLine, Occurrences> slices() {
    return slices;
  }

  /** Whether R and all these slices were counted. */
  public boolean holds(SortedMap<Integer, RecipeLine> wanted) {
    boolean isCounted = !inSentences.isEmpty() && slices.keySet().containsAll(wanted.values());
    return isCounted || known.containsKey(wanted);
  }

  /**
   * The types of R, grouped by how they occur.
   *
   * @param wanted the slice of reserve that T_g takes, by g
   */
  RealTypes types(SortedMap<Integer, RecipeLine> wanted) {
    return known.computeIfAbsent(wanted, this::alike);
  }

  private RealTypes alike(SortedMap<Integer, RecipeLine> wanted) {
    int end = 0;
    for (Occurrences of : inSentences.values()) {
      end = Math.max(end, 1 + of.types()[of.types().length - 1]);
    }
    long[][] found = new long[end][0];
    inSentences.forEach((times, of) -> append(found, times, of));
    wanted.forEach((g, slice) -> append(found, -g, Objects.requireNonNull(slices.get(slice))));
    Map<LongBuffer, long[]> alike = new LinkedHashMap<>();
    for (long[] type : found) {
      if (type.length > 0 && type[0] > 0) {
        alike.computeIfAbsent(LongBuffer.wrap(type), k -> new long[1])[0]++;
      }
    }
    List<RealTypes.Row> rows = new ArrayList<>();
    alike.forEach((how, types) -> rows.add(RealTypes.Row.of(how.array(), types[0])));
    rows.sort(Comparator.comparingLong(RealTypes.Row::count));
    return new RealTypes(List.copyOf(inSentences.keySet()), rows);
  }

  /** Appends a name (m, or -g for a slice) and the number of each type to the list of that type. */
  private static void append(long[][] found, int name, Occurrences of) {
    for (int i = 0; i < of.types().length && of.types()[i] < found.length; i++) {
      long[] before = found[of.types()[i]];
      long[] more = Arrays.copyOf(before, before.length + 2);
      more[before.length] = name;
      more[before.length + 1] = of.numbers()[i];
      found[of.types()[i]] = more;
    }
  }
}
