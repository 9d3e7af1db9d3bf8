package ouroboros.spark.prepare;

import java.io.Serializable;
import java.util.List;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus.Amounts;

/**
 * block = floor(offset / 65536), where offset is the number of tokens of the part before a
 * sentence.
 *
 * <p>The plan of the block files: the numbers of the sentence, document, paragraph and token with
 * which each partition begins, and the file of each block. Blocks and files are the same for any
 * number of partitions, because a sentence's block depends only on the text before it.
 */
final class BlockPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PARTS = Part.values().length;

  /** About 2^16 tokens per block: the last sentence, which begins before the limit, stays whole. */
  static final int BLOCK_SHIFT = 16;

  /** Blocks per file. */
  static final int FILE_BLOCKS = 128;

  private final long[] documents;
  private final long[] paragraphs;
  private final long[] sentences;
  private final long[] tokens;
  private final int[] firstFile = new int[PARTS + 1];

  /** Makes the plan for partitions in the order of their documents. */
  BlockPlan(List<PartitionCounts> partitions) {
    int rows = partitions.size() + 1;
    documents = new long[rows * PARTS];
    paragraphs = new long[rows * PARTS];
    sentences = new long[rows * PARTS];
    tokens = new long[rows * PARTS];
    for (int row = 1; row < rows; row++) {
      for (Part part : Part.values()) {
        Amounts amounts = partitions.get(row - 1).of(part);
        int at = row * PARTS + part.code();
        documents[at] = documents[at - PARTS] + amounts.documents();
        paragraphs[at] = paragraphs[at - PARTS] + amounts.paragraphs();
        sentences[at] = sentences[at - PARTS] + amounts.sentences();
        tokens[at] = tokens[at - PARTS] + amounts.tokens();
      }
    }
    long fileTokens = (long) FILE_BLOCKS << BLOCK_SHIFT;
    for (int part = 0; part < PARTS; part++) {
      long all = tokens[(rows - 1) * PARTS + part];
      firstFile[part + 1] = firstFile[part] + (int) ((all + fileTokens - 1) / fileTokens);
    }
  }

  /** How many documents of a part are before a partition. */
  long documentsBefore(int partition, Part part) {
    return documents[partition * PARTS + part.code()];
  }

  /** How many paragraphs of a part are before a partition. */
  long paragraphsBefore(int partition, Part part) {
    return paragraphs[partition * PARTS + part.code()];
  }

  /** How many sentences of a part are before a partition. */
  long sentencesBefore(int partition, Part part) {
    return sentences[partition * PARTS + part.code()];
  }

  /** How many tokens of a part are before a partition. */
  long tokensBefore(int partition, Part part) {
    return tokens[partition * PARTS + part.code()];
  }

  /** How many files all parts have. */
  int files() {
    return firstFile[PARTS];
  }

  /** Number of the file of a block among all files. */
  int file(Part part, long block) {
    return firstFile[part.code()] + (int) (block / FILE_BLOCKS);
  }

  /** The part of a file. */
  Part part(int file) {
    int part = 0;
    while (file >= firstFile[part + 1]) {
      part++;
    }
    return Part.of(part);
  }

  /** Number of a file among those of its part. */
  int numberInPart(int file) {
    return file - firstFile[part(file).code()];
  }
}
