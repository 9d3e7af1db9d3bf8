package ouroboros.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import ouroboros.spark.ScoreRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code score MODEL.arpa INPUT..}: prints the log10 probability of each sentence, and the
 * perplexity of all of them.
 */
@Command(
    name = "score",
    description =
        "Prints log10 probability TAB out-of-vocabulary tokens, one line per sentence, then a JSON"
            + " line.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Score implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL.arpa", description = "ARPA file; .gz is unpacked.")
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Text, JSON lines, CSV or Parquet, plain or packed; - is standard input.")
  private List<String> inputs = new ArrayList<>();

  @Mixin private TextOptions text = new TextOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Score() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        new ObjectMapper()
            .writeValueAsString(
                ScoreRun.score(
                    model,
                    inputs,
                    text.stated(),
                    (total, outside) -> {
                      out.print(total);
                      out.print('\t');
                      out.print(outside);
                      out.print('\n');
                    })));
    return Main.Exit.DONE;
  }
}
