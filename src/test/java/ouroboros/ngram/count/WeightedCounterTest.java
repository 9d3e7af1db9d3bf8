package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** Sentences that count other than once. Seed 5; equality is exact. */
class WeightedCounterTest {
  /** A sentence of weight w counts as w copies of it, in keys of one word and of two. */
  @Test
  void aWeightIsThatManyCopies() {
    for (KeyLayout layout : new KeyLayout[] {KeyLayout.ofBits(2, 5), KeyLayout.ofBits(6, 21)}) {
      NgramCounter copies = new NgramCounter(layout, 1024);
      NgramCounter weights = new NgramCounter(layout, 1024, true);
      KeyedStream random = new Key(5, 0).stream(1, Purpose.GATE, 0);
      for (int sentence = 0; sentence < 500; sentence++) {
        int[] tokens = new int[(int) random.below(6)];
        Arrays.setAll(tokens, i -> 3 + (int) random.below(20));
        long times = 1 + random.below(9);
        weights.add(tokens, 0, tokens.length, times);
        for (int copy = 0; copy < times; copy++) {
          copies.add(tokens, 0, tokens.length);
        }
      }
      CountRun expected = copies.finish();
      CountRun weighted = weights.finish();
      assertThat(weighted.size()).isEqualTo(expected.size()).isGreaterThan(100);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(weighted.counts()[i]).isEqualTo(expected.counts()[i]);
        assertThat(layout.compare(weighted.keys(), i, expected.keys(), i)).isZero();
      }
    }
  }

  @Test
  void withoutAWeightASentenceCountsOnce() {
    KeyLayout layout = KeyLayout.ofBits(1, 5);
    NgramCounter weights = new NgramCounter(layout, 1024, true);
    weights.add(new int[] {4}, 0, 1);
    weights.add(new int[] {4}, 0, 1, 1L << 40);
    assertThat(weights.finish().total()).isEqualTo(2 + (2L << 40));
    assertThatThrownBy(() -> new NgramCounter(layout, 1024).add(new int[] {4}, 0, 1, 2))
        .hasMessage("sentences count once");
  }
}
