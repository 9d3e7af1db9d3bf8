package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ouroboros.experiment.FamilySpec;
import ouroboros.mixture.BagBlock;
import ouroboros.mixture.DocumentBlock;
import ouroboros.mixture.VectorBlock;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.text.DocumentText;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;

/**
 * The documents, or paragraphs, of a corpus as bags of words. Words that R does not have are left
 * out.
 */
final class BagText {
  private final DocumentText text;
  private final Vocabulary vocabulary;

  BagText(DocumentText text, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
  }

  /** Number of R's types; type 0 is the most frequent. */
  int types() {
    return vocabulary.realTypes();
  }

  /** The unit that is a bag: a document or a paragraph. */
  FamilySpec.Unit unit() {
    return text.unit();
  }

  /** The text itself. */
  DocumentText text() {
    return text;
  }

  /** How many units a part has. */
  long units(Part part) {
    return text.units(part);
  }

  /** [types] How often R has each type. */
  long[] counts() {
    return IntStream.range(0, types())
        .mapToLong(type -> vocabulary.realCount(Vocabulary.FIRST_WORD + type))
        .toArray();
  }

  /** The word of a type. */
  String word(int type) {
    return vocabulary.word(Vocabulary.FIRST_WORD + type);
  }

  /** Units {@code from .. from + count} of a part. */
  SparkBlocks.Source<BagBlock> source(Part part, long from, int count) {
    SparkBlocks.Source<DocumentBlock> documents = text.source(part, from, count);
    int end = vocabulary.realEnd();
    return () -> BagBlock.of(documents.load(), Vocabulary.FIRST_WORD, end);
  }

  /** The first units of a part in blocks. */
  List<SparkBlocks.Source<BagBlock>> sources(Part part, long most) {
    List<SparkBlocks.Source<BagBlock>> sources = new ArrayList<>();
    long units = Math.min(most, units(part));
    for (long from = 0; from < units; from += VectorBlock.ROWS) {
      sources.add(source(part, from, (int) Math.min(VectorBlock.ROWS, units - from)));
    }
    return sources;
  }

  /** The first tokens of a unit of R, separated by spaces. */
  String beginning(long unit, int most) {
    DocumentBlock block = text.source(Part.REAL, unit, 1).load();
    return java.util.Arrays.stream(block.tokens())
        .limit(most)
        .mapToObj(vocabulary::word)
        .collect(Collectors.joining(" "));
  }
}
