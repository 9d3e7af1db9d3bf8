package ouroboros.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec;

/**
 * A whole experiment, checked, with every default filled in.
 *
 * @param places of its keys, for messages
 * @param name {@code [a-z0-9-]{1,60}}
 * @param seed any 64 bits
 * @param corpus null for families with a known truth
 * @param generations G: models M_0 .. M_G; at least 1
 * @param replicates lineages per cell; at least 1
 * @param metrics which metrics are measured
 * @param metricOrder longest n-grams of the metrics: 1 .. 6
 * @param evaluation the model of {@code perplexity}
 * @param keep which sealed states are kept
 * @param keepReplicates whether {@code metrics.csv} has every replicate, however many there are
 * @param cells at least one, in the order of the sweep
 * @param columns the columns of {@code cells.csv}, after the name
 * @param resolved the same experiment as a tree
 */
public record Experiment(
    KeyPlaces places,
    String name,
    long seed,
    @Nullable CorpusSpec corpus,
    int generations,
    int replicates,
    MetricChoice metrics,
    int metricOrder,
    Evaluation evaluation,
    Keep keep,
    boolean keepReplicates,
    List<Cell> cells,
    List<String> columns,
    ResolvedSpec resolved) {
  private static final int MOST_REPLICATES = 1000;

  /** Copies the lists. */
  public Experiment {
    cells = List.copyOf(cells);
    columns = List.copyOf(columns);
  }

  /** The file that it was read from, for messages. */
  public String file() {
    return places.file();
  }

  /** A problem of a key, at its place. */
  public Problem problem(String key, String text) {
    return places.problem(key, text);
  }

  /** Whether {@code metrics.csv} is written. */
  public boolean keepsReplicates() {
    return keepReplicates || replicates <= MOST_REPLICATES;
  }

  /** The same experiment with other cells. */
  public Experiment with(List<Cell> otherCells, ResolvedSpec otherResolved) {
    return new Experiment(
        places,
        name,
        seed,
        corpus,
        generations,
        replicates,
        metrics,
        metricOrder,
        evaluation,
        keep,
        keepReplicates,
        otherCells,
        columns,
        otherResolved);
  }
}
