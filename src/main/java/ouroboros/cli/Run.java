package ouroboros.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.ClusterSize;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.ScaleModel;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.yaml.Shown;
import ouroboros.library.CompleteRun;
import ouroboros.report.OutSource;
import ouroboros.report.ReportSource;
import ouroboros.report.console.ConsoleAlarms;
import ouroboros.report.console.ConsoleFindings;
import ouroboros.report.console.ConsoleSummary;
import ouroboros.report.console.ForecastSummary;
import ouroboros.report.table.ForecastTable;
import ouroboros.report.table.TypedTables;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.ForecastRun;
import ouroboros.spark.Session;
import ouroboros.text.CorpusSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run SPEC}: runs an experiment. Called again with the same folder, it resumes the run. */
@Command(
    name = "run",
    description = "Runs an experiment, or resumes it when the folder holds it already.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Run implements Callable<Integer> {
  /** Environment variable that the launcher sets where standard error is a terminal. */
  static final String TERMINAL = "OUROBOROS_TERMINAL";

  @Parameters(paramLabel = "SPEC", description = "Experiment file (YAML).")
  private String file = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run; out/NAME by default.")
  private @Nullable String folder;

  @Option(
      names = {"--forecast", "--dry-run"},
      description =
          "Prints what the run will cost and, last, what the laws expect of its last generation;"
              + " forecast.csv in the folder of the run has all generations. Draws nothing.")
  private boolean forecast;

  @Option(
      names = "--cluster",
      paramLabel = "KEY=VALUE,..",
      description =
          "With --forecast: what a generation costs on a cluster, such as 'cores=1000, memory=8g';"
              + " also worker-cores, disk, network (bytes a second of a worker), real, generation,"
              + " tokens-per-range (tokens, such as 1e12). With real nothing else is forecast, and"
              + " no text is read.")
  private @Nullable String cluster;

  @Option(names = "--quiet", description = "Shows no progress; only warnings, errors and results.")
  private boolean quiet;

  @Mixin private MlflowOption mlflow = new MlflowOption();

  @Mixin private SpecOptions options = new SpecOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Run() {}

  @Override
  public Integer call() throws Exception {
    mlflow.check(spec.commandLine());
    Experiment asked = SpecFile.read(file, options.overrides());
    refuseUselessFields(asked);
    if (!forecast) {
      CompleteRun.check(asked);
    }
    PrintWriter console = spec.commandLine().getOut();
    ClusterSize size = cluster == null ? null : ClusterSize.parse(cluster);
    if (size != null && !forecast) {
      throw new ParameterException(spec.commandLine(), "--cluster needs --forecast");
    }
    if (size != null && size.real() > 0) {
      return scale(size.askedAbout(0), asked, console);
    }
    String path = folder == null ? "out/" + asked.name() : folder;
    try (Session session = Session.open("ouroboros " + asked.name())) {
      OutFolder out = ExperimentRun.folder(path);
      if (forecast) {
        return forecast(asked, session, out, size, console);
      }
      CompleteRun.Outcome outcome =
          CompleteRun.of(
              asked, session, out, progress(), !quiet && "1".equals(System.getenv(TERMINAL)));
      ReportSource tables = new OutSource(out);
      long stopped = outcome.hasTables() ? results(tables, out, console) : 0;
      if (outcome.waits().isPresent()) {
        return waits(outcome.waits().get(), path);
      }
      mlflow.log(tables, spec.commandLine().getErr());
      return stopped > 0 ? Main.Exit.STOPPED : Main.Exit.DONE;
    }
  }

  /** Refuses names of fields where all files of the corpus are plain text, which has none. */
  private void refuseUselessFields(Experiment asked) {
    CorpusSpec corpus = asked.corpus();
    List<String> useless =
        corpus == null
            ? List.of()
            : SourceNames.usualFields(corpus, SpecFile.usualFieldsGiven(file, options.overrides()));
    if (!useless.isEmpty()) {
      throw new SpecException(
          useless.stream().map(text -> new Problem(file, 0, "", text)).toList());
    }
  }

  /** Prints the results; returns how many alarms stopped a lineage. */
  private static long results(ReportSource tables, OutFolder out, PrintWriter console)
      throws IOException {
    console.print(ConsoleSummary.of(tables).text());
    console.print(ConsoleFindings.text(tables));
    ConsoleAlarms alarms = ConsoleAlarms.of(tables);
    console.print(alarms.text());
    console.println(Shown.whole(out.root() + "/" + CompleteRun.REPORT));
    return alarms.stopped();
  }

  /** Where progress is shown. */
  private PrintStream progress() {
    return quiet
        ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
        : System.err;
  }

  /** Says which files wait for decisions, and what is wrong in them. */
  private int waits(AwaitsReview e, String path) {
    PrintWriter err = spec.commandLine().getErr();
    e.problems().forEach(problem -> err.println(Shown.whole(problem.toString())));
    e.files().forEach(file -> spec.commandLine().getOut().println(Shown.whole(file)));
    err.println(
        "lineages wait for decisions in "
            + e.files().size()
            + (e.files().size() == 1 ? " file" : " files")
            + "; all other lineages are done, and the tables and the report have the generations"
            + " that are done, without verdicts. List what waits: review "
            + Shown.whole(path)
            + ". The same command goes on once they are decided");
    return e.problems().isEmpty() ? Main.Exit.WAITING : Main.Exit.WRONG_INPUT;
  }

  private static int scale(ClusterSize size, Experiment asked, PrintWriter console) {
    List<ScaleModel> models = ScaleModel.of(size, asked);
    models.forEach(model -> console.print(model.text()));
    if (models.isEmpty()) {
      console.println("--cluster: no cell draws sentences, so there is nothing to say");
    }
    return Main.Exit.DONE;
  }

  private int forecast(
      Experiment asked,
      Session session,
      OutFolder out,
      @Nullable ClusterSize size,
      PrintWriter console)
      throws IOException {
    out.check(asked);
    ForecastRun.Outcome outcome = ForecastRun.of(asked, session, out, progress());
    new TypedTables(out).write("forecast", to -> ForecastTable.write(to, outcome.rows()));
    console.println(Shown.whole(out.root() + "/forecast.csv"));
    outcome.notes().forEach(note -> console.println(Shown.whole(note)));
    if (size != null && outcome.real() > 0) {
      scale(size.askedAbout(outcome.real()), asked, console);
    }
    Optional<RunCost> cost = outcome.cost();
    cost.ifPresent(each -> console.println(each.text()));
    List<String> cells = asked.cells().stream().map(Cell::name).toList();
    console.print(ForecastSummary.text(cells, asked.generations(), outcome.rows()));
    List<Problem> problems =
        cost.map(each -> each.problems(file, Runtime.getRuntime().maxMemory(), out.room()))
            .orElse(List.of());
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return Main.Exit.DONE;
  }
}
