package ouroboros.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Problem;
import ouroboros.experiment.RunCost;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.config.DataChecks;
import ouroboros.experiment.expect.Forecasts;
import ouroboros.experiment.expect.GateForecast;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.store.OutFolder;
import ouroboros.law.Census;
import ouroboros.metric.ForecastRow;
import ouroboros.spark.cluster.CorpusFiles;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.spark.text.RealCensus;
import ouroboros.spark.truth.TruthCost;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.read.Compression;
import ouroboros.text.read.CountsOfCounts;

/** Predicts the results and the cost of an experiment, before anything is drawn. */
public final class ForecastRun {
  private ForecastRun() {}

  /**
   * A forecast.
   *
   * @param rows of {@code forecast.csv}, sorted
   * @param notes what is not known of reviews, and how many decisions they need
   * @param cost of the run; empty where R is known only by its counts of counts
   * @param real tokens of R; 0 where there is no text
   */
  public record Outcome(
      List<ForecastRow> rows, List<String> notes, Optional<RunCost> cost, long real) {
    public Outcome {
      rows = List.copyOf(rows);
      notes = List.copyOf(notes);
    }
  }

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
      return new Outcome(
          Forecasts.ofTruth(experiment),
          List.of(),
          Optional.of(TruthCost.of(experiment, cores)),
          0);
    }
    String counts = experiment.corpus().countsOfCounts();
    if (counts != null) {
      return ofCounts(experiment, counts);
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
    return new Outcome(
        Stream.of(Forecasts.of(experiment, laws), GateForecast.rows(experiment, sizes))
            .flatMap(List::stream)
            .sorted()
            .toList(),
        GateForecast.notes(experiment, sizes),
        Optional.of(TextCost.of(experiment, reader, cores)),
        corpus.part(Part.REAL).tokens());
  }

  /**
   * R is known only by how many types occur once, twice .. in it; every token is taken for a unit.
   */
  private static Outcome ofCounts(Experiment experiment, String file) {
    CountsOfCounts counts;
    try (InputStream in = Compression.of(file).unpack(CorpusFiles.open(file, 0))) {
      counts = CountsOfCounts.read(file, in);
    } catch (IOException e) {
      throw new CorpusException(file + ": cannot be read: " + e.getMessage());
    }
    TextLaws laws =
        TextLaws.of(
            experiment, UnitSizes.ofTokens(counts.tokens()), Census.ofCounts(counts.types()));
    return new Outcome(
        Forecasts.of(experiment, laws), List.of(), Optional.empty(), counts.tokens());
  }
}
