package ouroboros.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.config.SpecFile;
import ouroboros.experiment.store.OwnFiles;
import ouroboros.spark.cluster.JobTotals;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.prepared.PreparedCorpus;
import ouroboros.text.read.FileFormat;

/**
 * The benchmark of preparation: from files to sentences of token numbers. Text is cut into
 * sentences and words as by default; a line of plain text is a document. The folder is deleted at
 * the end.
 */
public final class PreparationBench {
  private PreparationBench() {}

  /**
   * Prepares files and returns the cost.
   *
   * @param source a file, a folder or a pattern, of any format that a corpus can have
   */
  public static Map<String, Object> run(Session session, String source) throws IOException {
    String spec =
        String.format(
            Locale.ROOT,
            """
            name: bench
            seed: 42
            corpus:
              source: "%s"
              documents: %s
            family: {kind: ngram, order: 3, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            """,
            source,
            FileFormat.of(source) == FileFormat.TEXT ? "line" : "file");
    Experiment experiment = SpecFile.parse("bench", spec, List.of());
    Path folder = OwnFiles.local(Files.createTempDirectory("ouroboros-bench"));
    try (JobTotals totals = JobTotals.listen(session.spark().sparkContext())) {
      double begun = CycleBench.processSeconds();
      long started = System.nanoTime();
      PreparedCorpus corpus =
          Preparation.prepare(
              session.spark(),
              Objects.requireNonNull(experiment.corpus()),
              experiment.seed(),
              folder.resolve("corpus").toString());
      double seconds = (System.nanoTime() - started) / 1e9;
      long tokens = corpus.parts().stream().mapToLong(part -> part.tokens()).sum();
      JobTotals.Sums sums = totals.inTheLast(seconds);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("stage", "prepare");
      line.put("tokens", tokens);
      line.put("seconds", seconds);
      line.put("cpuSeconds", CycleBench.processSeconds() - begun);
      line.put("tokensPerSecond", tokens / seconds);
      line.put("tokensPerTaskCpuSecond", tokens / sums.cpuSeconds());
      line.putAll(new TreeMap<>(sums.named()));
      line.put("peakMemoryBytes", CycleBench.peakMemory());
      line.putAll(CycleBench.disk(folder));
      return line;
    } finally {
      OwnFiles.remove(folder);
    }
  }
}
