package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ouroboros.text.CorpusSpec.Documents;
import ouroboros.text.read.Compression;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader;
import ouroboros.text.read.IngestReport;

/** Every reader of corpora with every bad input: the documents, the counts and the messages. */
class BadReaderInputTest {

  /** An answer: documents that came out, problems (or the storage's error) and notices. */
  private record Read(List<String> texts, String said, IngestReport tally) {}

  /** Bytes of a file, and what must be said; empty for nothing. */
  private record Case(String what, String file, byte[] bytes, int documents, String said) {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write(bytes);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bzip2(byte[] bytes) {
    try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
      try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
        out.write(bytes);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static final byte[] JSON = utf8("{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
  private static final byte[] GERMAN =
      "Über größere Flüße führen schöne Brücken.\n"
          .repeat(20)
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final List<Case> CASES =
      List.of(
          new Case("empty", "a.txt", new byte[0], 0, ""),
          new Case("empty", "a.jsonl", new byte[0], 0, ""),
          new Case("empty", "a.txt.gz", new byte[0], 0, "not in the .gz format"),
          new Case("empty", "a.jsonl.bz2", new byte[0], 0, "Stream is not in the BZip2 format"),
          new Case("packed emptiness", "a.txt.gz", gzip(new byte[0]), 0, ""),
          new Case("packed emptiness", "a.txt.bz2", bzip2(new byte[0]), 0, ""),
          new Case("white space only", "a.txt", utf8(" \n\t\n  \n"), 0, ""),
          new Case("white space only", "a.jsonl", utf8(" \n\n"), 0, ""),
          new Case("truncated", "a.jsonl", half(JSON), 1, ""),
          new Case("truncated in a line", "a.jsonl", Arrays.copyOf(JSON, 20), 1, "no valid JSON"),
          new Case("truncated", "a.jsonl.gz", half(gzip(JSON)), -1, "a packed file"),
          new Case("truncated", "a.txt.bz2", half(bzip2(JSON)), -1, "a packed file"),
          new Case("not packed", "a.txt.gz", utf8("plain"), 0, "gz"),
          new Case("not packed", "a.txt.bz2", utf8("plain"), 0, "BZip2"),
          new Case("garbage behind it", "a.txt.gz", join(gzip(utf8("a\n")), utf8("x")), -1, ""),
          new Case("two members", "a.txt.gz", join(gzip(utf8("a\n")), gzip(utf8("b\n"))), 2, ""),
          new Case("two members", "a.txt.bz2", join(bzip2(utf8("a\n")), bzip2(utf8("b"))), 2, ""),
          new Case("Latin-1", "a.txt", GERMAN, -1, "not UTF-8"),
          new Case("Latin-1", "a.jsonl", GERMAN, -1, "no valid JSON"),
          new Case("UTF-16", "a.txt", "one\n".getBytes(StandardCharsets.UTF_16LE), -1, "a byte 0"),
          new Case(
              "UTF-16",
              "a.jsonl",
              "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16),
              -1,
              "byte 0"),
          new Case("a NUL byte", "a.txt", utf8("one\ntw\0o\n"), -1, "a.txt:2: a byte 0"),
          new Case("a NUL byte", "a.jsonl", utf8("{\"text\":\"a\0b\"}\n"), -1, "a byte 0"),
          new Case("a NUL escape", "a.jsonl", utf8("{\"text\":\"a\\u0000b\"}\n"), 1, ""),
          new Case("CR only", "a.txt", utf8("one\rtwo\rthree"), 1, ""),
          new Case("CR LF", "a.txt", utf8("one\r\ntwo\r\n"), 2, ""),
          new Case("CR LF", "a.jsonl", utf8("{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n"), 2, ""),
          new Case("a mark", "a.txt", utf8("\uFEFFone\n"), 1, ""),
          new Case("a mark", "a.jsonl", utf8("\uFEFF{\"text\":\"a\"}\n"), 1, ""),
          new Case("a mark only", "a.txt", utf8("\uFEFF"), 0, ""),
          new Case("wrong schema", "a.jsonl", utf8("{\"body\":\"a\"}\n"), 0, "no field \"text\""),
          new Case("a list", "a.jsonl", utf8("[{\"text\":\"a\"}]\n"), 0, "no JSON object"),
          new Case("text is a map", "a.jsonl", utf8("{\"text\":{}}\n"), 0, "is no string"),
          new Case("text is a number", "a.jsonl", utf8("{\"text\":1}\n"), 0, "is no string"),
          new Case("plain text", "a.jsonl", utf8("words\n"), 0, "no valid JSON"),
          new Case("nested without end", "a.jsonl", utf8("[".repeat(5000)), 0, "JSON"),
          new Case(
              "a number without end",
              "a.jsonl",
              utf8("{\"id\":" + "9".repeat(5000) + ",\"text\":\"a\"}\n"),
              1,
              ""),
          new Case("a huge line", "a.txt", utf8("word ".repeat(1 << 19)), 1, ""),
          new Case("no last line end", "a.txt", utf8("one\ntwo"), 2, ""));

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static Read read(Case each, Documents unit) {
    IngestReport tally = new IngestReport();
    List<String> texts = new ArrayList<>();
    Compression compression = Compression.of(each.file());
    String error = "";
    try {
      CorpusSpec spec = SpecFixtures.of("x").withDocuments(unit).spec();
      DocumentReader.Range range = new DocumentReader.Range(0, each.file(), 0, Long.MAX_VALUE);
      DocumentReader reader =
          DocumentReader.of(
              spec, range, compression.unpack(new ByteArrayInputStream(each.bytes())), tally);
      for (Document next = reader.next(); next != null; next = reader.next()) {
        texts.add(next.text());
      }
    } catch (IOException e) {
      error = "a packed file: " + e.getMessage();
    }
    StringBuilder said = new StringBuilder(error);
    for (IngestReport.Problem problem : tally.problems()) {
      said.append(each.file()).append(':').append(tally.line(problem.at()));
      said.append(": ").append(problem.message()).append('\n');
    }
    if (tally.decoded().isOther()) {
      said.append("not UTF-8; ").append(tally.decoded().wayOut());
    }
    return new Read(texts, said.toString(), tally);
  }

  @TestFactory
  Stream<DynamicTest> everyBadInputIsSaidOrCounted() {
    return CASES.stream()
        .map(each -> dynamicTest(each.file() + ": " + each.what(), () -> check(each)));
  }

  private static void check(Case each) {
    Read lines = read(each, Documents.LINE);
    if (each.said().isEmpty() && each.documents() >= 0) {
      assertThat(lines.said()).isEmpty();
    } else {
      assertThat(lines.said()).containsIgnoringCase(each.said());
    }
    if (each.documents() >= 0) {
      assertThat(lines.texts()).hasSize(each.documents());
    }
    assertThat(lines.tally().count(Notice.DOCUMENTS)).isEqualTo(lines.texts().size());
    Read whole = read(each, Documents.FILE);
    assertThat(whole.tally().count(Notice.DOCUMENTS)).isEqualTo(whole.texts().size());
  }
}
