package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.review.ReviewsOfRun;
import ouroboros.experiment.review.ToolExport;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code review RUN}: lists, exports and imports the decisions that a run waits for. */
@Command(
    name = "review",
    description = {
      "Lists the units of a run that wait for decisions of people.",
      "The files are read by doccano and Prodigy as they are; --export writes them for other tools."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Reviews implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Option(
      names = "--export",
      arity = "2",
      paramLabel = "ARG",
      description = "label-studio FILE or argilla FILE: writes what waits in the format of a tool.")
  private String[] export = {};

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description =
          "Takes decisions from an export of Label Studio, Argilla, doccano or Prodigy; the format"
              + " is found by content.")
  private @Nullable String file;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Reviews() {}

  @Override
  public Integer call() throws IOException {
    if (export.length > 0 && file != null) {
      throw new ParameterException(
          spec.commandLine(), "--export and --import cannot be given together");
    }
    ToolExport tool = export.length == 0 ? null : tool(export[0]);
    OutFolder out = ExperimentRun.folder(folder);
    ReviewsOfRun reviews = ReviewsOfRun.of(out);
    PrintWriter console = spec.commandLine().getOut();
    if (tool != null) {
      WrittenFile.write(WrittenFile.of("--export", export[1]), reviews.export(tool));
      spec.commandLine().getErr().println(tool.hint());
    }
    if (file != null) {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        throw new SpecException(List.of(new Problem(file, 0, "", "there is no such file")));
      }
      String content = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      String stem = path.toFile().getName().replaceFirst("\\.[^.]*$", "");
      long taken = reviews.take(file, content, stem.equals(ALL) ? "" : stem);
      console.printf(Locale.ROOT, "%s: %,d new answers%n", Shown.whole(file), taken);
    }
    return list(reviews, console);
  }

  private ToolExport tool(String name) {
    Optional<ToolExport> tool =
        Arrays.stream(ToolExport.values()).filter(t -> t.toString().equals(name)).findFirst();
    return tool.orElseThrow(
        () ->
            new ParameterException(
                spec.commandLine(),
                "--export "
                    + name
                    + ": unknown; it must be one of "
                    + Arrays.stream(ToolExport.values())
                        .map(ToolExport::toString)
                        .collect(Collectors.joining(", "))
                    + ". doccano and Prodigy read the files of the run as they are"));
  }

  private int list(ReviewsOfRun reviews, PrintWriter console) {
    List<ReviewsOfRun.Waiting> waiting = reviews.waiting();
    boolean wrong = false;
    long units = 0;
    for (ReviewsOfRun.Waiting each : waiting) {
      long open = each.units();
      units += open;
      console.println(
          Shown.whole(
              String.format(
                  Locale.ROOT,
                  "%s: %sreplicate %d generation %d: %,d units, %,d wait",
                  each.path(),
                  each.cell().isEmpty() ? "" : each.cell() + " ",
                  each.file().place().replicate(),
                  each.file().place().generation(),
                  each.file().units().size(),
                  open)));
      each.problems()
          .forEach(problem -> spec.commandLine().getErr().println(Shown.whole(problem.toString())));
      wrong |= !each.problems().isEmpty();
    }
    console.println(
        Shown.whole(folder)
            + ": "
            + (waiting.isEmpty()
                ? "nothing waits"
                : String.format(
                    Locale.ROOT,
                    "%,d units wait for decisions%s",
                    units,
                    units == 0 ? "; the run goes on with its own command" : "")));
    return wrong ? Main.Exit.WRONG_INPUT : Main.Exit.DONE;
  }
}
