package ouroboros.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.inference.Quantity;
import ouroboros.report.OutSource;
import ouroboros.report.table.AlarmRace;
import ouroboros.report.table.RaceRow;
import ouroboros.report.table.RaceTable;
import ouroboros.spark.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code alarms RUN}: prints which rule for alarms rings first over the lineages of a run, each set
 * to the same share of false alarms by the cells without feedback.
 */
@Command(
    name = "alarms",
    description = {
      "Prints which rule for alarms rings first in the lineages of a run, as CSV.",
      "Each rule is set to one share of false alarms by cells without feedback (alarms.md)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Alarms implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of a run with a cell without feedback.")
  private String folder = "";

  @Option(
      names = "--false-alarms",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of lineages without feedback in which a rule may ring (0.1).")
  private double share;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "Metric to watch; may be given several times. All of the run by default.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--before",
      paramLabel = "METRIC",
      description = "Also prints by how many generations each number rings before this one.")
  private @Nullable String before;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Alarms() {}

  @Override
  public Integer call() throws Exception {
    if (!(share > 0 && share < 1)) {
      throw problem("--false-alarms", share + " is not a share in (0, 1), such as 0.1");
    }
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (String name : run.cells()) {
      cells.put(name, run.experiment(name).cells().get(0));
    }
    AlarmRace race = new AlarmRace(cells, run.generations(), share);
    if (!race.read(new OutSource(out))) {
      throw problem(
          "RUN",
          Shown.whole(folder)
              + " has no metrics.csv; the run has not ended, or has more than 1,000 replicates"
              + " without keep-replicates: true");
    }
    List<Quantity> known = race.quantities();
    if (known.isEmpty()) {
      throw problem(
          "RUN",
          Shown.whole(folder)
              + " has no number that can be watched: a cell with feedback needs one without it,"
              + " all else equal (policy frozen, or feedback: false), both measured in every"
              + " generation, with at least two generations more draws than a lineage has");
    }
    List<Quantity> watched = new ArrayList<>();
    for (String metric : metrics) {
      watched.add(named(race, "--metric", metric));
    }
    String other = before;
    List<RaceRow> rows =
        race.rows(
            metrics.isEmpty() ? known : watched,
            other == null ? null : named(race, "--before", other));
    RaceTable.write(spec.commandLine().getOut(), rows);
    return Main.Exit.DONE;
  }

  private static Quantity named(AlarmRace race, String option, String metric) {
    Optional<Quantity> found = race.named(metric);
    return found.orElseThrow(
        () ->
            problem(
                option,
                Shown.text(metric)
                    + " cannot be watched here; metrics: "
                    + String.join(
                        ", ",
                        race.quantities().stream().map(Quantity::metric).distinct().toList())));
  }

  private static SpecException problem(String option, String what) {
    return new SpecException(List.of(new Problem(option, 0, "", what)));
  }
}
