package ouroboros.library;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import ouroboros.experiment.Cell;
import ouroboros.experiment.config.SpecFile;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Session;

/**
 * An experiment that a program runs. Immutable.
 *
 * <pre>{@code
 * RunResult result = Experiment.read("conf/runs/pilot.yaml", "generations=3").run(spark, "out/pilot");
 * result.table("verdicts").show();
 * }</pre>
 */
public final class Experiment {
  private final ouroboros.experiment.Experiment experiment;

  private Experiment(ouroboros.experiment.Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * Reads an experiment file.
   *
   * @param file a local path
   * @param settings {@code key=value} each, as after {@code --set}
   * @throws ouroboros.experiment.SpecException with all problems, if there are any
   */
  public static Experiment read(String file, String... settings) {
    return new Experiment(SpecFile.read(file, List.of(settings)));
  }

  /**
   * Reads the text of an experiment file.
   *
   * @param settings {@code key=value} each, as after {@code --set}
   * @throws ouroboros.experiment.SpecException with all problems, if there are any
   */
  public static Experiment parse(String yaml, String... settings) {
    return new Experiment(SpecFile.parse("experiment", yaml, List.of(settings)));
  }

  /** The name of the experiment. */
  public String name() {
    return experiment.name();
  }

  /** The number of generations. */
  public int generations() {
    return experiment.generations();
  }

  /** The names of the cells, in their order. */
  public List<String> cells() {
    return experiment.cells().stream().map(Cell::name).toList();
  }

  /**
   * Runs the experiment and writes its tables and its report, as {@code jobs/run} does. Called
   * again with the same folder, it resumes. It shows no progress; Spark's log has the steps.
   *
   * @param folder a path of any file system that Hadoop knows
   * @throws IllegalStateException if the session lacks a setting of {@link Session#settings()}
   * @throws ouroboros.experiment.SpecException if the folder holds another experiment
   * @throws ouroboros.text.CorpusException if the corpus is wrong
   */
  public RunResult run(SparkSession spark, String folder) throws IOException {
    CompleteRun.check(experiment);
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (Session session = Session.of(spark)) {
      CompleteRun.Outcome outcome =
          CompleteRun.of(experiment, session, ExperimentRun.folder(folder), quiet, false);
      return new RunResult(spark, folder, outcome);
    }
  }
}
