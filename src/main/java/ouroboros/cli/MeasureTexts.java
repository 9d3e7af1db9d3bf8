package ouroboros.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.yaml.Shown;
import ouroboros.inference.Comparison;
import ouroboros.metric.MetricSelection;
import ouroboros.report.OutSource;
import ouroboros.report.console.ComparisonJson;
import ouroboros.report.page.ComparisonPage;
import ouroboros.report.page.Report;
import ouroboros.report.table.RunTables;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.ExternalRun;
import ouroboros.spark.ExternalSpec;
import ouroboros.spark.MeasureRun;
import ouroboros.spark.Session;
import ouroboros.text.CorpusException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code measure REAL CANDIDATE}: measures what one text has lost of another, whoever wrote them.
 * {@code measure REAL GEN1 GEN2 .. --out DIR}: writes the tables of a run for generations that
 * another program made.
 */
@Command(
    name = "measure",
    description = "Compares a text with another one; prints JSON.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class MeasureTexts implements Callable<Integer> {
  private static final String PAGE = "report.html";

  @Mixin private ComparedTexts compared = new ComparedTexts();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CANDIDATE",
      description =
          "Text to compare with R. Several texts are the generations S_1, S_2, .. of one lineage"
              + " that another program made.")
  private List<String> candidates = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the page, and for the tables of a lineage.")
  private @Nullable String folder;

  @Option(
      names = "--policy",
      paramLabel = "KIND",
      description = "Policy that the lineage followed; the tables then contain its laws.")
  private @Nullable String policy;

  @Option(
      names = "--metric-order",
      paramLabel = "N",
      description = "n-grams up to this n are measured, 1 .. 6; 3 by default.")
  private int order = 3;

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description = "default, all, or names as in the tables; default by default.")
  private @Nullable List<String> metrics;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  MeasureTexts() {}

  @Override
  public Integer call() throws Exception {
    check();
    if (folder != null) {
      refuse(ExperimentRun.folder(folder));
    }
    ExternalSpec asked =
        new ExternalSpec(
            compared.real(),
            candidates,
            compared.stated(),
            names(),
            order,
            compared.seed(),
            policy);
    try (Session session = Session.open("ouroboros measure")) {
      if (candidates.size() == 1) {
        compare(session, asked);
      } else {
        lineage(session, asked);
      }
    }
    return Main.Exit.DONE;
  }

  /** Refuses a folder to which the page cannot go, before anything is measured. */
  private void refuse(OutFolder out) throws IOException {
    out.refuseFile();
    if (candidates.size() == 1 && out.read("experiment.json").isPresent()) {
      throw new SpecException(
          List.of(new Problem("--out", 0, "", out.root() + " holds a run; choose another folder")));
    }
  }

  private void compare(Session session, ExternalSpec asked) throws IOException {
    MeasureRun.Outcome outcome = MeasureRun.compare(session, asked);
    Comparison found = outcome.comparison();
    spec.commandLine().getOut().println(ComparisonJson.of(found, outcome.notices()));
    if (folder != null) {
      ExperimentRun.folder(folder)
          .replace(
              PAGE,
              ComparisonPage.of(compared.real(), candidates.get(0), found, outcome.notices()));
    }
  }

  private void lineage(Session session, ExternalSpec asked) throws IOException {
    OutFolder.Claim claim =
        ExperimentRun.folder(Objects.requireNonNull(folder)).claim(asked.experiment());
    Experiment experiment = claim.experiment();
    OutFolder out = claim.out();
    RunFacts facts = facts(session, asked, claim);
    TextLaws laws =
        policy == null ? TextLaws.none() : TextLaws.of(experiment, facts.parts(), facts.census());
    RunTables.write(experiment, out, facts, laws);
    out.replace(PAGE, Report.page(List.of(new OutSource(out))));
    spec.commandLine().getOut().println(Shown.whole(out.root() + "/" + PAGE));
  }

  /**
   * Measures the texts. Where the input turns out to be wrong, the folder is restored as it was.
   */
  private static RunFacts facts(Session session, ExternalSpec asked, OutFolder.Claim claim) {
    try {
      return ExternalRun.run(session, asked, claim.experiment(), claim.out(), System.err);
    } catch (CorpusException e) {
      claim.undo();
      throw e;
    }
  }

  private List<String> names() {
    return metrics == null ? List.of("default") : metrics;
  }

  /** Reports everything that is wrong with the options. */
  private void check() {
    List<Problem> problems = new ArrayList<>();
    if (order < 1 || order > 6) {
      problems.add(new Problem("--metric-order", 0, "", "is " + order + "; it must lie in 1 .. 6"));
    }
    if (candidates.size() > 1 && folder == null) {
      problems.add(
          new Problem(
              "--out", 0, "", "is missing; the tables of several generations need a folder"));
    }
    if (order >= 1 && order <= 6) {
      MetricSelection.problems(names(), order)
          .forEach(problem -> problems.add(new Problem("--metrics", 0, "", problem)));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }
}
