package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.text.Vocabulary;

class LinearClassifierTest {
  /** Of scikit-learn, below, rounded; the intercept last. The least margin of a test is .038. */
  private static final double[][] WEIGHTS = {
    {.625, .534, -.016, .095, .661, .489, -1.842, -2.217, -1.343, -.103, -1.202, -.919, .736},
    {.226, .071, .3, -.096, .101, -.165, 1.099, 1.003, 1.053, -.473, -.587, -.638, -.002},
    {-.85, -.605, -.284, .002, -.762, -.323, .743, 1.214, .289, .577, 1.789, 1.558, -.734}
  };

  /**
   * The sentences of {@link NaiveBayesTest}. Python: {@code LogisticRegression(C=1.0).fit(X, y)},
   * {@code recall_score(t, m.predict(T), average=None)} of scikit-learn 1.9.1.
   */
  @Test
  @Gold("rare-recall-logistic")
  void recognisesWhatScikitLearnDoes() {
    LinearClassifier classifier = new LinearClassifier(WEIGHTS, Vocabulary.FIRST_WORD);
    double[] recall = new double[3];
    for (int s = 0; s < 3; s++) {
      long right = 0;
      for (int i = 500; i < 600; i++) {
        int[] tokens = NaiveBayesTest.sentence(s, i);
        right += classifier.stratum(tokens, 0, tokens.length) == s ? 1 : 0;
      }
      recall[s] = new NaiveBayes.Found(right, 100).recall();
    }
    assertThat(recall).containsExactly(1, .61, .57);
  }

  @Test
  void aStratumWithoutWeightsIsNeverFoundAndOtherWordsAreIgnored() {
    LinearClassifier classifier =
        new LinearClassifier(new double[][] {{}, {-3, -2, -1}, {-3, 2, -4}}, 10);
    assertThat(classifier.stratum(new int[] {10, 3, 99}, 0, 3)).isEqualTo(1);
    assertThat(classifier.stratum(new int[] {11}, 0, 1)).isEqualTo(2);
    assertThat(classifier.stratum(new int[] {11}, 1, 1)).isEqualTo(1);
  }
}
