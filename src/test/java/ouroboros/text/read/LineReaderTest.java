package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void aLineOf64MiBIsOneLine() throws IOException {
    byte[] bytes = new byte[(64 << 20) + 2];
    Arrays.fill(bytes, (byte) 'x');
    bytes[64 << 20] = '\n';
    LineReader reader = LineReader.whole(new ByteArrayInputStream(bytes), LineReader.LIMIT);
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isEqualTo(64 << 20);
    assertThat(reader.tooLong()).isFalse();
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isEqualTo(1);
    assertThat(reader.next()).isFalse();
  }

  @Test
  void aLinePastTheLimitIsMeasuredAndTheNextIsRead() throws IOException {
    byte[] bytes = ("short\n" + "x".repeat(200_000) + "\nlast").getBytes(StandardCharsets.US_ASCII);
    LineReader reader = LineReader.whole(new ByteArrayInputStream(bytes), 1000);
    assertThat(reader.next()).isTrue();
    assertThat(reader.tooLong()).isFalse();
    assertThat(reader.next()).isTrue();
    assertThat(reader.tooLong()).isTrue();
    assertThat(reader.length()).isEqualTo(200_000);
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isEqualTo(4);
    assertThat(reader.number()).isEqualTo(3);
    assertThat(reader.start()).isEqualTo(200_007);
  }

  @Test
  void aByteZeroIsSeen() throws IOException {
    LineReader reader = LineReader.whole(new ByteArrayInputStream(new byte[] {'a', '\n', 0}), 10);
    assertThat(reader.next()).isTrue();
    assertThat(reader.hasZero()).isFalse();
    assertThat(reader.next()).isTrue();
    assertThat(reader.hasZero()).isTrue();
  }
}
