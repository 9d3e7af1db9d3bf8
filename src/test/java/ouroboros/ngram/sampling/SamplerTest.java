package ouroboros.ngram.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ouroboros.ngram.smoothing.Interpolation;

/** A search for a word among the unigrams, next to a plain one. Nothing is random. */
class SamplerTest {
  private static Sampler unigrams(int... words) {
    int n = words.length;
    return new Sampler(
        1,
        0,
        new int[] {0, n},
        IntStream.rangeClosed(1, n).asLongStream().toArray(),
        words,
        new int[n],
        new int[0],
        new int[] {0, 1},
        Interpolation.NONE,
        new long[0]);
  }

  @Test
  void findsEveryWordAndNoOtherAmongWordsWithAnyGaps() {
    int[][] vocabularies = {
      {},
      {7},
      {0, 1, 2, 3, 4, 5},
      {2, 3, 4, 9, 10, 40, 41, 42, 90},
      IntStream.range(0, 60).map(i -> i * i).toArray(),
      {1, 2, Sampler.REST}
    };
    for (int[] words : vocabularies) {
      Sampler model = unigrams(words);
      for (int word = 0; word < 3600; word++) {
        int plain = Arrays.binarySearch(words, word);
        assertThat(model.find(0, word)).as(word + "").isEqualTo(plain < 0 ? -1 : plain);
      }
    }
    assertThat(unigrams(1, 2, Sampler.REST).find(0, Sampler.REST)).isEqualTo(2);
  }
}
