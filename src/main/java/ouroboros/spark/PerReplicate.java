package ouroboros.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * What is computed from the R of each replicate. It is made when the first lineage of the replicate
 * begins, and let go when the last one has ended, so its memory does not grow with the replicates.
 */
final class PerReplicate<T> {
  private final int lineages;
  private final IntFunction<T> make;
  private final Map<Integer, Held<T>> held = new ConcurrentHashMap<>();

  /**
   * @param lineages how many lineages a replicate has
   */
  PerReplicate(int lineages, IntFunction<T> make) {
    this.lineages = lineages;
    this.make = make;
  }

  private record Held<T>(T value, AtomicInteger left) {}

  /** What a lineage needs; the other lineages of its replicate get the same. */
  T begin(int replicate) {
    return held.computeIfAbsent(
            replicate, r -> new Held<>(make.apply(r), new AtomicInteger(lineages)))
        .value();
  }

  /** A lineage that began has ended. */
  void end(int replicate) {
    Held<T> of = held.get(replicate);
    if (of != null && of.left().decrementAndGet() == 0) {
      held.remove(replicate);
    }
  }

  /** How many replicates are in memory now. */
  int held() {
    return held.size();
  }
}
