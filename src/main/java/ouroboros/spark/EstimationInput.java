package ouroboros.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.estimate.EstimationInThreads;
import ouroboros.spark.estimate.EstimationText;
import ouroboros.spark.estimate.TextInThreads;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.StatedText;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * The source of a text: a folder with a prepared corpus, from which R is read, or files. Plain text
 * with one sentence per line and tokens separated by white space is read directly. Any other text
 * is first prepared, all of it as R, in a folder that is deleted at the end.
 *
 * @param inputs paths, folders, globs
 * @param field the field that holds the text; null for the usual one
 */
public record EstimationInput(
    List<String> inputs,
    CorpusSpec.TokenizerKind tokenizer,
    CorpusSpec.Sentences sentences,
    TextPipeline.Case letters,
    @Nullable String field) {
  /** Text in the usual field. */
  public EstimationInput(
      List<String> inputs,
      CorpusSpec.TokenizerKind tokenizer,
      CorpusSpec.Sentences sentences,
      TextPipeline.Case letters) {
    this(inputs, tokenizer, sentences, letters, null);
  }

  /** Plain text, one sentence per line, tokens separated by spaces, letter case kept. */
  public static EstimationInput lines(String file) {
    return new EstimationInput(
        List.of(file),
        CorpusSpec.TokenizerKind.WHITESPACE,
        CorpusSpec.Sentences.LINES,
        TextPipeline.Case.KEPT);
  }

  CorpusSpec spec() {
    return new StatedText(tokenizer, sentences, letters == TextPipeline.Case.LOWER, field)
        .spec(inputs);
  }

  EstimationText open(Session session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    if (inputs.size() == 1 && CorpusFolder.holdsCorpus(inputs.get(0))) {
      return EstimationText.of(spark, CorpusReader.open(inputs.get(0)), Part.REAL, () -> {});
    }
    if (isPlain()) {
      return EstimationText.of(spark, spec(), letters);
    }
    return prepared(session, spark);
  }

  /** Files of one sentence per line, tokens separated by white space. */
  private boolean isPlain() {
    return tokenizer == CorpusSpec.TokenizerKind.WHITESPACE
        && sentences == CorpusSpec.Sentences.LINES
        && CorpusListing.of(inputs, new IngestReport()).stream()
            .allMatch(input -> FileFormat.of(input.name()) == FileFormat.TEXT);
  }

  /** Plain text in the memory of this process; empty for other inputs and for large ones. */
  Optional<TextInThreads> inThreads() {
    boolean prepared = inputs.size() == 1 && CorpusFolder.holdsCorpus(inputs.get(0));
    return !prepared && isPlain()
        ? TextInThreads.read(spec(), letters, EstimationInThreads.threads())
        : Optional.empty();
  }

  private EstimationText prepared(Session session, JavaSparkContext spark) {
    String path = Scratch.folder(session.spark(), "corpus");
    Preparation.prepare(session.spark(), spec(), 0, path);
    return EstimationText.of(
        spark, CorpusReader.open(path), Part.REAL, () -> new CorpusFolder(path).remove());
  }
}
