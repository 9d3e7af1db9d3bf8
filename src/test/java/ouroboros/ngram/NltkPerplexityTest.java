package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.smoothing.Smoothing;

/**
 * The perplexity of a text under a bigram model of maximum likelihood, compared with nltk 3.10:
 *
 * <pre>
 * train, words = padded_everygram_pipeline(2, R); m = nltk.lm.MLE(2); m.fit(train, words)
 * b = [x for s in T for x in nltk.ngrams(pad_both_ends(s, n=2), 2)]
 * m.perplexity(b); sum(m.score(w, [h]) == 0 for h, w in b), len(b); the share of words not in R
 * </pre>
 */
class NltkPerplexityTest {
  private static final KeyLayout LAYOUT = KeyLayout.of(2, 64);
  private final Texts texts = new Texts();
  private final List<int[]> real =
      texts.learn(
          List.of(
              "the cat sat on the mat",
              "the dog sat",
              "a dog ran on the road",
              "the cat sat on the mat"));

  @Test
  @Gold("perplexity-generator")
  void perplexityOfAModelWithoutSmoothingIsThatOfNltk() {
    HeldOutScore score = score(text("the dog ran on the road", "a dog sat on the mat"));
    assertThat(score.allTokens()).isEqualTo(14);
    assertThat(score.perplexity()).isCloseTo(1.7895970974259525, within(1e-13));
  }

  @Test
  @Gold({"zero-probability-share", "oov-rate"})
  void whatCannotBeSaidIsCounted() {
    HeldOut text = text("a cat sat on a log", "the dog");
    HeldOutScore score = score(text);
    assertThat(score.perplexity()).isInfinite();
    assertThat(score.allZeros()).isEqualTo(5);
    assertThat(score.allTokens()).isEqualTo(10);
    assertThat(text.outOfVocabulary(counts(text))).isEqualTo(.125);
  }

  private HeldOut text(String... lines) {
    List<CountRun> counted = List.of(Texts.count(LAYOUT, texts.read(List.of(lines))));
    return HeldOut.of(LAYOUT, new String[] {"all"}, counted);
  }

  private HeldOutCounts counts(HeldOut text) {
    HeldOutCounts counts = new HeldOutCounts(text, LAYOUT, new int[] {2}, texts.ids.size());
    SuffixScan.of(Texts.count(LAYOUT, real), counts);
    return counts;
  }

  private HeldOutScore score(HeldOut text) {
    HeldOutCounts counts = counts(text);
    return HeldOutScore.of(new Smoothing.None(), text, counts, 2, counts.typesWithMarks());
  }
}
