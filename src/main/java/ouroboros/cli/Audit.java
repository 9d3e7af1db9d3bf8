package ouroboros.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit RUN}: prints the provenance of every training set, and checks that it adds up. */
@Command(
    name = "audit",
    description =
        "Prints and checks the provenance ledger of a run; exit code 1 if it does not add up.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Audit implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Audit() {}

  @Override
  public Integer call() {
    StoredRun run = StoredRun.open(ExperimentRun.folder(folder));
    PrintWriter console = spec.commandLine().getOut();
    LedgerCheck.Findings findings = LedgerCheck.of(run, line -> console.print(line + "\n"));
    findings.problems().forEach(problem -> console.println(Shown.whole(problem)));
    console.printf(
        Locale.ROOT,
        "%s: %d training sets: %s%n",
        Shown.whole(folder),
        findings.trainingSets(),
        findings.problems().isEmpty()
            ? "every ledger adds up"
            : findings.problems().size() + " problems");
    return findings.problems().isEmpty() ? Main.Exit.DONE : Main.Exit.FAILED;
  }
}
