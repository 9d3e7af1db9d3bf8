package ouroboros.spark.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Results that several lineages share: the counts of M_0, S_1, the metrics of a training set that
 * several cells have. The first lineage that asks computes the result; the others wait for it. A
 * failure is not kept, so that a retry can succeed.
 */
public final class SharedResults<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> values = new ConcurrentHashMap<>();

  public V get(K key, Supplier<V> compute) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = values.putIfAbsent(key, mine);
    if (first == null) {
      try {
        mine.complete(compute.get());
      } catch (Throwable e) { // also Spark's own, which no method declares
        values.remove(key);
        mine.completeExceptionally(e);
        throw e;
      }
      first = mine;
    }
    try {
      return first.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
