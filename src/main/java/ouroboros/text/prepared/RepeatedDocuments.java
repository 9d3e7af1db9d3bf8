package ouroboros.text.prepared;

import java.util.ArrayList;
import java.util.List;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.block.SentenceBlockBuilder;

/**
 * Repeats whole documents of a part: document d as often as {@code times[d]} says, its copies one
 * behind the other, each with a number of its own. Sentences, documents and paragraphs are numbered
 * anew from 0. Memory: one document and one block. Not thread-safe.
 */
public final class RepeatedDocuments {
  /** A block is full from so many tokens on. */
  private static final int TOKENS = 1 << 16;

  private final int[] times;
  private final long[] counts;
  private final long[][] amounts;
  private final SentenceBlockBuilder document = new SentenceBlockBuilder();
  private final SentenceBlockBuilder block = new SentenceBlockBuilder();
  private int current = -1;
  private boolean hasPeriods;
  private boolean hasStrata;
  private long sentences;
  private int documents;
  private int paragraphs;
  private long tokens;

  /**
   * @param times [documents] how often each document is wanted
   * @param types size of the vocabulary
   * @param strata number of strata
   */
  public RepeatedDocuments(int[] times, int types, int strata) {
    this.times = times;
    this.counts = new long[types];
    this.amounts = new long[strata][4];
    document.startAt(0);
    block.startAt(0);
  }

  /** Takes the next block of the part; returns the blocks that are full. */
  public List<SentenceBlock> add(SentenceBlock next) {
    if (!next.hasDocuments() || !next.hasParagraphs()) {
      throw new IllegalArgumentException("it is not known which document a sentence is from");
    }
    hasPeriods = next.hasPeriods();
    hasStrata = next.hasStrata();
    List<SentenceBlock> full = new ArrayList<>();
    for (int i = 0; i < next.sentences(); i++) {
      if (next.document(i) != current) {
        full.addAll(repeated());
        current = next.document(i);
      }
      document.tokens(next.tokens(), next.start(i), next.end(i));
      document.endSentence(next.stratum(i), next.period(i), next.document(i), next.paragraph(i));
    }
    return full;
  }

  /** The last blocks. */
  public List<SentenceBlock> finish() {
    List<SentenceBlock> full = new ArrayList<>(repeated());
    if (block.sentences() > 0) {
      full.add(flushed());
    }
    return full;
  }

  private List<SentenceBlock> repeated() {
    if (current < 0) {
      return List.of();
    }
    SentenceBlock whole = document.build();
    document.startAt(0);
    List<SentenceBlock> full = new ArrayList<>();
    for (int k = 0; k < times[current]; k++) {
      copy(whole, full);
    }
    return full;
  }

  private void copy(SentenceBlock whole, List<SentenceBlock> full) {
    int before = -1;
    for (int i = 0; i < whole.sentences(); i++) {
      long[] stratum = amounts[whole.stratum(i)];
      if (whole.paragraph(i) != before) {
        before = whole.paragraph(i);
        paragraphs++;
        stratum[1]++;
      }
      block.tokens(whole.tokens(), whole.start(i), whole.end(i));
      block.endSentence(whole.stratum(i), whole.period(i), documents, paragraphs - 1);
      int length = whole.end(i) - whole.start(i);
      stratum[0] += i == 0 ? 1 : 0;
      stratum[2]++;
      stratum[3] += length;
      tokens += length;
      sentences++;
      if (block.tokens() >= TOKENS) {
        full.add(flushed());
      }
    }
    for (int t = 0; t < whole.end(whole.sentences() - 1); t++) {
      counts[whole.tokens()[t]]++;
    }
    documents++;
  }

  private SentenceBlock flushed() {
    SentenceBlock built = block.build();
    block.startAt(sentences);
    return built.with(hasStrata, hasPeriods);
  }

  /** [types] How often each type was written; the marks of a sentence once per sentence. */
  public long[] counts() {
    long[] all = counts.clone();
    all[Vocabulary.BOS] = sentences;
    all[Vocabulary.EOS] = sentences;
    return all;
  }

  /** What was written, as an entry of a manifest. */
  public PreparedCorpus.PartEntry entry(BlockFile file) {
    List<PreparedCorpus.Amounts> strata = new ArrayList<>();
    for (long[] of : amounts) {
      strata.add(new PreparedCorpus.Amounts(of[0], of[1], of[2], of[3]));
    }
    return new PreparedCorpus.PartEntry(
        Part.REAL, documents, paragraphs, sentences, tokens, file.unknown(), strata, List.of(file));
  }
}
