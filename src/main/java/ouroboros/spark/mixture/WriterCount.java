package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.store.Manifest;
import ouroboros.mixture.UnitBlock;
import ouroboros.policy.MemberPool;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.cluster.SparkBlocks;

/**
 * Counts what each member of an ecosystem wrote of chosen units of a block: [members][2], its units
 * and their words. Cost: draws the block, where units are text.
 *
 * @param block the units; null where they are no text
 * @param candidates their counter words
 * @param choice which of them
 * @param pool whose each unit is
 */
record WriterCount<B extends UnitBlock<B>>(
    SparkBlocks.@Nullable Source<B> block,
    CounterWords candidates,
    BlockEstimator.Choice choice,
    MemberPool pool)
    implements SparkBlocks.Source<long[][]> {

  @Override
  public long[][] load() {
    long[][] sums = new long[pool.ecosystem().members()][2];
    int[] times = choice.times();
    MemberPool.Cursor cursor = pool.cursor();
    LongUnaryOperator words = candidates.words();
    B units = block == null ? null : block.load();
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        long word = words.applyAsLong(choice.from() + i);
        long[] sum = sums[cursor.seek(Candidate.unit(word)).author()];
        sum[0] += times[i];
        sum[1] += units == null ? 0 : units.length(i);
      }
    }
    return sums;
  }

  /** The sums of several blocks; members that wrote nothing are left out. */
  static List<Manifest.Written> written(List<long[][]> blocks, int members) {
    List<Manifest.Written> all = new ArrayList<>();
    for (int j = 0; j < members; j++) {
      long units = 0;
      long tokens = 0;
      for (long[][] sums : blocks) {
        units += sums[j][0];
        tokens += sums[j][1];
      }
      if (units > 0) {
        all.add(new Manifest.Written(j, units, tokens));
      }
    }
    return all;
  }
}
