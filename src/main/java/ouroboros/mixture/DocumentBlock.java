package ouroboros.mixture;

import java.io.Serializable;

/**
 * Documents as sentences of tokens, in the order of their numbers.
 *
 * @param tokens of all sentences, one behind the other, without marks of their ends
 * @param sentences [sentences] where each ends in {@code tokens}
 * @param documents [n] where each ends in {@code sentences}
 * @param labels [n] stratum or component of each
 * @param weights [n] how often each counts, in units of 2^-20
 */
@SuppressWarnings("ArrayRecordComponent")
public record DocumentBlock(
    int[] tokens, int[] sentences, int[] documents, int[] labels, long[] weights)
    implements Serializable {
  /** Documents of a block. */
  public static final int DOCUMENTS = VectorBlock.ROWS;

  /** n. */
  public int size() {
    return documents.length;
  }

  /** First sentence of a document. */
  public int firstSentence(int document) {
    return document == 0 ? 0 : documents[document - 1];
  }

  /** Where a sentence starts in {@link #tokens}. */
  public int start(int sentence) {
    return sentence == 0 ? 0 : sentences[sentence - 1];
  }
}
