package ouroboros.metric;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of one number by replicate. Absent replicates (undefined values) are simply not there.
 * Not thread-safe.
 */
public final class Series {
  private final TreeMap<Integer, Double> values = new TreeMap<>();

  /**
   * Adds a replicate's value.
   *
   * @throws IllegalArgumentException if the replicate has one already
   */
  public void add(int replicate, double value) {
    if (values.putIfAbsent(replicate, value) != null) {
      throw new IllegalArgumentException(
          "replicate " + replicate + " has two values: " + values.get(replicate) + " and " + value);
    }
  }

  /** Moments of all values, in the fixed order of {@link Moments}. */
  public Moments moments() {
    return inChunks(values);
  }

  /**
   * Moments of this less the baseline over the replicates where both have a finite value; a pair
   * with an infinite member has no difference.
   */
  public Moments differences(Series baseline) {
    TreeMap<Integer, Double> differences = new TreeMap<>();
    values.forEach(
        (replicate, value) -> {
          Double other = baseline.values.get(replicate);
          if (other != null && Double.isFinite(value) && Double.isFinite(other)) {
            differences.put(replicate, value - other);
          }
        });
    return inChunks(differences);
  }

  private static Moments inChunks(SortedMap<Integer, Double> byReplicate) {
    Moments all = Moments.EMPTY;
    Moments chunk = Moments.EMPTY;
    int current = 0;
    for (Map.Entry<Integer, Double> e : byReplicate.entrySet()) {
      if (e.getKey() / Moments.CHUNK != current) {
        all = all.merge(chunk);
        chunk = Moments.EMPTY;
        current = e.getKey() / Moments.CHUNK;
      }
      chunk = chunk.plus(e.getValue());
    }
    return all.merge(chunk);
  }
}
