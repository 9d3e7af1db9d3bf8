package ouroboros.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.truth.NamedCell;
import ouroboros.experiment.truth.TruthFacts;
import ouroboros.experiment.truth.TruthResult;
import ouroboros.experiment.truth.TruthRows;
import ouroboros.experiment.truth.TruthSeals;
import ouroboros.experiment.truth.TruthStore;
import ouroboros.inference.Baselines;
import ouroboros.metric.CellRow;
import ouroboros.spark.cluster.CurrentStep;
import ouroboros.spark.cluster.Versions;
import ouroboros.spark.truth.TruthCost;
import ouroboros.spark.truth.TruthRun;

/** A whole experiment with a known truth. */
public final class TruthExperiment {
  private TruthExperiment() {}

  /**
   * The result of a run.
   *
   * @param rows of its tables
   * @param facts of this invocation
   */
  public record Outcome(TruthRows rows, TruthFacts facts) {}

  /** Runs or resumes an experiment; returns when every cell is sealed. */
  public static Outcome run(
      Experiment experiment, Session session, OutFolder out, PrintStream console) {
    CurrentStep.begin("generations of known truths");
    console.println(RunPlan.size(experiment));
    int cores = session.spark().sparkContext().defaultParallelism();
    RunPlan.check(experiment, TruthCost.quickly(experiment, cores), out, console);
    long started = System.nanoTime();
    TreeMap<String, Double> seconds = new TreeMap<>();
    List<NamedCell> cells = cells(experiment);
    long lineages = (long) cells.size() * experiment.replicates();
    console.printf(Locale.ROOT, "1/2 %,d lineages of %,d cells%n", lineages, cells.size());
    TruthSeals seals = new TruthSeals(out, UUID.randomUUID().toString());
    TruthStore store =
        new TruthStore(seals, experiment.cells().stream().map(Cell::folder).toList());
    TruthResult result =
        TruthRun.run(
            JavaSparkContext.fromSparkContext(session.spark().sparkContext()),
            cells,
            experiment.seed(),
            experiment.replicates(),
            experiment.keepsReplicates(),
            store);
    out.refuseOtherClaim();
    seconds.put("generations", since(started));
    if (!seals.nameless().isEmpty()) {
      console.println(ExperimentRun.NAMELESS + ": " + seals.nameless().size());
    }
    console.println("2/2 laws and tables");
    long summing = System.nanoTime();
    TruthRows rows = result.rows();
    seconds.put("laws", since(summing));
    seconds.put("all", since(started));
    double units =
        cells.stream()
                .mapToDouble(cell -> TruthCost.units(cell.cell(), cell.cell().generations()))
                .sum()
            / cells.size()
            * result.computed();
    return new Outcome(
        rows,
        new TruthFacts(
            seconds,
            lineages - result.computed(),
            result.computed(),
            (long) units,
            Versions.of(session.spark())));
  }

  private static List<NamedCell> cells(Experiment experiment) {
    List<CellRow> rows =
        experiment.cells().stream()
            .map(cell -> new CellRow(cell.name(), cell.folder(), cell.leaves()))
            .toList();
    Baselines baselines = Baselines.of(rows);
    Map<String, Integer> places = new HashMap<>();
    rows.forEach(row -> places.put(row.cell(), places.size()));
    List<NamedCell> cells = new ArrayList<>();
    for (Cell cell : experiment.cells()) {
      String baseline = baselines.of(cell.name()).orElse(cell.name());
      cells.add(
          new NamedCell(
              cell.name(),
              TruthCells.of(experiment, cell),
              places.getOrDefault(baseline, 0),
              TruthCalibration.watches(experiment, cell)));
    }
    return cells;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
