package ouroboros.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bytes of count tables, whole and damaged: an answer or an IOException, nothing else. */
class CountCodecTest {
  private static final KeyLayout NARROW = KeyLayout.ofBits(3, 10);
  private static final KeyLayout WIDE = KeyLayout.ofBits(6, 20);
  private static final int SIZE = 5;

  /**
   * Positions of the number of entries, of that of the first block, and of the bytes of that block.
   */
  private static final int[] PROMISES = {2, 6, 10};

  @Test
  void comesBackAsItWas() throws IOException {
    for (KeyLayout layout : new KeyLayout[] {NARROW, WIDE}) {
      CountRun run = run(layout, 2 * CountCodec.blockEntries(layout) + 7);
      CountRun back = read(written(run));
      assertThat(back.size()).isEqualTo(run.size());
      for (int w = 0; w < layout.words(); w++) {
        assertThat(Arrays.equals(run.keys()[w], 0, run.size(), back.keys()[w], 0, run.size()))
            .isTrue();
      }
      assertThat(Arrays.equals(run.counts(), 0, run.size(), back.counts(), 0, run.size())).isTrue();
    }
  }

  @Test
  void cutAnywhereItIsRefused() throws IOException {
    byte[] whole = written(run(WIDE, SIZE));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anyByteCanBeAnyOther() throws IOException {
    byte[] whole = written(run(NARROW, SIZE));
    for (int at = 0; at < whole.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = whole.clone();
        damaged[at] = (byte) value;
        try {
          assertThat(read(damaged).size()).isNotNegative();
        } catch (IOException e) {
          assertThat(e).hasMessageNotContaining("\n");
        }
      }
    }
  }

  /** Two thousand million entries would need more memory than there is. */
  @Test
  void whatIsOnlyPromisedIsNotAllocated() throws IOException {
    for (int at : PROMISES) {
      byte[] promising = written(run(WIDE, SIZE));
      ByteBuffer.wrap(promising).putInt(at, Integer.MAX_VALUE - 8);
      assertThatThrownBy(() -> read(promising)).isInstanceOf(IOException.class);
    }
  }

  private static CountRun run(KeyLayout layout, int size) {
    long[][] keys = new long[layout.words()][size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      keys[0][i] = 3L * i;
      counts[i] = 1 + i % 1_000;
    }
    return new CountRun(layout, keys, counts, size);
  }

  private static byte[] written(CountRun run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CountCodec.write(run, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static CountRun read(byte[] bytes) throws IOException {
    return CountCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
