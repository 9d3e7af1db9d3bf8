package ouroboros.metric.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ouroboros.metric.GroupedTexts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.ngram.count.OpenGroups;
import ouroboros.ngram.count.SuffixScan;

class GroupedCountsTest {
  /** Three words of 21 bits and a group take two longs: both ways of scanning are run. */
  private static final int[] TYPES = {40, 1 << 21};

  @Test
  void eachGroupLeftOutIsTheTextThatWasNeverCounted() {
    for (int types : TYPES) {
      Random random = new Random(types);
      GroupedTexts texts = new GroupedTexts(3, types);
      CountRun real = texts.count(sentences(random, types, 60));
      List<int[]> subject = sentences(random, types, 150);
      int[] groupOf = random.ints(subject.size(), 0, GroupedCounts.GROUPS).toArray();
      GroupedCounts grouped = texts.compare(real, subject, groupOf);
      RangeCounts whole = texts.counts(real, texts.count(subject));
      assertThat(grouped.size()).isEqualTo(new TextSize(whole.tokens(), whole.sentences()));
      for (int n = 1; n <= 3; n++) {
        assertThat(grouped.pairs(n)).isEqualTo(whole.pairs(n));
        assertThat(grouped.pairs(n).newTokens()).isEqualTo(whole.novel(n));
      }
      for (int k = 0; k < GroupedCounts.GROUPS; k++) {
        List<int[]> rest = new ArrayList<>();
        for (int i = 0; i < groupOf.length; i++) {
          if (groupOf[i] != k) {
            rest.add(subject.get(i));
          }
        }
        RangeCounts without = texts.counts(real, texts.count(rest));
        assertThat(grouped.without(k))
            .isEqualTo(new TextSize(without.tokens(), without.sentences()));
        for (int n = 1; n <= 3; n++) {
          assertThat(grouped.without(n, k)).isEqualTo(without.pairs(n));
        }
      }
    }
  }

  /** Ranges of about 30 n-grams, of which the most frequent words have several. */
  @Test
  void rangesThatBeginInsideTokensAddUpToTheSame() {
    for (int types : TYPES) {
      Random random = new Random(types + 1L);
      GroupedTexts texts = new GroupedTexts(3, types);
      CountRun real = texts.count(sentences(random, types, 200));
      List<int[]> subject = sentences(random, types, 150);
      int[] groupOf = random.ints(subject.size(), 0, GroupedCounts.GROUPS).toArray();
      GroupedCounts whole = texts.compare(real, subject, groupOf);
      CountRun tagged = texts.tagged(subject, groupOf);
      KeyRanges ranges = texts.ranges(real, 30);
      assertThat(ranges.inside()).isNotEmpty();
      KeyRanges grouped = ranges.preceded(tagged.layout());
      List<CountRun> ofReal = grouped.cut(real.preceded(tagged.layout(), 0));
      List<CountRun> ofSubject = grouped.cut(tagged);
      List<GroupedCounts> counts = new ArrayList<>();
      List<OpenGroups> open = new ArrayList<>();
      for (int range = 0; range < ranges.size(); range++) {
        GroupedCounts.Collector own = new GroupedCounts.Collector(tagged.layout());
        CountRun none = CountRun.empty(tagged.layout());
        open.add(SuffixScan.of(grouped, range, ofReal.get(range), ofSubject.get(range), none, own));
        counts.add(own.finish());
      }
      GroupedCounts.Collector shared = new GroupedCounts.Collector(tagged.layout());
      OpenGroups.complete(tagged.layout(), open, shared);
      counts.add(shared.finish());
      GroupedCounts sum = GroupedCounts.merge(counts);
      // The end of a sentence has several ranges, of few types also a word.
      assertThat(shared.finish().size().sentences()).isPositive();
      assertThat(sum.size()).isEqualTo(whole.size());
      for (int n = 1; n <= 3; n++) {
        assertThat(sum.pairs(n)).isEqualTo(whole.pairs(n));
        for (int k = 0; k < GroupedCounts.GROUPS; k++) {
          assertThat(sum.without(n, k)).isEqualTo(whole.without(n, k));
          assertThat(sum.without(k)).isEqualTo(whole.without(k));
        }
      }
    }
  }

  @Test
  void isFullOnlyWithASentenceInEveryGroup() {
    GroupedTexts texts = new GroupedTexts(1, 40);
    List<int[]> subject = sentences(new Random(5), 40, GroupedCounts.GROUPS);
    int[] groupOf = new int[GroupedCounts.GROUPS];
    assertThat(texts.compare(texts.count(subject), subject, groupOf).isFull()).isFalse();
    for (int k = 0; k < groupOf.length; k++) {
      groupOf[k] = k;
    }
    assertThat(texts.compare(texts.count(subject), subject, groupOf).isFull()).isTrue();
  }

  private static List<int[]> sentences(Random random, int types, int many) {
    List<int[]> sentences = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int[] sentence = new int[1 + random.nextInt(9)];
      for (int t = 0; t < sentence.length; t++) {
        // Cubes: a few common words, many rare ones, now and then <unk>.
        double u = random.nextDouble();
        sentence[t] = u < 0.02 ? 0 : 3 + (int) (u * u * u * Math.min(types - 3, 5000));
      }
      sentences.add(sentence);
    }
    return sentences;
  }
}
