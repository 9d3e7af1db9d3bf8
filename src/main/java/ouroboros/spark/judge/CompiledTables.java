package ouroboros.spark.judge;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import ouroboros.ngram.sampling.TokenProbabilities;

/**
 * The tables of probabilities of this JVM. The first task that needs one computes it; the others
 * wait. The {@value #MOST} that were used last are kept, as long as there is memory.
 */
final class CompiledTables {
  private static final int MOST = 8;

  private static final Map<Object, SoftReference<TokenProbabilities>> TABLES =
      new LinkedHashMap<>(16, 0.75f, true);

  private CompiledTables() {}

  static synchronized TokenProbabilities of(Object key, Supplier<TokenProbabilities> compute) {
    SoftReference<TokenProbabilities> known = TABLES.get(key);
    TokenProbabilities table = known == null ? null : known.get();
    if (table == null) {
      table = compute.get();
      TABLES.put(key, new SoftReference<>(table));
      var eldest = TABLES.keySet().iterator();
      while (TABLES.size() > MOST) {
        eldest.next();
        eldest.remove();
      }
    }
    return table;
  }
}
