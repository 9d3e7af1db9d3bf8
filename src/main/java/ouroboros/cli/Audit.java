package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
import ouroboros.report.provenance.ExportFormat;
import ouroboros.report.provenance.RunProvenance;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.PreparationRun;
import ouroboros.text.Notice;
import ouroboros.text.prepared.PreparedCorpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  /** What C2PA marks say about text that was taken to be by people. */
  private static final Set<Notice> CREDENTIALS =
      EnumSet.of(
          Notice.CONTENT_CREDENTIALS, Notice.CREDENTIALS_OF_MODELS, Notice.BROKEN_CREDENTIALS);

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

  @Option(
      names = "--export",
      arity = "2",
      paramLabel = "FORMAT FILE",
      description = {
        "Writes the provenance for other programs: FORMAT is openlineage (2-0-2, JSON lines),"
            + " croissant (1.1), spdx (3.0.1) or d-and-ta (Data Provenance Standards 1.0.0).",
        "May be given several times."
      })
  private List<String> exports = new ArrayList<>();

  @Mixin private DescendantsOption descendants = new DescendantsOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Audit() {}

  @Override
  public Integer call() throws IOException {
    descendants.check(spec);
    List<Requirement> required = rules == null ? List.of() : Requirement.parse(rules);
    List<ExportFormat> formats = formats();
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < exports.size(); i += 2) {
      files.add(WrittenFile.of("--export", exports.get(i)));
    }
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    PrintWriter console = spec.commandLine().getOut();
    LedgerCheck.Findings findings = LedgerCheck.of(run, line -> console.print(line + "\n"));
    if (!run.sources().isEmpty()) {
      String corpus = PreparationRun.corpusOf(out, run.sources());
      PreparationRun.inputs(corpus)
          .forEach(file -> console.println("people wrote " + Shown.whole(file)));
      PreparationRun.corpus(corpus).notices().stream()
          .filter(notice -> CREDENTIALS.contains(notice.notice()))
          .forEach(notice -> console.println(Shown.whole(credentials(notice))));
    }
    if (findings.trainingSets() == 0) {
      refuse(rules != null, "--require", "no rule can be checked");
      refuse(!formats.isEmpty(), "--export", "there is nothing to export");
    }
    descendants.lines(out, run, spec).forEach(console::println);
    List<String> problems = new ArrayList<>(findings.problems());
    for (String cell : run.cells()) {
      deepest(run, cell).ifPresent(set -> console.println(Shown.whole(chain(set))));
      problems.addAll(broken(run, cell, required));
    }
    export(formats, files, out, run);
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

  private void refuse(boolean isAsked, String option, String consequence) {
    if (isAsked) {
      throw new SpecException(
          List.of(
              new Problem(
                  option,
                  0,
                  "",
                  Shown.whole(folder)
                      + " has no sealed training set with a ledger (known truths have none), so "
                      + consequence)));
    }
  }

  /** The formats of --export, in the order in which they were given. */
  private List<ExportFormat> formats() {
    List<ExportFormat> formats = new ArrayList<>();
    for (int i = 0; i < exports.size(); i += 2) {
      String name = exports.get(i);
      formats.add(
          ExportFormat.of(name)
              .orElseThrow(
                  () ->
                      new SpecException(
                          List.of(
                              new Problem(
                                  "--export",
                                  0,
                                  "",
                                  "no format is called "
                                      + Shown.text(name)
                                      + "; formats: "
                                      + String.join(", ", ExportFormat.labels()))))));
    }
    return formats;
  }

  private void export(List<ExportFormat> formats, List<Path> files, OutFolder out, StoredRun run)
      throws IOException {
    if (formats.isEmpty()) {
      return;
    }
    RunProvenance provenance =
        RunProvenance.read(
            out,
            run,
            PreparationRun.corpus(PreparationRun.corpusOf(out, run.sources())),
            Version.number());
    for (int i = 0; i < formats.size(); i++) {
      ExportFormat format = formats.get(i);
      WrittenFile.write(files.get(i), text -> format.write(provenance, text));
    }
  }

  /** The first training set of a cell with the most models between people and its text. */
  private static Optional<TrainingSet> deepest(StoredRun run, String cell) {
    return IntStream.range(0, run.replicates())
        .mapToObj(replicate -> TrainingSet.of(run, cell, replicate))
        .flatMap(List::stream)
        .reduce((most, next) -> next.depth() > most.depth() ? next : most);
  }

  private static String credentials(PreparedCorpus.NoticeEntry found) {
    return String.format(
        Locale.ROOT,
        "of the text, %s: %,d, the first in %s",
        found.notice().label(),
        found.count(),
        found.first());
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
