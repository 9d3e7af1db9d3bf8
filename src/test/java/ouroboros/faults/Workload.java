package ouroboros.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ouroboros.spark.SmallCorpus;

/** Small experiments on real text. */
final class Workload {
  /** Two policies and every kind of file that a generation has. */
  static final String SMALL =
      """
      family: {kind: ngram, order: 2, smoothing: {kind: none}}
      policy: {kind: replace}
      generations: 3
      sweep: {policy: [{kind: accumulate}, {kind: accumulate-subsample}]}
      """;

  private static final int DOCUMENTS = 120;

  private Workload() {}

  /** Documents as JSON lines. */
  static byte[] corpus(Path scratch) throws IOException {
    Path whole = SmallCorpus.write(Files.createTempFile(scratch, "corpus", ".jsonl"));
    return (String.join("\n", Files.readAllLines(whole).subList(0, DOCUMENTS)) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An experiment file for a corpus at the given path. */
  static Path spec(Path file, String corpus, String lines) throws IOException {
    return Files.writeString(
        file,
        """
        name: fault
        seed: 11
        corpus:
          source: "%s"
          split: {real: 0.5, reserve: 0.2, guard: 0.1, test: 0.2}
        """
                .formatted(corpus)
            + lines);
  }
}
