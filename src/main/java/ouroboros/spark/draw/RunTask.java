package ouroboros.spark.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import ouroboros.metric.sentence.SentenceTotals;
import ouroboros.metric.sentence.SharedRuns;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.text.ComponentSink;
import ouroboros.spark.text.RealText;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.block.SentenceBlock;

/**
 * Finds runs of tokens that sampled sentences of S_g share with R. Reads some blocks of R and draws
 * the sampled sentences again; gives no sentence to count.
 *
 * @param blocks of R
 * @param text S_g or S'_g
 * @param sample numbers of the sampled sentences, ascending
 */
public record RunTask(List<BlockRef> blocks, RedrawnUnits text, long[] sample)
    implements SentenceTask {

  /** Tasks that together compare all of R with the sampled sentences of S_g. */
  public static List<SentenceTask> all(RealText text, RedrawnUnits drawn, long[] sample) {
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
  public SentenceTotals measured(Storage storage) {
    SortedMap<Long, int[]> drawn = text.sentences(storage, sample);
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
