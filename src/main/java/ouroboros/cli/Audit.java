package ouroboros.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.audit.Requirement;
import ouroboros.experiment.audit.TrainingSet;
import ouroboros.experiment.store.LedgerCheck;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.PreparationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code audit RUN}: prints the provenance of every training set back to the files that people
 * wrote, checks that it adds up, and checks rules.
 */
@Command(
    name = "audit",
    description = {
      "Prints and checks the provenance ledger of a run.",
      "Exit code 1 if it does not add up, or if a training set breaks a rule."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Audit implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Option(
      names = "--require",
      paramLabel = "RULES",
      description = {
        "Rules for every training set, separated by semicolons:",
        "\"contamination<=0.3; reviewed=all; depth<=2\".",
        "contamination: share of its units that a model wrote. reviewed: share of those that were"
            + " reviewed. depth: models between people and its text."
      })
  private @Nullable String rules;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Audit() {}

  @Override
  public Integer call() {
    List<Requirement> required = rules == null ? List.of() : Requirement.parse(rules);
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    PrintWriter console = spec.commandLine().getOut();
    LedgerCheck.Findings findings = LedgerCheck.of(run, line -> console.print(line + "\n"));
    if (!run.sources().isEmpty()) {
      PreparationRun.inputs(PreparationRun.corpusOf(out, run.sources()))
          .forEach(file -> console.println("people wrote " + Shown.whole(file)));
    }
    if (rules != null && findings.trainingSets() == 0) {
      throw new SpecException(
          List.of(
              new Problem(
                  "--require",
                  0,
                  "",
                  Shown.whole(folder)
                      + " has no sealed training set with a ledger (known truths have none), so no"
                      + " rule can be checked")));
    }
    List<String> problems = new ArrayList<>(findings.problems());
    for (String cell : run.cells()) {
      deepest(run, cell).ifPresent(set -> console.println(Shown.whole(chain(set))));
      problems.addAll(broken(run, cell, required));
    }
    problems.forEach(problem -> console.println(Shown.whole(problem)));
    console.printf(
        Locale.ROOT,
        "%s: %d training sets: %s%s%n",
        Shown.whole(folder),
        findings.trainingSets(),
        problems.isEmpty() ? "every ledger adds up" : problems.size() + " problems",
        problems.isEmpty() && rules != null ? "; every rule is kept" : "");
    return problems.isEmpty() ? Main.Exit.DONE : Main.Exit.FAILED;
  }

  /** The first training set of a cell with the most models between people and its text. */
  private static Optional<TrainingSet> deepest(StoredRun run, String cell) {
    return IntStream.range(0, run.replicates())
        .mapToObj(replicate -> TrainingSet.of(run, cell, replicate))
        .flatMap(List::stream)
        .reduce((most, next) -> next.depth() > most.depth() ? next : most);
  }

  private static String chain(TrainingSet set) {
    return set.cell()
        + ": the deepest chain has "
        + set.depth()
        + (set.depth() == 1 ? " model" : " models")
        + " between people and T_"
        + set.generation()
        + " (replicate "
        + set.replicate()
        + ")";
  }

  /** The first generation of each lineage that breaks a rule, a line for each rule. */
  private static List<String> broken(StoredRun run, String cell, List<Requirement> required) {
    List<String> broken = new ArrayList<>();
    for (int replicate = 0; !required.isEmpty() && replicate < run.replicates(); replicate++) {
      List<TrainingSet> sets = TrainingSet.of(run, cell, replicate);
      for (Requirement rule : required) {
        sets.stream()
            .filter(set -> !rule.holds(set))
            .findFirst()
            .ifPresent(set -> broken.add(rule.broken(set)));
      }
    }
    return broken;
  }
}
