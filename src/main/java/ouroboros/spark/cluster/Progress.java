package ouroboros.spark.cluster;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedGenerations;

/**
 * Shows on standard error how far all lineages of a run are. On a terminal it is one bar that is
 * redrawn, otherwise one line a minute. Time is only shown; no result uses it.
 */
public final class Progress implements SealedGenerations.Watcher {
  private static final int WIDTH = 24;
  private static final long BETWEEN_LINES = 60_000_000_000L;
  private static final long BETWEEN_BARS = 100_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final long all;
  private final long started = System.nanoTime();
  private final List<Double> first = new ArrayList<>();
  private final Map<String, Long> lastSealed = new HashMap<>();
  private final SortedMap<String, List<Double>> ofCells = new TreeMap<>();
  private long done;
  private long resumed;
  private long tokens;
  private long shown;

  /**
   * @param all how many generations all lineages have together
   */
  public Progress(PrintStream out, boolean terminal, long all) {
    this.out = out;
    this.terminal = terminal;
    this.all = all;
  }

  @Override
  public synchronized void resumed(Lineage lineage, int g, Manifest manifest) {
    done++;
    resumed++;
    show(lineage.name() + " generation " + g + " was sealed");
  }

  @Override
  public synchronized void sealed(Lineage lineage, int g, Manifest manifest) {
    done++;
    CountTable drawn = manifest.tables().synthetic();
    tokens += drawn == null ? 0 : drawn.tokens();
    long now = System.nanoTime();
    boolean ofFirst = lineage.cell().index() == 0 && lineage.replicate() == 0;
    Long before = lastSealed.put(lineage.name(), now);
    if (before != null) {
      double seconds = (now - before) / 1e9;
      ofCells.computeIfAbsent(lineage.cell().name(), name -> new ArrayList<>()).add(seconds);
    }
    if (ofFirst) {
      first.add((now - (before == null ? started : before)) / 1e9);
    }
    show(lineage.name() + " generation " + g);
  }

  private void show(String what) {
    long now = System.nanoTime();
    boolean last = done == all;
    if (!last && now - shown < (terminal ? BETWEEN_BARS : BETWEEN_LINES)) {
      return;
    }
    shown = now;
    double seconds = (now - started) / 1e9;
    long computed = done - resumed;
    String left =
        computed == 0
            ? "?"
            : String.format(Locale.ROOT, "%.0f s", seconds / computed * (all - done));
    String line =
        String.format(
            Locale.ROOT,
            "%d/%d generations, %.2f M tokens/s, %s left | %s",
            done,
            all,
            tokens / 1e6 / Math.max(seconds, 1e-3),
            left,
            what);
    if (!terminal) {
      out.println(line);
      return;
    }
    int full = (int) (WIDTH * done / Math.max(1, all));
    String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
    out.print("\r[" + bar + "] " + line + "\033[K" + (last ? "\n" : ""));
    out.flush();
  }

  /** How many generations were sealed by an earlier invocation. */
  public synchronized long resumed() {
    return resumed;
  }

  /** How many generations this invocation computed. */
  public synchronized long computed() {
    return done - resumed;
  }

  /** Seconds between the seals of the first lineage. */
  public synchronized List<Double> first() {
    return List.copyOf(first);
  }

  /**
   * Wall seconds from one seal to the next by cell, the median over its generations and replicates.
   * Other lineages ran on the same cores; a cell without two seals of this invocation is left out.
   */
  public synchronized SortedMap<String, Double> ofCells() {
    SortedMap<String, Double> medians = new TreeMap<>();
    ofCells.forEach(
        (cell, seconds) -> {
          double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          medians.put(cell, sorted[sorted.length / 2]);
        });
    return medians;
  }

  /** Tokens drawn so far. */
  public synchronized long tokens() {
    return tokens;
  }
}
