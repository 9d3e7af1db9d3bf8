package ouroboros.text.prepared;

import java.util.ArrayList;
import java.util.List;
import ouroboros.random.TwoSubsets;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.BlockFile;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.block.SentenceBlockBuilder;

/**
 * Rewrites the blocks of a part: ids change as a map says, and chosen sentences become one of two
 * texts. A sentence keeps its number, document, stratum and period. Not thread-safe.
 */
public final class PlantedSentences {
  private final int[] ids;
  private final TwoSubsets chosen;
  private final int[][] texts;
  private final long[] counts;
  private final long[] strata;
  private final SentenceBlockBuilder builder = new SentenceBlockBuilder();
  private long sentences;
  private long tokens;

  /**
   * @param ids [old ids] the new id of each
   * @param types size of the new vocabulary
   * @param strata number of strata
   * @param chosen the sentences that become the first and the second text
   * @param texts [2] in new ids; the second may be empty if no sentence becomes it
   */
  public PlantedSentences(int[] ids, int types, int strata, TwoSubsets chosen, int[][] texts) {
    this.ids = ids;
    this.chosen = chosen;
    this.texts = texts;
    this.counts = new long[types];
    this.strata = new long[strata];
  }

  /** The block after this change. */
  public SentenceBlock rewritten(SentenceBlock block) {
    int[] which = new int[block.sentences()];
    chosen.which(block.first(), which.length, which);
    builder.startAt(block.first());
    for (int i = 0; i < which.length; i++) {
      int[] sentence =
          which[i] == TwoSubsets.NEITHER ? block.sentence(i, ids) : texts[which[i] - 1];
      builder.tokens(sentence, 0, sentence.length);
      builder.endSentence(block.stratum(i), block.period(i), block.document(i), block.paragraph(i));
      for (int token : sentence) {
        counts[token]++;
      }
      strata[block.stratum(i)] += sentence.length;
      tokens += sentence.length;
    }
    sentences += which.length;
    return builder.build().with(block.hasStrata(), block.hasPeriods());
  }

  /** [types] How often each type was written; the marks of a sentence once per sentence. */
  public long[] counts() {
    long[] all = counts.clone();
    all[Vocabulary.BOS] = sentences;
    all[Vocabulary.EOS] = sentences;
    return all;
  }

  /** What was written, as an entry of a manifest. */
  public PreparedCorpus.PartEntry entry(PreparedCorpus.PartEntry before, List<BlockFile> files) {
    List<PreparedCorpus.Amounts> amounts = new ArrayList<>();
    for (int s = 0; s < strata.length; s++) {
      PreparedCorpus.Amounts of = before.strata().get(s);
      amounts.add(
          new PreparedCorpus.Amounts(of.documents(), of.paragraphs(), of.sentences(), strata[s]));
    }
    Part part = before.part();
    long unknown = files.stream().mapToLong(BlockFile::unknown).sum();
    return new PreparedCorpus.PartEntry(
        part,
        before.documents(),
        before.paragraphs(),
        before.sentences(),
        tokens,
        unknown,
        amounts,
        files);
  }
}
