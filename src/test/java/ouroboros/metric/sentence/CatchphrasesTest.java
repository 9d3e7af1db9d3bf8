package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.metric.Gold;

class CatchphrasesTest {
  /** 300 sentences of their own words; three of them share a run of four, two one of five. */
  @Test
  @Gold("catchphrase-length")
  void isTheLongestRunOfOnePercentOfTheSentences() {
    List<int[]> sentences = new ArrayList<>();
    for (int i = 0; i < 295; i++) {
      sentences.add(new int[] {1000 + 3 * i, 1001 + 3 * i, 1002 + 3 * i});
    }
    for (int i = 0; i < 3; i++) {
      sentences.add(new int[] {500 + i, 10, 11, 12, 13, 600 + i});
    }
    for (int i = 0; i < 2; i++) {
      sentences.add(new int[] {20, 21, 22, 23, 24});
    }
    assertThat(Catchphrases.longest(sentences)).isEqualTo(4);
    sentences.add(new int[] {20, 21, 22, 23, 24});
    assertThat(Catchphrases.longest(sentences)).as("1 % of 301 is 4 sentences").isZero();
  }

  @Test
  void aRunThatOneSentenceRepeatsIsNoCatchphrase() {
    assertThat(Catchphrases.longest(List.of(new int[] {3, 4, 3, 4}, new int[] {5}))).isZero();
    assertThat(Catchphrases.longest(List.of(new int[] {3, 4}, new int[] {9, 3, 4}))).isEqualTo(2);
    assertThat(Catchphrases.longest(List.of())).isNaN();
  }
}
