package ouroboros.text.block;

import java.util.Arrays;
import java.util.List;

/**
 * Encoded sentences in the order of their numbers: the unit in which text is stored and moved.
 *
 * <p>Sentence i of the block is unit {@code first() + i} of its source and has the tokens {@code
 * tokens()[start(i) .. end(i))}, without {@code <s>} and {@code </s>}.
 */
public final class SentenceBlock {
  private static final int[] NONE = {};
  private static final long[] NO_PERIODS = {};

  private final long first;
  private final int[] tokens;
  private final int[] ends;
  private final int[] strata;
  private final long[] periods;
  private final int[] documents;
  private final int[] paragraphs;

  /**
   * @param first number of the first sentence within its source
   * @param tokens the tokens of all sentences, one sentence after the other
   * @param ends [sentences] where each sentence ends in {@code tokens}, ascending
   * @param strata [sentences] stratum of each sentence; empty where strata are not known
   * @param periods [sentences] period of each sentence, {@code Integer.MIN_VALUE} where unknown;
   *     empty where there are no periods
   * @param documents [sentences] number of the document within its part, ascending; empty where
   *     documents are not known
   * @param paragraphs [sentences] number of the paragraph within its part, ascending; empty where
   *     paragraphs are not known
   */
  public SentenceBlock(
      long first,
      int[] tokens,
      int[] ends,
      int[] strata,
      long[] periods,
      int[] documents,
      int[] paragraphs) {
    this.first = first;
    this.tokens = tokens;
    this.ends = ends;
    this.strata = strata;
    this.periods = periods;
    this.documents = documents;
    this.paragraphs = paragraphs;
  }

  /** Number of the first sentence within its source. */
  public long first() {
    return first;
  }

  /** How many sentences. */
  public int sentences() {
    return ends.length;
  }

  /** The token array itself, which must not be changed. */
  public int[] tokens() {
    return tokens;
  }

  /** Where sentence i starts in {@link #tokens}. */
  public int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  /** Where sentence i ends in {@link #tokens}. */
  public int end(int i) {
    return ends[i];
  }

  /** A copy of sentence i. */
  public int[] sentence(int i) {
    return Arrays.copyOfRange(tokens, start(i), end(i));
  }

  /** A copy of sentence i with other ids: {@code ids[w]} in place of w. */
  public int[] sentence(int i, int[] ids) {
    int[] sentence = sentence(i);
    for (int t = 0; t < sentence.length; t++) {
      sentence[t] = ids[sentence[t]];
    }
    return sentence;
  }

  /** Whether the stratum of each sentence is known. */
  public boolean hasStrata() {
    return strata.length > 0;
  }

  /** Whether the sentences have periods. */
  public boolean hasPeriods() {
    return periods.length > 0;
  }

  /** Whether it is known which document each sentence is from. */
  public boolean hasDocuments() {
    return documents.length > 0;
  }

  /** Stratum of sentence i; 0 where strata are not known. */
  public int stratum(int i) {
    return strata.length == 0 ? 0 : strata[i];
  }

  /** Period of sentence i; {@code Integer.MIN_VALUE} where unknown. */
  public long period(int i) {
    return periods.length == 0 ? Integer.MIN_VALUE : periods[i];
  }

  /** Number of the document of sentence i within its part; -1 where it is not known. */
  public int document(int i) {
    return documents.length == 0 ? -1 : documents[i];
  }

  /** Whether it is known which paragraph each sentence is from. */
  public boolean hasParagraphs() {
    return paragraphs.length > 0;
  }

  /** Number of the paragraph of sentence i within its part; -1 where it is not known. */
  public int paragraph(int i) {
    return paragraphs.length == 0 ? -1 : paragraphs[i];
  }

  /** The same sentences, without strata or periods where they are not known. */
  public SentenceBlock with(boolean withStrata, boolean withPeriods) {
    return new SentenceBlock(
        first,
        tokens,
        ends,
        withStrata ? strata : NONE,
        withPeriods ? periods : NO_PERIODS,
        documents,
        paragraphs);
  }

  /**
   * Joins blocks of one source, each of which starts where the one before it ends.
   *
   * @param blocks at least one; all with strata, periods, documents and paragraphs, or all without
   */
  public static SentenceBlock concat(List<SentenceBlock> blocks) {
    if (blocks.size() == 1) {
      return blocks.get(0);
    }
    SentenceBlockBuilder all = new SentenceBlockBuilder();
    all.startAt(blocks.get(0).first);
    for (SentenceBlock block : blocks) {
      for (int i = 0; i < block.sentences(); i++) {
        all.tokens(block.tokens, block.start(i), block.end(i));
        all.endSentence(block.stratum(i), block.period(i), block.document(i), block.paragraph(i));
      }
    }
    SentenceBlock whole = all.build();
    SentenceBlock like = blocks.get(0);
    return new SentenceBlock(
        whole.first,
        whole.tokens,
        whole.ends,
        like.hasStrata() ? whole.strata : NONE,
        like.hasPeriods() ? whole.periods : NO_PERIODS,
        like.hasDocuments() ? whole.documents : NONE,
        like.hasParagraphs() ? whole.paragraphs : NONE);
  }
}
