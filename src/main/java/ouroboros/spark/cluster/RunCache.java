package ouroboros.spark.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;

/**
 * The count runs that this JVM wrote or read last, by the hash of their content, up to an eighth of
 * the heap. A step often reads the files that the step before has written. Everything in the cache
 * is also in a file.
 */
final class RunCache {
  private static final long MOST = Runtime.getRuntime().maxMemory() / 8;
  private static final Map<String, CountRun> RUNS = new LinkedHashMap<>(16, 0.75f, true);

  /** Bytes of a run in addition to its numbers: its hash, its place in the map, its objects. */
  private static final long OBJECTS = 256;

  private static long bytes;

  private RunCache() {}

  static CountRun get(SealedFile sealed, Function<SealedFile, CountRun> load) {
    synchronized (RUNS) {
      CountRun cached = RUNS.get(sealed.sha256());
      if (cached != null) {
        return cached;
      }
    }
    CountRun run = load.apply(sealed);
    put(sealed, run);
    return run;
  }

  static void put(SealedFile sealed, CountRun run) {
    synchronized (RUNS) {
      CountRun before = RUNS.put(sealed.sha256(), run);
      bytes += size(run) - (before == null ? 0 : size(before));
      var eldest = RUNS.entrySet().iterator();
      while (bytes > MOST && eldest.hasNext()) {
        bytes -= size(eldest.next().getValue());
        eldest.remove();
      }
    }
  }

  private static long size(CountRun run) {
    long capacity = 8L * run.counts().length;
    for (long[] word : run.keys()) {
      capacity += 8L * word.length;
    }
    return OBJECTS + capacity;
  }
}
