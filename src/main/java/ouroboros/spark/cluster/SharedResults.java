package ouroboros.spark.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What lineages share, computed by the first that asks while the others wait: M_0's counts, S_1,
 * the measures of a training set that several cells have. A failure is forgotten, so that a retry
 * can succeed.
 */
public final class SharedResults<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> values = new ConcurrentHashMap<>();

  public V get(K key, Supplier<V> compute) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = values.putIfAbsent(key, mine);
    if (first == null) {
      try {
        mine.complete(compute.get());
      } catch (RuntimeException | Error e) {
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
