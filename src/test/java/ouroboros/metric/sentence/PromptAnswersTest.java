package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;

class PromptAnswersTest {
  private static final int[][] SENTENCES = {
    {3, 4, 5},
    {3, 4, 5},
    {3, 4, 6},
    {3, 5, 7},
    {3, 5},
    {3, 5, 7},
    {3, 5, 5},
    {4, 4, 4},
    {9},
    {3, 4, 5, 6}
  };

  /**
   * x, y = second and third token of the eight sentences that begin with 3 4 or 3 5, 2 at an end;
   * sklearn.metrics.mutual_info_score(x, y)/log(2) - (5 - 2 - 4 + 1)/(2*8*log(2)).
   */
  @Test
  @Gold("prompt-information")
  void isTheMutualInformationOfScikitLearn() {
    PromptAnswers answers = new PromptAnswers(new long[] {3L << 32 | 4, 3L << 32 | 5});
    for (int[] sentence : SENTENCES) {
      answers.accept(0, sentence, 0, sentence.length);
    }
    assertThat(PromptAnswers.information(answers.counts()))
        .isCloseTo(0.5943609377704334, within(1e-13));
  }

  /**
   * a, b over itertools.permutations of the same eight sentences, x and y as above: mean(y differ)
   * where x differ, over the same where x are equal.
   */
  @Test
  @Gold("answer-distance")
  void answersToOtherPromptsAreFarther() {
    PromptAnswers answers = new PromptAnswers(new long[] {3L << 32 | 4, 3L << 32 | 5});
    for (int[] sentence : SENTENCES) {
      answers.accept(0, sentence, 0, sentence.length);
    }
    assertThat(PromptAnswers.distance(answers.counts())).isCloseTo(1.21875, within(1e-13));
    assertThat(PromptAnswers.distance(new long[][] {{}, {}})).isNaN();
    assertThat(PromptAnswers.distance(new long[][] {{5, 6}, {2, 2}})).as("one prompt").isNaN();
    assertThat(PromptAnswers.distance(new long[][] {{5, 1L << 32 | 6}, {2, 2}}))
        .as("answers that the prompt decides")
        .isNaN();
  }

  /**
   * Two prompts with the answers 5 and 6 equally often, 100 each: 0 less (4 - 2 - 2 + 1)/(400 ln
   * 2).
   */
  @Test
  void answersThatDoNotDependOnTheQuestionInformOfNothing() {
    PromptAnswers answers = new PromptAnswers(new long[] {3L << 32 | 4, 3L << 32 | 5});
    for (int i = 0; i < 200; i++) {
      answers.accept(i, new int[] {3, 4 + i % 2, 5 + i / 2 % 2}, 0, 3);
    }
    assertThat(PromptAnswers.information(answers.counts()))
        .isCloseTo(-1 / (400 * Math.log(2)), within(1e-13));
    assertThat(PromptAnswers.information(new long[][] {{}, {}})).isNaN();
  }

  @Test
  void promptsAreTheMostFrequentBeginnings() {
    NgramCounter counter = new NgramCounter(KeyLayout.ofBits(3, 4), 16);
    for (int[] sentence : SENTENCES) {
      counter.add(sentence, 0, sentence.length);
    }
    counter.add(new int[] {4, 0, 5}, 0, 3);
    assertThat(PromptAnswers.prompts(counter.finish()))
        .containsExactly(3L << 32 | 4, 3L << 32 | 5, 4L << 32 | 4);
  }
}
