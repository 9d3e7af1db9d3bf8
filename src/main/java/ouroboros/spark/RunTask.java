package ouroboros.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import ouroboros.metric.SentenceTotals;
import ouroboros.metric.SharedRuns;
import ouroboros.text.SentenceBlock;

/**
 * Reads a part of R past the sampled sentences of S_g, which are drawn again for it. Brings forth
 * no sentence of S_g.
 *
 * @param blocks of R
 * @param sample numbers of the sampled sentences, ascending
 */
record RunTask(List<BlockRef> blocks, SyntheticCorpus corpus, long[] sample)
    implements SentenceTask {

  /** Tasks that read all of R past sampled sentences of S_g. */
  static List<SentenceTask> all(RealText text, SyntheticCorpus drawn, long[] sample) {
    List<SentenceTask> tasks = new ArrayList<>();
    for (List<BlockRef> group : text.groups()) {
      tasks.add(new RunTask(group, drawn, sample));
    }
    return tasks;
  }

  @Override
  public long feed(Storage storage, ComponentSink sink) {
    return 0;
  }

  @Override
  public SentenceTotals beside(Storage storage) {
    TreeMap<Long, int[]> drawn = new TreeMap<>();
    corpus
        .drawer(storage)
        .draw(
            i -> sample[(int) i],
            sample.length,
            (unit, tokens, start, end) -> drawn.put(unit, Arrays.copyOfRange(tokens, start, end)));
    SharedRuns runs = SharedRuns.of(new ArrayList<>(drawn.values()));
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        runs.accept(block.first() + i, block.tokens(), block.start(i), block.end(i));
      }
    }
    return SentenceTotals.of(runs);
  }

  @Override
  public long expectedTokens() {
    return 0;
  }
}
