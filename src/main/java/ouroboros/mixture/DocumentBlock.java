package ouroboros.mixture;

import java.io.Serializable;

/**
 * Documents as sentences of tokens, in the order of their numbers.
 *
 * @param tokens of all sentences, one after the other, without {@code <s>} and {@code </s>}
 * @param sentences [sentences] where each sentence ends in {@code tokens}
 * @param documents [n] where each document ends in {@code sentences}
 * @param labels [n] stratum or component of each document
 * @param weights [n] weight of each document, in units of 2^-20
 */
@SuppressWarnings("ArrayRecordComponent")
public record DocumentBlock(
    int[] tokens, int[] sentences, int[] documents, int[] labels, long[] weights)
    implements Serializable {
  /** How many documents a block has. */
  public static final int DOCUMENTS = VectorBlock.ROWS;

  /** The number of documents n. */
  public int size() {
    return documents.length;
  }

  /** The number of the first sentence of a document. */
  public int firstSentence(int document) {
    return document == 0 ? 0 : documents[document - 1];
  }

  /** Where a sentence starts in {@link #tokens}. */
  public int start(int sentence) {
    return sentence == 0 ? 0 : sentences[sentence - 1];
  }
}
