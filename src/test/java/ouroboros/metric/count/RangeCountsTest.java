package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CountMetrics;
import ouroboros.metric.GoldPairs;
import ouroboros.metric.Measurement;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.Subject;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.text.Vocabulary;

/** Two strata: a has the words 3 4 5 5, b the words 3 6; the subject 5 3 3 7, test 3 6 unk 7. */
class RangeCountsTest {
  private static final KeyLayout LAYOUT = KeyLayout.ofBits(2, 4);
  private static final ExclusiveTypes EXCLUSIVE =
      ExclusiveTypes.of(new long[][] {{0, 0, 0, 1, 1, 2, 0, 0}, {0, 0, 0, 1, 0, 0, 1, 0}});
  private static final CountRun REAL = run(new int[] {3, 4, 5, 5}, new int[] {3, 6});
  private static final CountRun NONE = CountRun.empty(LAYOUT);

  @Test
  void wordsOfOneStratumOnlyAreCountedApart() {
    RangeCounts counts = counts(run(new int[] {5, 3, 3, 7}));
    assertThat(counts.strata()).isEqualTo(2);
    assertThat(EXCLUSIVE.types(0)).isEqualTo(2);
    assertThat(counts.exclusive(0)).isEqualTo(pairs(new long[] {1, 0, 1}, new long[] {2, 1, 1}));
    assertThat(counts.exclusive(1)).isEqualTo(pairs(new long[] {1, 0, 1}));
    Measurements into = new Measurements();
    MetricSelection usual = MetricSelection.of(List.of("default"), 2);
    CountMetrics.retention(counts.exclusive(0), Subject.SYNTHETIC, "stratum=a", usual, into);
    CountMetrics.retention(PairHistogram.EMPTY, Subject.SYNTHETIC, "stratum=c", usual, into);
    assertThat(into.rows())
        .containsExactly(
            new Measurement("retention-1", Subject.SYNTHETIC, "stratum=a", .5),
            new Measurement("vocabulary-retention", Subject.SYNTHETIC, "stratum=a", .5));
    assertThat(into.undefined()).containsOnlyKeys("retention-1", "vocabulary-retention");
  }

  /**
   * Test has 4 words, of which unk and 7 are novel; its 3 pairs: 3 6 is R's, 6 unk and unk 7 not.
   */
  @Test
  void unknownWordsOfTestAreNovelUnlessRHasThemToo() {
    Novelty novel = novelty(Novelty.Unknown.NOVEL, NONE);
    assertThat(novel.tokens(1)).isEqualTo(4);
    assertThat(novel.novel(1)).isEqualTo(2);
    assertThat(novel.tokens(2)).isEqualTo(3);
    assertThat(novel.novel(2)).isEqualTo(2);
    Novelty notCounted = novelty(Novelty.Unknown.NOT_COUNTED, NONE);
    assertThat(notCounted.tokens(1)).isEqualTo(3);
    assertThat(notCounted.novel(1)).isEqualTo(1);
    assertThat(novelty(Novelty.Unknown.NOVEL, run(new int[] {7})).novel(1)).isEqualTo(1);
    assertThat(novel.merge(notCounted).tokens(1)).isEqualTo(7);
  }

  @Test
  void rangesAddUpToTheWhole() {
    CountRun subject = run(new int[] {5, 3, 3, 7}, new int[] {4, 6, 7});
    RangeCounts whole = counts(subject);
    long[][] bound = {{(long) 5 << LAYOUT.shift(0)}};
    int s = subject.lowerBound(bound, 0);
    int r = REAL.lowerBound(bound, 0);
    RangeCounts merged =
        RangeCounts.merge(
            List.of(
                counts(REAL.slice(r, REAL.size()), subject.slice(s, subject.size())),
                counts(REAL.slice(0, r), subject.slice(0, s))));
    for (int n = 1; n <= 2; n++) {
      assertThat(merged.pairs(n)).isEqualTo(whole.pairs(n));
      assertThat(merged.exclusive(n - 1)).isEqualTo(whole.exclusive(n - 1));
      assertThat(merged.novel(n)).isEqualTo(whole.novel(n));
    }
    assertThat(merged.tokens()).isEqualTo(7);
    assertThat(merged.sentences()).isEqualTo(2);
  }

  /**
   * t = [1]*k + s + [2]; g, c = Counters of t[i-k+1:i+1] and t[i-k+1:i] over the sentences;
   * scipy.stats.entropy(g, base=2) - scipy.stats.entropy(c, base=2).
   */
  @Test
  void ownEntropyIsThatOfANextTokenGivenItsContext() {
    CountRun text =
        run(new int[] {3, 4, 5, 3, 4}, new int[] {3, 4}, new int[] {5, 3, 4, 4, 3}, new int[] {6});
    assertThat(own(1, text).bits()).isCloseTo(2.133387491316597, within(1e-13));
    assertThat(own(2, text).bits()).isCloseTo(1.1305459381690364, within(1e-13));
    long[][] bound = {{(long) 4 << LAYOUT.shift(0)}};
    int middle = text.lowerBound(bound, 0);
    OwnEntropy parts = own(2, text.slice(0, middle)).merge(own(2, text.slice(middle, text.size())));
    assertThat(parts.bits()).isEqualTo(own(2, text).bits());
    assertThat(OwnEntropy.NONE.bits()).isNaN();
  }

  private static OwnEntropy own(int order, CountRun text) {
    OwnEntropy.Collector sink = new OwnEntropy.Collector(order);
    SuffixScan.of(text, sink);
    return sink.finish();
  }

  private static Novelty novelty(Novelty.Unknown unknown, CountRun other) {
    Novelty.Collector sink = new Novelty.Collector(2, unknown);
    SuffixScan.of(REAL, run(new int[] {3, 6, Vocabulary.UNK, 7}), other, sink);
    return sink.finish();
  }

  private static RangeCounts counts(CountRun subject) {
    return counts(REAL, subject);
  }

  private static RangeCounts counts(CountRun real, CountRun subject) {
    RangeCounts.Collector sink = new RangeCounts.Collector(2, LAYOUT, EXCLUSIVE);
    SuffixScan.of(real, subject, NONE, sink);
    return sink.finish(Novelty.none(2), OwnEntropy.NONE);
  }

  private static PairHistogram pairs(long[]... rows) {
    return GoldPairs.of(List.of(rows));
  }

  private static CountRun run(int[]... sentences) {
    NgramCounter counter = new NgramCounter(LAYOUT, 16);
    for (int[] sentence : sentences) {
      counter.add(sentence, 0, sentence.length);
    }
    return counter.finish();
  }
}
