package ouroboros.spark;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.DataChecks;
import ouroboros.experiment.expect.Forecasts;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.store.OutFolder;
import ouroboros.metric.ForecastRow;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.spark.text.RealCensus;
import ouroboros.spark.truth.TruthCost;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/** Predicts the results and the cost of an experiment, before anything is drawn. */
public final class ForecastRun {
  private ForecastRun() {}

  /**
   * A forecast.
   *
   * @param rows of {@code forecast.csv}, sorted
   * @param cost of the run
   */
  public record Outcome(List<ForecastRow> rows, RunCost cost) {}

  /**
   * Evaluates the laws and times a short calibration. A corpus is prepared in the folder, where a
   * later run finds it.
   *
   * @throws SpecException if the corpus is too small or otherwise unfit for the experiment
   */
  public static Outcome of(
      Experiment experiment, Session session, OutFolder out, PrintStream console) {
    int cores = session.spark().sparkContext().defaultParallelism();
    if (experiment.corpus() == null) {
      return new Outcome(Forecasts.ofTruth(experiment), TruthCost.of(experiment, cores));
    }
    console.println("preparing the corpus");
    String folder = out.root() + "/corpus";
    Preparation.prepare(
        session.spark(), Objects.requireNonNull(experiment.corpus()), experiment.seed(), folder);
    CorpusReader reader = CorpusReader.open(folder);
    PreparedCorpus corpus = reader.corpus();
    UnitSizes sizes = UnitSizes.of(corpus);
    List<Problem> problems = DataChecks.check(experiment, sizes);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    if (Objects.requireNonNull(experiment.corpus()).resample()) {
      long bytes = corpus.part(Part.REAL).files().stream().mapToLong(file -> file.size()).sum();
      console.printf(
          Locale.ROOT,
          "corpus.resample: no law is known; R (%,d bytes) is written and counted once more for"
              + " each of %d replicates%n",
          bytes,
          experiment.replicates());
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    TextLaws laws = TextLaws.of(experiment, sizes, RealCensus.of(experiment, sizes, spark, reader));
    return new Outcome(Forecasts.of(experiment, laws), TextCost.of(experiment, reader, cores));
  }
}
