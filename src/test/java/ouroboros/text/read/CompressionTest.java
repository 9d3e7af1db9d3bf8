package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  private static byte[] packed(Compression kind, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        kind == Compression.GZIP
            ? new GZIPOutputStream(bytes)
            : new BZip2CompressorOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String unpacked(Compression kind, byte[] packed) throws IOException {
    // A stream that, like those of object stores, never says how much is there.
    InputStream shy =
        new FilterInputStream(new ByteArrayInputStream(packed)) {
          @Override
          public int available() {
            return 0;
          }
        };
    return new String(kind.unpack(shy).readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2"})
  void allMembersOfAFileAreRead(Compression kind) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(packed(kind, "one "));
    all.write(packed(kind, "two "));
    all.write(packed(kind, "three"));
    assertThat(unpacked(kind, all.toByteArray())).isEqualTo("one two three");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2"})
  void aFileCutOffAnywhereIsAnError(Compression kind) throws IOException {
    byte[] whole = packed(kind, "a sentence that is packed, again and again\n".repeat(50));
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> unpacked(kind, cut)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2"})
  void plainTextUnderAPackedNameIsAnError(Compression kind) {
    byte[] plain = "plain words".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> unpacked(kind, plain)).isInstanceOf(IOException.class);
  }

  @Test
  void namesTellFormatAndCompression() {
    assertThat(FileFormat.of("a.JSONL.gz")).isEqualTo(FileFormat.JSON_LINES);
    assertThat(FileFormat.of("a.txt.bz2")).isEqualTo(FileFormat.TEXT);
    assertThat(FileFormat.of("part-0.snappy.parquet")).isEqualTo(FileFormat.PARQUET);
    assertThat(FileFormat.unreadable("a.jsonl.zst")).contains(".zst is not read");
    assertThat(FileFormat.unreadable("a.parquet.gz")).contains("compressed within");
    assertThat(FileFormat.unreadable("README")).isNull();
  }
}
