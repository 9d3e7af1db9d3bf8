package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
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
        switch (kind) {
          case GZIP -> new GZIPOutputStream(bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(bytes);
          case ZSTD -> new ZstdOutputStream(bytes);
          case NONE -> bytes;
        }) {
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
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void allMembersOfAFileAreRead(Compression kind) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(packed(kind, "one "));
    all.write(packed(kind, "two "));
    all.write(packed(kind, "three"));
    assertThat(unpacked(kind, all.toByteArray())).isEqualTo("one two three");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void aFileCutOffAnywhereIsAnError(Compression kind) throws IOException {
    byte[] whole = packed(kind, "a sentence that is packed, again and again\n".repeat(50));
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> unpacked(kind, cut)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "BZIP2", "ZSTD"})
  void plainTextUnderAPackedNameIsAnError(Compression kind) {
    byte[] plain = "plain words".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> unpacked(kind, plain)).isInstanceOf(IOException.class);
  }

  @Test
  void namesTellFormatAndCompression() {
    assertThat(FileFormat.of("a.JSONL.gz")).isEqualTo(FileFormat.JSON_LINES);
    assertThat(FileFormat.of("a.txt.bz2")).isEqualTo(FileFormat.TEXT);
    assertThat(FileFormat.of("part-0.snappy.parquet")).isEqualTo(FileFormat.PARQUET);
    assertThat(FileFormat.of("a.jsonl.ZST")).isEqualTo(FileFormat.JSON_LINES);
    assertThat(FileFormat.of("a.CSV.zst")).isEqualTo(FileFormat.TABLE);
    assertThat(FileFormat.unreadable("a.tsv.gz")).isNull();
    assertThat(FileFormat.unreadable("a.csv.xz")).contains(".xz is not read", "CSV or Parquet");
    assertThat(FileFormat.unreadable("a.parquet.gz")).contains("compressed within");
    assertThat(FileFormat.unreadable("README")).isNull();
  }
}
