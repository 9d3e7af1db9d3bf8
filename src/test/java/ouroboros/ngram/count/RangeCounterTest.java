package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.text.Vocabulary;

/** Random text of fixed seeds; the claim cannot fail by chance. */
class RangeCounterTest {
  @ParameterizedTest
  @CsvSource({
    "1, 50",
    "2, 100000",
    "3, 20",
    "3, 100000",
    "4, 100000",
    "5, 30",
    "5, 200000",
    "6, 9"
  })
  void eachRangeHasTheCountsOfTheWholeText(int order, int types) {
    SplittableRandom random = new SplittableRandom(31L * order + types);
    int words = Vocabulary.FIRST_WORD + types;
    long[] counts = new long[words];
    List<int[]> chunks = new ArrayList<>();
    KeyLayout layout = KeyLayout.of(order, words);
    NgramCounter whole = new NgramCounter(layout, 1024);
    for (int c = 0; c < 3; c++) {
      int[] chunk = new int[20_000];
      int at = 0;
      for (int s = 0; s < 900; s++) {
        int length = random.nextInt(0, 20);
        chunk[at++] = length;
        for (int i = 0; i < length; i++) {
          double u = random.nextDouble();
          int token = Vocabulary.FIRST_WORD + (int) (u * u * types);
          chunk[at + i] = token;
          counts[token]++;
        }
        counts[Vocabulary.EOS]++;
        whole.add(chunk, at, at + length);
        at += length;
      }
      chunks.add(Arrays.copyOf(chunk, at));
    }
    KeyRanges ranges = KeyRanges.of(layout, counts, 2_000);
    List<CountRun> expected = ranges.cut(whole.finish());
    assertThat(ranges.size()).isGreaterThan(3);
    for (int range = 0; range < ranges.size(); range++) {
      CountRun run = RangeCounter.count(ranges, range, chunks, counts);
      CountRun same = expected.get(range);
      assertThat(run.size()).isEqualTo(same.size());
      assertThat(Arrays.copyOf(run.counts(), run.size()))
          .isEqualTo(Arrays.copyOf(same.counts(), run.size()));
      for (int w = 0; w < layout.words(); w++) {
        assertThat(Arrays.copyOf(run.keys()[w], run.size()))
            .isEqualTo(Arrays.copyOf(same.keys()[w], run.size()));
      }
    }
  }
}
