package ouroboros.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.config.AlarmChecks;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.reference.KeyReference;
import ouroboros.experiment.yaml.Shown;
import ouroboros.text.CorpusSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate SPEC..}: prints every problem of the files at once. */
@Command(
    name = "validate",
    description = "Prints every problem of experiment files; starts nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    modelTransformer = CatalogueFooter.class)
final class Validate implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "SPEC", description = "Experiment files (YAML).")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--explain",
      paramLabel = "KEY",
      description =
          "Explains a key or a kind in place of a check: corpus.text, policy, policy.window.")
  private @Nullable String query;

  @Option(
      names = "--offline",
      description = "Does not look whether the files of the corpus exist and have the fields.")
  private boolean offline;

  @Mixin private SpecOptions options = new SpecOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Validate() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (query != null) {
      return explain(query, out);
    }
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'SPEC'; or --explain KEY");
    }
    int code = Main.Exit.DONE;
    for (String file : files) {
      try {
        Experiment experiment = SpecFile.read(file, options.overrides());
        CorpusSpec corpus = experiment.corpus();
        List<String> unreadable =
            corpus == null ? List.of() : SourceNames.problems(corpus.source());
        if (unreadable.isEmpty() && corpus != null && !offline) {
          unreadable =
              SourceNames.missing(
                  corpus,
                  SpecFile.usualFieldsGiven(file, options.overrides()),
                  line -> err.println(Shown.whole(file + ": warning: " + line)));
        }
        if (!unreadable.isEmpty()) {
          unreadable.forEach(problem -> err.println(Shown.whole(file + ": " + problem)));
          code = Main.Exit.WRONG_INPUT;
          continue;
        }
        out.printf(
            Locale.ROOT,
            "%s: ok, %d cells x %d replicates x %d generations%n",
            Shown.whole(file),
            experiment.cells().size(),
            experiment.replicates(),
            experiment.generations());
        AlarmChecks.warnings(experiment)
            .forEach(line -> err.println(Shown.whole(file + ": " + line)));
      } catch (SpecException e) {
        e.problems().forEach(problem -> err.println(Shown.whole(problem.toString())));
        code = Main.Exit.WRONG_INPUT;
      }
    }
    return code;
  }

  private static int explain(String query, PrintWriter out) {
    String text = KeyReference.explain(query);
    if (text == null) {
      throw new SpecException(
          List.of(
              new Problem(
                  "--explain",
                  0,
                  "",
                  "nothing is called "
                      + Shown.text(query)
                      + "; nearest: "
                      + String.join(", ", KeyReference.nearest(query)))));
    }
    out.print(text);
    return Main.Exit.DONE;
  }
}
