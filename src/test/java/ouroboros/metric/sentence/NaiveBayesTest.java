package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;
import ouroboros.text.Vocabulary;

class NaiveBayesTest {
  private static final int WORDS = 12;

  /**
   * Three strata of 200, 60 and 12 sentences, 100 others of each as test. Python: {@code
   * MultinomialNB(alpha=1).fit(X, y)}, {@code recall_score(t, m.predict(T), average=None)} of
   * scikit-learn 1.9.1, X the counts of the words of
   *
   * <pre>
   * sent = lambda s, i: [(s*(3+j)+i*i*(j+1)+7*j*j*(s+1)+(i*j)%5)%(6+3*s) for j in range(2+(i+s)%4)]
   * </pre>
   */
  @Test
  @Gold("rare-recall")
  void recognisesWhatScikitLearnDoes() {
    int[] sizes = {200, 60, 12};
    long[][] counts = new long[3][Vocabulary.FIRST_WORD + WORDS];
    long[] sentences = new long[3];
    for (int s = 0; s < 3; s++) {
      for (int i = 0; i < sizes[s]; i++) {
        for (int word : sentence(s, i)) {
          counts[s][word]++;
        }
        sentences[s]++;
      }
    }
    NaiveBayes classifier = NaiveBayes.of(counts, sentences, Vocabulary.FIRST_WORD);
    double[] recall = new double[3];
    for (int s = 0; s < 3; s++) {
      long right = 0;
      for (int i = 500; i < 600; i++) {
        int[] tokens = sentence(s, i);
        right += classifier.stratum(tokens, 0, tokens.length) == s ? 1 : 0;
      }
      recall[s] = new NaiveBayes.Found(right, 100).recall();
    }
    assertThat(recall).containsExactly(1, .61, .65);
  }

  @Test
  void aStratumWithoutSentencesIsNeverFound() {
    NaiveBayes classifier =
        NaiveBayes.of(new long[][] {{0, 0, 0, 5, 1}, {0, 0, 0, 0, 0}}, new long[] {2, 0}, 3);
    assertThat(classifier.stratum(new int[] {4, 4, 4}, 0, 3)).isZero();
    assertThat(classifier.stratum(new int[] {Vocabulary.UNK, 99}, 0, 2)).isZero();
    assertThat(new NaiveBayes.Found(0, 0).recall()).isNaN();
  }

  static int[] sentence(int s, int i) {
    int[] tokens = new int[2 + (i + s) % 4];
    for (int j = 0; j < tokens.length; j++) {
      int word = s * (3 + j) + i * i * (j + 1) + 7 * j * j * (s + 1) + (i * j) % 5;
      tokens[j] = Vocabulary.FIRST_WORD + word % (6 + 3 * s);
    }
    return tokens;
  }
}
