package ouroboros.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.report.OutSource;
import ouroboros.report.ReportSource;
import ouroboros.report.page.Report;
import ouroboros.spark.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code report DIR..}: writes the report again, or one report of several runs in the same charts.
 */
@Command(
    name = "report",
    description = "Writes the HTML report again, or one report of several runs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportPage implements Callable<Integer> {
  private static final String PAGE = "report.html";
  private static final int MOST_SHOWN = 20;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of runs.")
  private List<String> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for report.html; that of the first run by default.")
  private @Nullable String to;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  ReportPage() {}

  @Override
  public Integer call() throws Exception {
    List<ReportSource> runs = new ArrayList<>();
    for (String folder : folders) {
      OutFolder run = ExperimentRun.folder(folder);
      StoredRun.open(run);
      List<String> foreign = SealedFiles.foreign(run);
      if (!foreign.isEmpty()) {
        throw new IllegalStateException(
            String.join("\n", foreign.subList(0, Math.min(MOST_SHOWN, foreign.size())))
                + "\nthe tables of this run may be wrong: jobs/verify names every such file");
      }
      runs.add(new OutSource(run));
    }
    OutFolder target = ExperimentRun.folder(to == null ? folders.get(0) : to);
    target.replace(PAGE, Report.page(runs, target.root()));
    spec.commandLine().getOut().println(Shown.whole(target.root() + "/" + PAGE));
    return Main.Exit.DONE;
  }
}
