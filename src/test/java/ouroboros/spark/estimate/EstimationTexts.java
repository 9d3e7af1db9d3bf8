package ouroboros.spark.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import ouroboros.ngram.KenlmPlace;
import ouroboros.ngram.arpa.ArpaModel;
import ouroboros.ngram.arpa.ArpaReader;
import ouroboros.text.CorpusSpec;
import ouroboros.text.token.TextPipeline;

/** Text files as estimations read them, for tests. */
final class EstimationTexts {
  private EstimationTexts() {}

  static JavaSparkContext spark(SparkSession session) {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  static EstimationText of(SparkSession session, Path file) {
    return EstimationText.of(spark(session), spec(file), TextPipeline.Case.KEPT);
  }

  static CorpusSpec spec(Path file) {
    return new CorpusSpec(
        List.of(file.toString()),
        "text",
        null,
        null,
        null,
        null,
        CorpusSpec.Documents.LINE,
        1,
        CorpusSpec.Deduplicate.NONE,
        CorpusSpec.TokenizerKind.WHITESPACE,
        CorpusSpec.Sentences.LINES,
        false,
        1,
        null,
        CorpusSpec.Split.DEFAULT,
        false,
        null);
  }

  static Path write(Path folder, String... lines) {
    try {
      Path file = folder.resolve("text.txt");
      return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A gold file of KenLM, unpacked. */
  static Path gold(Path folder, String name) {
    Path file = folder.resolve(name.replace(".gz", ""));
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(KenlmPlace.class.getResourceAsStream("kenlm/" + name)))) {
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ArpaModel read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ArpaReader.read(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
