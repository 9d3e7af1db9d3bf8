package ouroboros.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.SealedFiles;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.PreparationRun;
import ouroboros.text.CorpusException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code verify RUN}: compares every sealed file with its manifest. Exit code 1 if anything is
 * damaged.
 */
@Command(
    name = "verify",
    description =
        "Compares every sealed file of a run with its manifest; exit code 1 if any is damaged.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Verify implements Callable<Integer> {
  private static final int MOST_SHOWN = 10;

  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Verify() {}

  @Override
  public Integer call() {
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    SealedFiles.Findings findings = SealedFiles.check(out);
    List<String> damage = new ArrayList<>();
    if (!run.sources().isEmpty()) {
      damage.addAll(corpus(PreparationRun.corpusOf(out, run.sources())));
    }
    damage.addAll(findings.damage());
    PrintWriter console = spec.commandLine().getOut();
    damage.forEach(line -> console.println(Shown.whole(line)));
    List<String> nameless = findings.nameless();
    if (!nameless.isEmpty()) {
      console.println(
          nameless.size()
              + " manifests of version 0.1.0 do not say whose they are; that was not checked: "
              + String.join(", ", nameless.subList(0, Math.min(MOST_SHOWN, nameless.size())))
              + (nameless.size() > MOST_SHOWN ? ", .." : ""));
    }
    console.printf(
        Locale.ROOT,
        "%s: %d manifests, %d files, %d of them given up by keep: %s%n",
        Shown.whole(folder),
        findings.manifests(),
        findings.files(),
        findings.released(),
        damage.isEmpty() ? "all as sealed" : damage.size() + " damaged or missing");
    return damage.isEmpty() ? Main.Exit.DONE : Main.Exit.FAILED;
  }

  private static List<String> corpus(String path) {
    try {
      return PreparationRun.damage(path);
    } catch (CorpusException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
