package ouroboros.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.yaml.Shown;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.PreparationRun;
import ouroboros.spark.Session;
import ouroboros.text.prepared.PreparedCorpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prepare INPUT.. --out DIR}: tokenizes, splits and encodes a corpus once. */
@Command(
    name = "prepare",
    description =
        "Tokenizes, splits and encodes a corpus once; the same input again changes nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Prepare implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "Files, folders or globs: text, JSON lines, CSV, Parquet; .gz, .bz2, .zst.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write.")
  private String folder = "";

  @Option(
      names = "--tokenizer",
      paramLabel = "KIND",
      description = "words (default), whitespace or characters.")
  private @Nullable String tokenizer;

  @Option(names = "--sentences", paramLabel = "KIND", description = "split (default) or lines.")
  private @Nullable String sentences;

  @Option(names = "--lower-case", paramLabel = "true|false", description = "true by default.")
  private @Nullable String lowerCase;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the split; 42 by default.")
  private String seed = "42";

  @Mixin private SpecOptions options = new SpecOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Prepare() {}

  @Override
  public Integer call() throws Exception {
    Experiment experiment = SpecFile.parse("prepare", keys(), overrides());
    OutFolder out = ExperimentRun.folder(folder);
    try (Session session = Session.open("ouroboros prepare")) {
      PreparedCorpus corpus =
          PreparationRun.prepare(
              session, Objects.requireNonNull(experiment.corpus()), experiment.seed(), out.root());
      PrintWriter console = spec.commandLine().getOut();
      for (PreparedCorpus.PartEntry part : corpus.parts()) {
        console.printf(
            Locale.ROOT,
            "%s: %,d documents, %,d paragraphs, %,d sentences, %,d tokens%n",
            part.part().label(),
            part.documents(),
            part.paragraphs(),
            part.sentences(),
            part.tokens());
      }
      corpus
          .notices()
          .forEach(n -> console.printf(Locale.ROOT, "%s: %,d%n", n.notice().label(), n.count()));
      console.println(Shown.whole(out.root()));
    }
    return Main.Exit.DONE;
  }

  /**
   * The options as keys of an experiment that would read this corpus, so that the same checks
   * apply.
   */
  private String keys() {
    ObjectNode keys = JsonMapper.builder().build().createObjectNode();
    keys.put("name", "prepare").put("generations", 1);
    keys.putObject("family").put("kind", "ngram").put("order", 1);
    keys.putObject("policy").put("kind", "replace");
    ObjectNode corpus = keys.putObject("corpus");
    inputs.forEach(corpus.putArray("source")::add);
    return SpecFile.written(keys);
  }

  private List<String> overrides() {
    List<String> overrides = new ArrayList<>(List.of("seed=" + seed));
    add(overrides, "corpus.tokenizer", tokenizer);
    add(overrides, "corpus.sentences", sentences);
    add(overrides, "corpus.lower-case", lowerCase);
    overrides.addAll(options.overrides());
    return overrides;
  }

  private static void add(List<String> overrides, String key, @Nullable String value) {
    if (value != null) {
      overrides.add(key + "=" + value);
    }
  }
}
