package ouroboros.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.spark.cluster.Scratch;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusListing;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.estimate.EstimationText;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.StatedText;
import ouroboros.text.read.FileFormat;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * Where text comes from: a folder with a prepared corpus, of which R is read, or files. Plain text
 * whose lines are sentences and whose tokens are parted by white space is read straight; anything
 * else is prepared first, all of it as R, in a folder that is thrown away.
 *
 * @param inputs paths, folders, globs
 */
public record EstimationInput(
    List<String> inputs,
    CorpusSpec.TokenizerKind tokenizer,
    CorpusSpec.Sentences sentences,
    TextPipeline.Case letters) {
  /** A sentence a line, tokens parted by spaces, as they stand. */
  public static EstimationInput lines(String file) {
    return new EstimationInput(
        List.of(file),
        CorpusSpec.TokenizerKind.WHITESPACE,
        CorpusSpec.Sentences.LINES,
        TextPipeline.Case.KEPT);
  }

  CorpusSpec spec() {
    return new StatedText(tokenizer, sentences, letters == TextPipeline.Case.LOWER).spec(inputs);
  }

  EstimationText open(Session session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    if (inputs.size() == 1 && CorpusFolder.holdsCorpus(inputs.get(0))) {
      return EstimationText.of(spark, CorpusReader.open(inputs.get(0)), Part.REAL, () -> {});
    }
    boolean plain =
        tokenizer == CorpusSpec.TokenizerKind.WHITESPACE
            && sentences == CorpusSpec.Sentences.LINES
            && CorpusListing.of(inputs, new IngestReport()).stream()
                .allMatch(input -> FileFormat.of(input.name()) == FileFormat.TEXT);
    if (plain) {
      return EstimationText.of(spark, spec(), letters);
    }
    return prepared(session, spark);
  }

  private EstimationText prepared(Session session, JavaSparkContext spark) {
    String path = Scratch.folder(session.spark(), "corpus");
    Preparation.prepare(session.spark(), spec(), 0, path);
    return EstimationText.of(
        spark, CorpusReader.open(path), Part.REAL, () -> new CorpusFolder(path).remove());
  }
}
