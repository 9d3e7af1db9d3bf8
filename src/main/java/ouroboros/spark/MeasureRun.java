package ouroboros.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Experiment;
import ouroboros.inference.Comparison;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.external.ExternalTables;
import ouroboros.spark.external.MeasuredText;
import ouroboros.text.StatedText;

/**
 * Compares one text with another, as one generation that was made elsewhere, with intervals and
 * baselines. Nothing is kept.
 */
public final class MeasureRun {
  private MeasureRun() {}

  /**
   * The result of a comparison.
   *
   * @param notices how often something was skipped or replaced while the candidate was read, by the
   *     name of the notice
   */
  public record Outcome(Comparison comparison, Map<String, Long> notices) {}

  /**
   * Compares the texts. The candidate may be empty, R may not.
   *
   * @param asked settings with a single generation, the candidate
   * @throws ouroboros.text.CorpusException if a text is wrong
   */
  public static Outcome compare(Session session, ExternalSpec asked) {
    String scratch = Scratch.folder(session.spark(), "measure");
    try {
      Experiment experiment = asked.experiment();
      StatedText text = MeasuredText.made(asked.real(), asked.text());
      String candidatePath = asked.generations().get(0);
      MeasuredText real =
          MeasuredText.open(session.spark(), asked.real(), text, asked.seed(), scratch + "/corpus");
      MeasuredText candidate =
          MeasuredText.openOrEmpty(
              session.spark(), candidatePath, text, asked.seed(), scratch + "/candidate");
      ExternalTables tables =
          new ExternalTables(
              experiment,
              JavaSparkContext.fromSparkContext(session.spark().sparkContext()),
              new Storage(scratch),
              real,
              List.of(candidate));
      Comparison comparison = tables.compared(1, "measured");
      TreeMap<String, Long> notices = new TreeMap<>(candidate.notices());
      notices.remove("documents");
      return new Outcome(comparison, notices);
    } finally {
      new CorpusFolder(scratch).remove();
    }
  }
}
