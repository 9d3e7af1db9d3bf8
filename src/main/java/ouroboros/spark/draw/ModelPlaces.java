package ouroboros.spark.draw;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.Storage;
import ouroboros.text.Vocabulary;

/**
 * Decides where a model is held while sentences are drawn from it: whole in every JVM, or divided
 * into shards. {@code auto} divides a model that would take more than a quarter of a worker's
 * memory while it is compiled. A choice of speed and memory: no bit depends on it, except that a
 * population without a limit of length takes other random numbers from a model in shards than from
 * a whole one ({@code sampling.model: sharded}). So there {@code auto} ends the run where the model
 * would have to be divided.
 */
public final class ModelPlaces {
  /** Bytes per n-gram of the table while a model without smoothing is compiled. */
  private static final long COUNTS_ONLY = 56;

  private static final long ALL_ORDERS = 96;
  private static final int MOST_SHARDS = 1 << 12;
  private static final double MEGA = 1 << 20;

  private final PrintStream console;
  private final long budget;
  private final int cores;
  private final IntSupplier running;
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private final TreeMap<String, Long> chosen = new TreeMap<>();

  public ModelPlaces(JavaSparkContext spark, PrintStream console) {
    this(
        console,
        spark.isLocal() ? Models.MOST : executorMemory(spark) / 4,
        spark.defaultParallelism(),
        () -> spark.sc().getExecutorMemoryStatus().size() - (spark.isLocal() ? 0 : 1));
  }

  /**
   * Without Spark.
   *
   * @param budget bytes that a worker has for a model while it is compiled
   * @param running how many workers there are
   */
  ModelPlaces(PrintStream console, long budget, int cores, IntSupplier running) {
    this.console = console;
    this.budget = budget;
    this.cores = cores;
    this.running = running;
  }

  private static long executorMemory(JavaSparkContext spark) {
    return JavaUtils.byteStringAsBytes(spark.getConf().get("spark.executor.memory", "1g"));
  }

  /**
   * The shards of a model fitted to a table; null if the model is whole. A population works on as
   * many shards at the same time as there are cores.
   *
   * @param keys the key ranges of the table
   */
  @Nullable
  public Shards of(
      Sampling sampling,
      CountTable table,
      FamilySpec.Ngram family,
      Vocabulary vocabulary,
      KeyRanges keys) {
    long bytes = bytes(table, family.smoothing());
    int needed = needed(bytes, budget);
    Sampling.ModelPlace asked = sampling.model();
    if (asked == Sampling.ModelPlace.BROADCAST
        || (asked == Sampling.ModelPlace.AUTO && needed == 1)) {
      tell(asked, "broadcast", bytes, 1);
      return null;
    }
    boolean isPopulation = sampling.backend() == Sampling.Backend.POPULATION;
    int least = isPopulation ? Math.min(MOST_SHARDS, Math.max(2, cores)) : 2;
    int wanted = Math.max(least, needed);
    Shards shards = shards(keys, sizes(table.ranges()), vocabulary, family.order(), wanted);
    tell(asked, "sharded", bytes, shards.size());
    int workers = Math.max(1, running.getAsInt());
    if (bytes > budget * workers * kept(family.smoothing())) {
      warn(shards.size(), workers);
    }
    return shards;
  }

  /**
   * The shards that a model needs in order to be drawn from in this JVM; null if it fits whole. Its
   * table is read once to find out where its key ranges begin.
   */
  static @Nullable public Shards here(
      Storage storage, CountTable table, FamilySpec.Ngram family, Vocabulary vocabulary) {
    int needed = needed(bytes(table, family.smoothing()), Models.MOST);
    return needed == 1 ? null : here(storage, table, vocabulary, family.order(), needed);
  }

  static Shards here(
      Storage storage, CountTable table, Vocabulary vocabulary, int order, int wanted) {
    Set<Integer> inside = Set.copyOf(table.inside());
    List<SealedFile> filled = new ArrayList<>();
    List<List<Integer>> bounds = new ArrayList<>();
    KeyLayout layout = storage.read(table.ranges().get(0)).layout();
    for (int range = 0; range < table.ranges().size(); range++) {
      CountRun run = storage.read(table.ranges().get(range));
      if (run.size() > 0) {
        int length = inside.contains(range) ? layout.order() : 1;
        if (!filled.isEmpty()) {
          bounds.add(
              IntStream.range(0, length).mapToObj(p -> layout.token(run.keys(), 0, p)).toList());
        }
        filled.add(table.ranges().get(range));
      }
    }
    KeyRanges keys = KeyRanges.startingAt(layout, bounds);
    return shards(keys, sizes(filled), vocabulary, order, wanted);
  }

  private static Shards shards(
      KeyRanges keys, long[] sizes, Vocabulary vocabulary, int order, int wanted) {
    // No context ends in the end of a sentence.
    return Shards.of(keys, sizes, KeyRanges.counts(vocabulary, 0), order, wanted);
  }

  private static long[] sizes(List<SealedFile> files) {
    return files.stream().mapToLong(SealedFile::bytes).toArray();
  }

  private static long bytes(CountTable table, Smoothing smoothing) {
    return table.entries() * (smoothing instanceof Smoothing.None ? COUNTS_ONLY : ALL_ORDERS);
  }

  /**
   * How many shards a process surely keeps in half of its heap: compiled n-grams take about 20 to
   * 26 bytes without smoothing, and about 61 with it at order 5, and the shard where sentences
   * start is in every process.
   */
  private static int kept(Smoothing smoothing) {
    return smoothing instanceof Smoothing.None ? 4 : 2;
  }

  private static int needed(long bytes, long budget) {
    return (int) Math.min(MOST_SHARDS, 1 + bytes / budget);
  }

  /** Counts every choice; prints the first of each kind. */
  private synchronized void tell(Sampling.ModelPlace asked, String place, long bytes, int shards) {
    String key =
        "sampling.model "
            + asked.name().toLowerCase(Locale.ROOT)
            + ": drawn from a model that is "
            + place;
    if (chosen.merge(key, 1L, Long::sum) == 1) {
      console.printf(
          Locale.ROOT,
          "%s (%d shard%s): about %.1f MiB while it is compiled, a worker has %.1f MiB for it%n",
          key,
          shards,
          shards == 1 ? "" : "s",
          bytes / MEGA,
          budget / MEGA);
    }
  }

  private void warn(int shards, int workers) {
    if (hasWarned.compareAndSet(false, true)) {
      console.printf(
          Locale.ROOT,
          "warning: a model in %d shards is more than %d worker%s can keep in memory, so shards"
              + " are compiled again in every round, which takes long; give the workers more"
              + " memory, or take more of them%n",
          shards,
          workers,
          workers == 1 ? "" : "s");
    }
  }

  /** How many generations were drawn from a whole model, and how many from one in shards. */
  public synchronized SortedMap<String, Long> chosen() {
    return new TreeMap<>(chosen);
  }
}
