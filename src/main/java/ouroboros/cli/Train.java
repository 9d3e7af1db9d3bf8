package ouroboros.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.EstimationInput;
import ouroboros.spark.EstimationRun;
import ouroboros.spark.Session;
import ouroboros.text.CorpusException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code train INPUT..}: estimates one n-gram model from text or from a prepared corpus. */
@Command(
    name = "train",
    description = "Estimates an n-gram model; prints a JSON line about it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Train implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Text, JSON lines, CSV or Parquet, plain or packed, or a prepared corpus (its R).")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--order",
      required = true,
      paramLabel = "N",
      description = "Order of the model, 1 .. 6.")
  private int order;

  @Option(
      names = "--smoothing",
      required = true,
      paramLabel = "KIND",
      description = "How counts become probabilities, for example modified-kneser-ney.")
  private String smoothing = "";

  @Option(names = "--k", paramLabel = "K", description = "Count that additive adds; 1 by default.")
  private double k = 1;

  @Option(
      names = "--prune",
      paramLabel = "T,..",
      description = "Leaves out n-grams that occur at most T times, one T per order, as in 0,0,1.")
  private @Nullable String prune;

  @Option(
      names = "--guard",
      paramLabel = "INPUT",
      description = "Text to which jelinek-mercer fits its weights.")
  private @Nullable String guard;

  @Option(names = "--arpa", paramLabel = "FILE", description = "ARPA file to write; .gz packs it.")
  private @Nullable String arpa;

  @Mixin private TextOptions text = new TextOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Train() {}

  @Override
  public Integer call() throws Exception {
    Smoothing kind = SmoothingOption.of(smoothing, k);
    EstimationRun.Request request =
        new EstimationRun.Request(
            input(inputs),
            SmoothingOption.checkOrder(order),
            kind,
            pruning(),
            arpa,
            guard == null ? null : input(List.of(guard)));
    Map<String, Object> line = EstimationRun.train(() -> Session.open("ouroboros train"), request);
    spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(line));
    return Main.Exit.DONE;
  }

  private EstimationInput input(List<String> from) {
    return new EstimationInput(
        from, text.tokenizer(), text.sentences(), text.letters(), text.stated().field());
  }

  private Pruning pruning() {
    try {
      return prune == null ? Pruning.NONE : Pruning.of(prune);
    } catch (IllegalArgumentException e) {
      throw new CorpusException("--" + e.getMessage());
    }
  }
}
