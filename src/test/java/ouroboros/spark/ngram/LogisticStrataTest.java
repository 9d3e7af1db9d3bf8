package ouroboros.spark.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ouroboros.metric.sentence.LinearClassifier;
import ouroboros.spark.PreparationSession;
import ouroboros.spark.text.LabelledSentence;
import ouroboros.text.Vocabulary;

@Tag("spark")
class LogisticStrataTest {
  private static final int WORDS = 12;

  /**
   * 200, 60 and 12 sentences, strata 1, 3 and 4 of 5, 100 others of each as test. The least value
   * of the objective by scipy 1.17 ({@code minimize(f, method="L-BFGS-B", gtol=1e-10)}; the first
   * stratum is the reference) recognises 100, 61 and 62 of them, with a margin of at least .12.
   */
  @Test
  void recognisesWhatTheMinimumOfTheObjectiveDoes() {
    int[] sizes = {200, 60, 12};
    int[] strata = {1, 3, 4};
    List<LabelledSentence> sentences = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      for (int i = 0; i < sizes[s]; i++) {
        sentences.add(new LabelledSentence(strata[s], sentence(s, i)));
      }
    }
    LinearClassifier classifier = fit(sentences);
    int[] right = new int[3];
    for (int s = 0; s < 3; s++) {
      for (int i = 500; i < 600; i++) {
        int[] tokens = sentence(s, i);
        right[s] += classifier.stratum(tokens, 0, tokens.length) == strata[s] ? 1 : 0;
      }
    }
    assertThat(right).containsExactly(100, 61, 62);
  }

  @Test
  void theOnlyStratumIsAlwaysFound() {
    LinearClassifier classifier = fit(List.of(new LabelledSentence(3, sentence(0, 1))));
    assertThat(classifier.stratum(sentence(2, 7), 0, 2)).isEqualTo(3);
  }

  private static LinearClassifier fit(List<LabelledSentence> sentences) {
    return LogisticStrata.fit(
        JavaSparkContext.fromSparkContext(PreparationSession.session().sparkContext()),
        sentences,
        5,
        Vocabulary.FIRST_WORD + WORDS);
  }

  private static int[] sentence(int s, int i) {
    int[] tokens = new int[2 + (i + s) % 4];
    for (int j = 0; j < tokens.length; j++) {
      int word = s * (3 + j) + i * i * (j + 1) + 7 * j * j * (s + 1) + (i * j) % 5;
      tokens[j] = Vocabulary.FIRST_WORD + word % (6 + 3 * s);
    }
    return tokens;
  }
}
