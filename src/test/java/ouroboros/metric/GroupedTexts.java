package ouroboros.metric;

import java.util.ArrayList;
import java.util.List;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.metric.count.GroupedCounts;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.RangeCounts;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.SuffixScan;

/** Texts of token ids counted in groups, as the Spark adapter counts them. */
public final class GroupedTexts {
  private final KeyLayout layout;
  private final KeyLayout grouped;

  public GroupedTexts(int order, int types) {
    KeyLayout needed = KeyLayout.of(1, types);
    layout = KeyLayout.ofBits(order, Math.max(5, needed.bits()));
    grouped = KeyLayout.ofBits(order + 1, layout.bits());
  }

  /** The n-grams of sentences. */
  public CountRun count(List<int[]> sentences) {
    NgramCounter counter = new NgramCounter(layout, 1 << 12);
    sentences.forEach(sentence -> counter.add(sentence, 0, sentence.length));
    return counter.finish();
  }

  /** Sentence i of the subject is in group {@code groupOf[i]}. */
  public GroupedCounts compare(CountRun real, List<int[]> subject, int[] groupOf) {
    GroupedCounts.Collector counts = new GroupedCounts.Collector(grouped);
    SuffixScan.of(
        real.preceded(grouped, 0), tagged(subject, groupOf), CountRun.empty(grouped), counts);
    return counts.finish();
  }

  /** Ranges of R's n-grams, cut inside tokens where these end too many. */
  public KeyRanges ranges(CountRun real, long perRange) {
    long[] counts = new long[1 << layout.bits()];
    for (int i = 0; i < real.size(); i++) {
      counts[layout.token(real.keys(), i, 0)] += real.counts()[i];
    }
    return KeyRanges.of(layout, counts, perRange).cutInside(counts, perRange, real);
  }

  /** The n-grams of a subject, each with its group in front. */
  public CountRun tagged(List<int[]> subject, int[] groupOf) {
    List<CountRun> groups = new ArrayList<>();
    for (int k = 0; k < GroupedCounts.GROUPS; k++) {
      List<int[]> own = new ArrayList<>();
      for (int i = 0; i < groupOf.length; i++) {
        if (groupOf[i] == k) {
          own.add(subject.get(i));
        }
      }
      groups.add(count(own).preceded(grouped, k));
    }
    return CountMerge.sum(grouped, groups);
  }

  /** The state of an ordinary scan. */
  public RangeCounts counts(CountRun real, CountRun subject) {
    RangeCounts.Collector counts =
        new RangeCounts.Collector(layout.order(), layout, ExclusiveTypes.NONE);
    SuffixScan.of(real, subject, CountRun.empty(layout), counts);
    return counts.finish(Novelty.none(layout.order()), OwnEntropy.NONE);
  }
}
