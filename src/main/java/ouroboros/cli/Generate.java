package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.SentenceReplay;
import ouroboros.text.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code generate RUN}: writes exactly the sentences that the run drew, and who wrote them. */
@Command(
    name = "generate",
    description =
        "Writes sentences of a generation: exactly those that the run drew, one per line, before"
            + " any safeguard judged them. Tokens are separated by spaces: other jobs read the"
            + " text with --tokenizer whitespace --sentences lines --lower-case false.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Generate implements Callable<Integer> {
  private static final String TEXT = "text";
  private static final String JSON_LINES = "jsonl";

  private static final String READ_WITH =
      "tokens are separated by spaces, sentences by line ends; other jobs read this text with"
          + " --tokenizer whitespace --sentences lines --lower-case false";

  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Mixin private LineageOptions lineage = new LineageOptions();

  @Option(
      names = "--generation",
      paramLabel = "G",
      required = true,
      description = "Which generation; 0 is the real text R.")
  private int generation;

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

  @Option(
      names = "--format",
      paramLabel = "KIND",
      description = {
        "text (default): a sentence per line. jsonl: a JSON object per line, with the sentence in"
            + " `text` and who wrote it in `origin` and `digitalSourceType`.",
        "A corpus can be read from it: --text text --id id --stratum origin."
      })
  private String format = TEXT;

  @Option(
      names = "--label",
      paramLabel = "FILE",
      description =
          "JSON file to write that says who wrote the text: its SHA-256, `origin`,"
              + " `digitalSourceType`.")
  private @Nullable String label;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Generate() {}

  @Override
  public Integer call() throws IOException {
    if (!List.of(TEXT, JSON_LINES).contains(format)) {
      throw new ParameterException(
          spec.commandLine(), "--format is " + Shown.text(format) + "; it can be text or jsonl");
    }
    Path labelled = label == null ? null : WrittenFile.of("--label", label);
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    LineageOptions.within(spec, "--generation", generation, 0, run.generations());
    int replicate = lineage.replicate(run, spec);
    String cellName = lineage.cell(run, spec);
    SentenceReplay redraw = SentenceReplay.open(out, cellName, replicate, generation);
    LineageOptions.within(spec, "--from", from, 0, redraw.units() - 1);
    LineageOptions.within(spec, "--sentences", sentences, 1, redraw.units() - from);
    PrintWriter console = spec.commandLine().getOut();
    if (!redraw.isReadAsItIs()) {
      spec.commandLine().getErr().println(READ_WITH);
    }
    OriginLabel about = new OriginLabel(cellName, replicate, generation);
    MessageDigest digest = Sha256.digest();
    long[] unit = {from};
    redraw.sentences(
        from,
        from + sentences,
        sentence -> {
          boolean isText = format.equals(TEXT);
          String line = (isText ? sentence : about.line(unit[0]++, sentence)) + "\n";
          digest.update(line.getBytes(StandardCharsets.UTF_8));
          console.print(line);
        });
    console.flush();
    if (labelled != null) {
      WrittenFile.write(labelled, about.label(from, sentences, Sha256.hex(digest)) + "\n");
    }
    return Main.Exit.DONE;
  }
}
