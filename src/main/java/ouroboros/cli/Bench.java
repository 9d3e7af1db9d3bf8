package ouroboros.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Names;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.CycleBench;
import ouroboros.spark.EstimationInput;
import ouroboros.spark.EstimationRun;
import ouroboros.spark.GateBench;
import ouroboros.spark.MixtureBench;
import ouroboros.spark.PreparationBench;
import ouroboros.spark.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench STAGE}: prints how long a stage takes, as a JSON line. The start of the session is
 * not counted.
 */
@Command(
    name = "bench",
    description = "Measures how long a stage takes; prints a JSON line.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Bench implements Callable<Integer> {
  private static final long TRILLION = 1_000_000_000_000L;

  @Parameters(paramLabel = "STAGE", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Stage stage = Stage.ESTIMATE;

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "One sentence per line, tokens separated by spaces. Stage mixture needs none.")
  private @Nullable String corpus;

  @Option(names = "--order", paramLabel = "N", description = "Order of the model, 1 .. 6.")
  private int order = 3;

  @Option(names = "--smoothing", paramLabel = "KIND", description = "How counts are smoothed.")
  private String smoothing = "modified-kneser-ney";

  @Option(names = "--rows", paramLabel = "N", description = "Rows of stage mixture.")
  private long rows = 200_000;

  @Option(
      names = "--generations",
      paramLabel = "N",
      description = "Generations that are drawn, in cycle, evaluate and gates.")
  private int generations = 5;

  @Option(
      names = "--sentences",
      paramLabel = "N",
      description =
          "Sentences to draw, in cycle and population per generation; by default as many as the"
              + " corpus has, in population 10^12.")
  private @Nullable Long sentences;

  @Option(
      names = "--metrics",
      paramLabel = "WHICH",
      description =
          "Metrics of stages cycle and measure, without those of models: ${COMPLETION-CANDIDATES}.")
  private CycleBench.Asked metrics = CycleBench.Asked.DEFAULT;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Another value of a key of the experiment, in stages of whole generations; repeatable."
              + " Such as sampling.model=sharded.")
  private List<String> settings = List.of();

  @Option(
      names = "--safeguard",
      paramLabel = "KIND",
      description =
          "Safeguard of stage gates: a kind with usual settings, or '{kind: thin, share: 0.5}', or"
              + " a list of such.")
  private String safeguard = "thin";

  @Option(
      names = "--warm-up",
      paramLabel = "MB",
      description =
          "How much of the corpus first goes through the stage without timing, so that the JVM"
              + " has compiled the code; 0 for a cold JVM. ${DEFAULT-VALUE} by default.")
  private int warmUp = 16;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How often, in one process; one line each time.")
  private int times = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Bench() {}

  /** The stages that can be measured. */
  enum Stage {
    /** From plain text to a model ready to draw from. */
    ESTIMATE {
      @Override
      Map<String, Object> run(Bench bench, Session session) {
        Smoothing kind = SmoothingOption.of(bench.smoothing, 1);
        return EstimationRun.bench(
            session, EstimationInput.lines(bench.corpus()), bench.order, kind);
      }
    },

    /** Rounds of expectation maximisation over rows of numbers. */
    MIXTURE {
      @Override
      Map<String, Object> run(Bench bench, Session session) {
        return MixtureBench.run(session, bench.rows);
      }
    },
    /** Whole generations: drawing, counting, count metrics, sealing, refitting. */
    CYCLE,
    /** Only drawing, from a model that was fitted before. */
    DRAW {
      @Override
      Map<String, Object> run(Bench bench, Session session) {
        Smoothing kind = SmoothingOption.of(bench.smoothing, 1);
        EstimationInput input = EstimationInput.lines(bench.corpus());
        return EstimationRun.draw(session, input, bench.order, kind, bench.sentences);
      }
    },
    /** Whole generations; also reports how many seconds the tasks spent on measuring. */
    MEASURE,
    /** Whole generations with the evaluation model. */
    EVALUATE,
    /** Whole generations without a safeguard, then with one. */
    GATES {
      @Override
      Map<String, Object> run(Bench bench, Session session) throws IOException {
        return GateBench.run(
            session,
            bench.corpus(),
            bench.order,
            bench.smoothing,
            bench.generations,
            bench.safeguard,
            bench.settings(),
            System.err);
      }
    },
    /** From files of any format to sentences of token numbers. */
    PREPARE {
      @Override
      Map<String, Object> run(Bench bench, Session session) throws IOException {
        return PreparationBench.run(session, bench.corpus());
      }
    },
    /** Whole generations of a trillion sentences, drawn as counts. */
    POPULATION {
      @Override
      Map<String, Object> run(Bench bench, Session session) throws IOException {
        long size = bench.sentences == null ? TRILLION : bench.sentences;
        return CycleBench.run(
            session,
            toString(),
            bench.corpus(),
            bench.order,
            "none",
            bench.generations,
            bench.metrics,
            List.of("size=" + size, "sampling.backend=population"),
            System.err);
      }
    };

    /** Runs the stage. Without an own definition, a stage runs whole generations. */
    Map<String, Object> run(Bench bench, Session session) throws IOException {
      return CycleBench.run(
          session,
          toString(),
          bench.corpus(),
          bench.order,
          bench.smoothing,
          bench.generations,
          bench.metrics,
          bench.settings(),
          System.err);
    }

    @Override
    public String toString() {
      return Names.of(this);
    }
  }

  /** Runs the stage on the start of the corpus and discards the times. */
  private void warmUp(Session session) throws IOException {
    // The start of a packed file is no file of its format.
    if (corpus == null
        || warmUp <= 0
        || stage == Stage.PREPARE
        || !Files.isRegularFile(Path.of(corpus))) {
      return;
    }
    String whole = corpus;
    Path start = OwnFiles.temporaryFile("ouroboros-bench", ".txt");
    try (BufferedReader in = Files.newBufferedReader(Path.of(whole), StandardCharsets.ISO_8859_1);
        Writer out = Files.newBufferedWriter(start, StandardCharsets.ISO_8859_1)) {
      long left = (long) warmUp << 20;
      for (String line = in.readLine(); line != null && left > 0; line = in.readLine()) {
        out.append(line).append('\n');
        left -= line.length() + 1L;
      }
      out.flush();
      corpus = start.toString();
      stage.run(this, session);
    } finally {
      corpus = whole;
      OwnFiles.remove(start);
    }
  }

  private List<String> settings() {
    List<String> all = new ArrayList<>(settings);
    if (sentences != null) {
      all.add("size=" + sentences);
    }
    return all;
  }

  private String corpus() {
    if (corpus == null) {
      throw new ParameterException(
          spec.commandLine(), "stage " + stage + " needs --corpus FILE: one sentence per line");
    }
    return corpus;
  }

  @Override
  public Integer call() throws Exception {
    ObjectMapper json = new ObjectMapper();
    SmoothingOption.checkOrder(order);
    try (Session session = Session.open("ouroboros bench " + stage)) {
      warmUp(session);
      for (int i = 0; i < times; i++) {
        spec.commandLine().getOut().println(json.writeValueAsString(stage.run(this, session)));
      }
    }
    return Main.Exit.DONE;
  }
}
