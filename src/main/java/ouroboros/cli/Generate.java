package ouroboros.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.SentenceReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code generate RUN}: writes exactly the sentences that the run drew, one per line. */
@Command(
    name = "generate",
    description =
        "Writes sentences of a generation: exactly those that the run drew, one per line, before"
            + " any safeguard judged them. Tokens are separated by spaces: other jobs read the"
            + " text with --tokenizer whitespace --sentences lines --lower-case false.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Generate implements Callable<Integer> {
  private static final String READ_WITH =
      "tokens are separated by spaces, sentences by line ends; other jobs read this text with"
          + " --tokenizer whitespace --sentences lines --lower-case false";

  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Option(
      names = "--cell",
      paramLabel = "C",
      description = "Name of the cell; may be left out where there is only one.")
  private @Nullable String cell;

  @Option(
      names = "--generation",
      paramLabel = "G",
      required = true,
      description = "Which generation; 0 is the real text R.")
  private int generation;

  @Option(names = "--replicate", paramLabel = "N", description = "Which replicate; 0 by default.")
  private int replicate;

  @Option(
      names = "--from",
      paramLabel = "I",
      description = "Number of the first sentence; 0 by default.")
  private long from;

  @Option(
      names = "--sentences",
      paramLabel = "N",
      required = true,
      description = "How many sentences.")
  private long sentences;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Generate() {}

  @Override
  public Integer call() {
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    within("--generation", generation, 0, run.generations());
    within("--replicate", replicate, 0, run.replicates() - 1L);
    SentenceReplay redraw = SentenceReplay.open(out, cell(run), replicate, generation);
    within("--from", from, 0, redraw.units() - 1);
    within("--sentences", sentences, 1, redraw.units() - from);
    PrintWriter console = spec.commandLine().getOut();
    if (!redraw.isReadAsItIs()) {
      spec.commandLine().getErr().println(READ_WITH);
    }
    redraw.sentences(from, from + sentences, line -> console.print(line + "\n"));
    console.flush();
    return Main.Exit.DONE;
  }

  private String cell(StoredRun run) {
    List<String> cells = run.cells();
    if (cell != null) {
      return cell;
    }
    if (cells.size() == 1) {
      return cells.get(0);
    }
    throw new ParameterException(
        spec.commandLine(), "--cell is missing; the run has " + String.join(", ", cells));
  }

  private void within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + "; this run has " + least + " .. " + most);
    }
  }
}
