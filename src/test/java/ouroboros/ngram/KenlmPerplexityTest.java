package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.metric.Gold;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.smoothing.ModifiedKneserNey;

/** Gold numbers and the commands that made them: see kenlm/README.md in the test resources. */
class KenlmPerplexityTest {

  @ParameterizedTest
  @Gold("perplexity")
  @CsvSource({"3, 127.63277319600532", "5, 119.98003816379317"})
  void heldOutPerplexityIsThatOfKenlm(int order, double gold) {
    Texts texts = new Texts();
    List<int[]> training = texts.learn(Texts.lines("kenlm/text.txt.gz"));
    List<int[]> test = texts.read(Texts.lines("kenlm/heldout.txt.gz"));
    int size = texts.ids.size();
    KeyLayout layout = KeyLayout.of(order, size);
    HeldOut heldOut = HeldOut.of(layout, new String[] {"all"}, List.of(Texts.count(layout, test)));
    HeldOutCounts counts = new HeldOutCounts(heldOut, layout, new int[] {order}, size);
    SuffixScan.of(Texts.count(layout, training), counts);

    HeldOutScore score =
        HeldOutScore.of(new ModifiedKneserNey(), heldOut, counts, order, size - 1L);

    assertThat(score.allTokens()).isEqualTo(36_292);
    assertThat(score.perplexity()).isCloseTo(gold, within(gold * 1e-6));
  }

  /**
   * G, C = Counters of t[i-2:i+1] and t[i-2:i] for i in range(2, len(t)), t = ['<s>']*2 + s +
   * ['</s>'], over the lines of text.txt; log2(127.63277319600532) - scipy.stats.entropy(G, base=2)
   * + scipy.stats.entropy(C, base=2).
   */
  @Test
  @Gold("confidence-gap")
  void theGapIsThatOfKenlmAndScipy() {
    Texts texts = new Texts();
    List<int[]> training = texts.learn(Texts.lines("kenlm/text.txt.gz"));
    OwnEntropy.Collector own = new OwnEntropy.Collector(3);
    SuffixScan.of(Texts.count(KeyLayout.of(3, texts.ids.size()), training), own);
    assertThat(own.finish().gap(127.63277319600532)).isCloseTo(4.320341136444699, within(1e-9));
  }

  @Test
  void aWiderTableScoresAModelOfLowerOrder() {
    Texts texts = new Texts();
    List<int[]> training = texts.learn(Texts.lines("kenlm/text.txt.gz"));
    List<int[]> test = texts.read(Texts.lines("kenlm/heldout.txt.gz"));
    int size = texts.ids.size();
    KeyLayout wide = KeyLayout.of(5, size);
    KeyLayout layout = KeyLayout.of(3, size);
    HeldOut heldOut = HeldOut.of(layout, new String[] {"all"}, List.of(Texts.count(layout, test)));
    HeldOutCounts counts = new HeldOutCounts(heldOut, wide, new int[] {3}, size);
    SuffixScan.of(Texts.count(wide, training), counts);

    HeldOutScore score = HeldOutScore.of(new ModifiedKneserNey(), heldOut, counts, 3, size - 1L);

    assertThat(score.perplexity()).isCloseTo(127.63277319600532, within(1e-4));
  }
}
