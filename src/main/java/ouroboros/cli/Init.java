package ouroboros.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.InputSurvey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init INPUT..}: looks at files and writes an experiment file that runs on them. */
@Command(
    name = "init",
    description = {
      "Looks at a few megabytes of your files and prints an experiment file that runs on them,"
          + " with what was guessed and why.",
      "jobs/init reviews.csv > reviews.yaml; jobs/run reviews.yaml --out /tmp/reviews"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Init implements Callable<Integer> {
  private static final int LONGEST = 40;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Files, folders or globs: text, JSON lines, CSV, Parquet; .gz, .bz2, .zst are unpacked.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the experiment; made from the name of the first input by default.")
  private @Nullable String name;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Init() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    InputSurvey.Survey found = InputSurvey.of(inputs);
    String own = name == null ? name(inputs.get(0)) : name;
    InitFile file = new InitFile(found, own, Runtime.getRuntime().availableProcessors());
    String text = file.text();
    var unused = SpecFile.parse("init", text, List.of());
    spec.commandLine().getOut().print(text);
    err.printf(
        Locale.ROOT,
        "%s: %d %s of %s%n",
        Shown.whole(inputs.get(0) + (inputs.size() > 1 ? " .." : "")),
        found.sizes().files(),
        found.sizes().files() == 1 ? "file" : "files",
        found.format());
    found
        .fields()
        .chosen()
        .forEach(
            each -> err.println(Shown.whole(each.key() + ": " + each.name() + ", " + each.why())));
    if (!found.layout().why().isEmpty()) {
      err.println(Shown.whole(found.layout().why()));
    }
    err.println("language: " + found.language());
    err.println(file.estimate());
    file.warnings().forEach(each -> err.println(Shown.whole("warning: " + each)));
    err.println(
        "next: save the file that was printed (jobs/init .. > "
            + own
            + ".yaml); then jobs/run "
            + own
            + ".yaml --out FOLDER");
    return Main.Exit.DONE;
  }

  /** A name for the experiment: the last part of the path, without endings. */
  private static String name(String input) {
    String last = input.replaceAll("[/\\\\]+$", "");
    last = last.substring(last.lastIndexOf('/') + 1);
    last = last.substring(last.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
    String plain =
        last.replaceAll("(\\.(gz|bz2|zst|csv|tsv|jsonl?|ndjson|parquet|txt))+$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    plain = plain.substring(0, Math.min(LONGEST, plain.length()));
    return plain.isEmpty() ? "my-corpus" : plain;
  }
}
