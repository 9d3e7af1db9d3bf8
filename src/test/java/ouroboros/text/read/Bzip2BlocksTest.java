package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

class Bzip2BlocksTest {
  private static byte[] text(int size, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ('a' + (int) (26 * random.nextDouble() * random.nextDouble()));
    }
    return text;
  }

  /** Blocks of 100 kB. */
  private static byte[] packed(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(packed, 1)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  private static byte[] unpacked(byte[] packed, int blocks) throws IOException {
    try (InputStream in = new Bzip2Blocks(new ByteArrayInputStream(packed), blocks)) {
      return in.readAllBytes();
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void filesOfAnySizeAndSeveralMembers() throws IOException {
    for (int size : new int[] {0, 1, 99_000, 100_000, 101_000, 1_234_567}) {
      byte[] text = text(size, size);
      for (int blocks : new int[] {1, 2, 5}) {
        assertThat(unpacked(packed(text), blocks)).as("%d bytes", size).isEqualTo(text);
      }
    }
    byte[] a = text(250_000, 1);
    byte[] b = text(10, 2);
    byte[] c = text(350_000, 3);
    byte[] members = joined(packed(a), packed(new byte[0]), packed(b), packed(c));
    assertThat(unpacked(members, 3)).isEqualTo(joined(a, b, c));
  }

  @Test
  void itIsReadByteByByteToo() throws IOException {
    byte[] text = text(150_000, 4);
    try (InputStream in = new Bzip2Blocks(new ByteArrayInputStream(packed(text)), 2)) {
      for (byte each : text) {
        assertThat(in.read()).isEqualTo(each);
      }
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /** Whatever bit is wrong or wherever the file is cut: an error, and the text before is right. */
  @Test
  void damageIsFoundWhereItIs() throws IOException {
    byte[] text = text(420_000, 5);
    byte[] packed = packed(text);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = packed.clone();
      int at = random.nextInt(packed.length);
      if (i % 2 == 0) {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        damaged = Arrays.copyOf(packed, at);
      }
      byte[] file = damaged;
      ByteArrayOutputStream before = new ByteArrayOutputStream();
      if (isPadding(packed, at) && i % 2 == 0) {
        continue;
      }
      assertThatThrownBy(
              () -> {
                try (InputStream in = new Bzip2Blocks(new ByteArrayInputStream(file), 2)) {
                  in.transferTo(before);
                }
              })
          .as("byte %d of %d", at, packed.length)
          .isInstanceOf(IOException.class);
      byte[] right = before.toByteArray();
      assertThat(right).isEqualTo(Arrays.copyOf(text, right.length));
      // A block is about 100 kB of text and 60 of file.
      assertThat(right.length)
          .isGreaterThanOrEqualTo((int) (at / (double) packed.length * 3) * 99_000);
    }
  }

  /** Whoever reads on after the error gets it again, not the text of the next block. */
  @Test
  void nothingFollowsADamagedBlock() throws IOException {
    byte[] packed = packed(text(420_000, 5));
    packed[packed.length / 3] ^= 1;
    try (InputStream in = new Bzip2Blocks(new ByteArrayInputStream(packed), 5)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }
  }

  /** The last bits only fill the last byte. */
  private static boolean isPadding(byte[] packed, int at) {
    return at == packed.length - 1;
  }

  @Test
  void otherBytesAfterTheEndAreRefused() throws IOException {
    byte[] text = text(1_000, 7);
    assertThatThrownBy(() -> unpacked(joined(packed(text), new byte[] {1, 2, 3}), 2))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> unpacked(text, 2)).hasMessageContaining("not in the BZip2 format");
    assertThatThrownBy(() -> unpacked(new byte[0], 2)).isInstanceOf(IOException.class);
  }

  /**
   * A block begins with 16 bits for each used range of 16 bytes, which say which of these bytes it
   * has. So text of the right bytes has a mark inside its blocks.
   */
  @Test
  void aMarkInsideABlockIsNoBlock() throws IOException {
    for (long mark : new long[] {0x314159265359L, 0x177245385090L}) {
      byte[] alphabet = new byte[48];
      int size = 0;
      for (int bit = 0; bit < 48; bit++) {
        if ((mark >>> (47 - bit) & 1) != 0) {
          alphabet[size++] = (byte) ('@' + bit);
        }
      }
      SplittableRandom random = new SplittableRandom(mark);
      byte[] text = new byte[350_000];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(size)];
      }
      byte[] packed = packed(text);
      // One inside each of four blocks, and those where blocks begin or the file ends.
      assertThat(marks(packed, mark)).isEqualTo(mark == 0x314159265359L ? 8 : 5);
      for (int blocks : new int[] {1, 2, 3}) {
        assertThat(unpacked(packed, blocks)).isEqualTo(text);
      }
    }
  }

  private static int marks(byte[] bytes, long mark) {
    int found = 0;
    long window = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      window = window << 1 | (bytes[bit / 8] >>> (7 - bit % 8) & 1);
      found += (window & ((1L << 48) - 1)) == mark ? 1 : 0;
    }
    return found;
  }
}
