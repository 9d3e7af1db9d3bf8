package ouroboros.report.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.expect.FeedbackControls;
import ouroboros.experiment.store.Looks;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.truth.TruthFacts;
import ouroboros.experiment.truth.TruthRows;
import ouroboros.inference.verdict.Findings;
import ouroboros.metric.CellRow;

/** The tidy tables of a run with a known truth. Each table is replaced as a whole. */
public final class TruthTables {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TruthTables() {}

  /** Writes all tables. */
  public static void write(Experiment experiment, OutFolder out, TruthRows rows, TruthFacts facts)
      throws IOException {
    List<CellRow> cells =
        experiment.cells().stream()
            .map(cell -> new CellRow(cell.name(), cell.folder(), cell.leaves()))
            .sorted()
            .toList();
    out.tables().begin();
    TypedTables tables = new TypedTables(out);
    tables.write("cells", to -> CellsTable.write(to, experiment.columns(), cells));
    if (experiment.keepsReplicates()) {
      tables.write("metrics", to -> MetricsTable.write(to, rows.metrics()));
    } else {
      tables.remove("metrics");
    }
    if (experiment.keepsReplicates()
        && experiment.cells().stream().anyMatch(cell -> !cell.safeguards().isEmpty())) {
      tables.write("gates", to -> GatesTable.write(to, gates(rows)));
    } else {
      tables.remove("gates");
    }
    if (experiment.cells().stream().anyMatch(cell -> !cell.safeguards().alarms().isEmpty())) {
      tables.write("alarms", to -> AlarmsTable.write(to, rows.alarms()));
    }
    tables.write("summary", to -> SummaryTable.write(to, rows.summaries()));
    tables.write("contrasts", to -> ContrastsTable.write(to, rows.contrasts()));
    Looks looks = FindingsTables.looks(out, experiment);
    Findings found =
        Findings.of(
            cells,
            FeedbackControls.of(experiment),
            rows.trajectories(),
            rows.summaries(),
            rows.contrasts(),
            Math.max(1, looks.now()));
    FindingsTables.write(tables, found);
    FindingsTables.keep(out, found, looks);
    tables.describe();
    ObjectNode run = record(experiment, rows, facts);
    FindingsTables.record(run, found, rows.summaries(), looks);
    out.replace("run.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run) + "\n");
    out.tables().seal();
  }

  private static Iterable<GateRow> gates(TruthRows rows) {
    return () ->
        StreamSupport.stream(rows.gates().spliterator(), false)
            .flatMap(
                of ->
                    of.counts().stream()
                        .map(
                            counts ->
                                GateRow.of(of.cell(), of.replicate(), of.generation(), counts)))
            .iterator();
  }

  private static ObjectNode record(Experiment experiment, TruthRows rows, TruthFacts facts) {
    ObjectNode run = JSON.createObjectNode();
    run.put("name", experiment.name());
    run.set("spec", experiment.resolved().tree());
    run.set("seconds", JSON.valueToTree(facts.seconds()));
    run.put("unitsDrawn", facts.units());
    double generating = facts.seconds().getOrDefault("generations", 0.0);
    run.put("unitsPerSecond", generating > 0 ? facts.units() / generating : 0);
    run.put("lineagesComputed", facts.computed());
    run.put("lineagesResumed", facts.resumed());
    run.set("versions", JSON.valueToTree(facts.versions()));
    run.set("undefined", JSON.valueToTree(rows.undefined()));
    run.set("noLawKnown", JSON.valueToTree(rows.withoutLaw()));
    return run;
  }
}
