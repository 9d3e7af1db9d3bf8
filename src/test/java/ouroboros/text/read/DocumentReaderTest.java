package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.text.CorpusSpec;
import ouroboros.text.CorpusSpec.Documents;
import ouroboros.text.Notice;
import ouroboros.text.SpecFixtures;

class DocumentReaderTest {
  private final IngestReport tally = new IngestReport();

  private List<Document> read(CorpusSpec spec, String name, byte[] bytes) throws IOException {
    DocumentReader.Range range = new DocumentReader.Range(0, name, 0, Long.MAX_VALUE);
    DocumentReader reader = DocumentReader.of(spec, range, new ByteArrayInputStream(bytes), tally);
    List<Document> documents = new ArrayList<>();
    for (Document next = reader.next(); next != null; next = reader.next()) {
      documents.add(next);
    }
    return documents;
  }

  private List<Document> read(CorpusSpec spec, String name, String text) throws IOException {
    return read(spec, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static CorpusSpec spec() {
    return SpecFixtures.of("x").withPeriod("year").spec();
  }

  /** Only where it is asked for: the folder is no stratum by default. */
  @Test
  void theFolderOfPlainTextCanBeItsStratum() throws IOException {
    CorpusSpec lines = SpecFixtures.of("x").withStratum("folder").spec();
    CorpusSpec file =
        SpecFixtures.of("x").withStratum("folder").withDocuments(Documents.FILE).spec();
    assertThat(read(lines, "poems/old/a.txt", "a\nb\n"))
        .extracting(Document::stratum)
        .containsExactly("poems", "poems");
    assertThat(read(file, "letters/b.txt", "a\nb\n"))
        .extracting(Document::stratum)
        .containsExactly("letters");
    assertThat(tally.count(Notice.MISSING_STRATUM)).isZero();
    assertThat(read(file, "c.txt", "a")).extracting(Document::stratum).containsExactly("");
    assertThat(read(lines, "c.txt", "a")).extracting(Document::stratum).containsExactly("");
    assertThat(tally.count(Notice.MISSING_STRATUM)).isEqualTo(2);
    assertThat(read(SpecFixtures.of("x").spec(), "poems/a.txt", "a"))
        .extracting(Document::stratum)
        .containsExactly("");
  }

  @Test
  void jsonFieldsBecomeADocument() throws IOException {
    List<Document> documents =
        read(
            spec(),
            "a.jsonl",
            """
            {"id":7,"x":{"text":"no"},"text":"Hi\\n\\u00e9","stratum":"s","year":1900}

            {"text":"b","year":"-12","id":null}\r
            """);
    assertThat(documents)
        .containsExactly(
            new Document("7", null, "s", 1900, new Origin(0, 0, 1), "Hi\né"),
            new Document("a.jsonl:74", null, "", -12, new Origin(0, 0, 3), "b"));
    assertThat(tally.count(Notice.BLANK_LINES)).isEqualTo(1);
    assertThat(tally.count(Notice.MISSING_ID)).isEqualTo(1);
    assertThat(tally.count(Notice.MISSING_STRATUM)).isEqualTo(1);
    assertThat(tally.first(Notice.MISSING_STRATUM)).isEqualTo(new Origin(0, 0, 3));
    assertThat(tally.problemCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"text\":\"a\"|no valid JSON",
        "{\"text\":\"a\"} {}|more than one JSON value",
        "[1]|no JSON object",
        "plain words|no valid JSON",
        "{\"id\":1,\"txt\":\"a\",\"url\":\"b\"}|no field \"text\"; nearest first, the line has txt,"
            + " id, url",
        "{\"text\":5}|the field \"text\" is no string",
        "{\"text\":null}|the field \"text\" is no string"
      })
  void badJsonLinesAreProblemsAndReadingGoesOn(String line, String message) throws IOException {
    List<Document> documents =
        read(spec(), "a.jsonl", "{\"text\":\"ok\"}\n" + line + "\n{\"text\":\"ok\"}");
    assertThat(documents).hasSize(2);
    assertThat(tally.problems()).hasSize(1);
    assertThat(tally.problems().get(0).message()).contains(message);
    assertThat(tally.line(tally.problems().get(0).at())).isEqualTo(2);
  }

  @Test
  void plainTextIsADocumentALineOrAFile() throws IOException {
    CorpusSpec lines = SpecFixtures.of("x").spec();
    CorpusSpec file = SpecFixtures.of("x").withDocuments(Documents.FILE).spec();
    assertThat(read(lines, "d/a.txt", "one\n \ntwo"))
        .extracting(Document::id)
        .containsExactly("d/a.txt:0", "d/a.txt:6");
    assertThat(read(file, "d/a.txt", "one\n\ntwo"))
        .containsExactly(
            new Document(
                "d/a.txt", null, "", Integer.MIN_VALUE, new Origin(0, 0, 0), "one\n\ntwo"));
  }

  @Test
  void badBytesAreReplacedCountedAndPlaced() throws IOException {
    byte[] bytes = "one\ntw? \uFFFD\nthree".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xE9;
    assertThat(read(SpecFixtures.of("x").spec(), "a.txt", bytes))
        .extracting(Document::text)
        .containsExactly("one", "tw\uFFFD \uFFFD", "three");
    assertThat(tally.count(Notice.REPLACED_BYTES)).isEqualTo(1);
    assertThat(tally.first(Notice.REPLACED_BYTES)).isEqualTo(new Origin(0, 0, 2));
    assertThat(tally.problemCount()).isZero();
  }

  @Test
  void anotherEncodingIsNoticed() throws IOException {
    String german = "Über größere Flüße führen schöne Brücken.\n".repeat(20);
    read(SpecFixtures.of("x").spec(), "a.txt", german.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(tally.damaged().get(0).isOther()).isTrue();
    assertThat(tally.decoded().wayOut()).contains("is it windows-1252?", "iconv -f WINDOWS-1252");
    String russian = "Не бойся, если вдруг тебя разлюбят, сказал он тихо.\n".repeat(20);
    read(SpecFixtures.of("x").spec(), "b.txt", russian.getBytes(Charset.forName("KOI8-R")));
    assertThat(tally.damaged().get(0).encoding()).isEqualTo("KOI8-R");
  }

  @Test
  void utf16IsAProblem() throws IOException {
    for (Documents unit : Documents.values()) {
      CorpusSpec spec = SpecFixtures.of("x").withDocuments(unit).spec();
      read(spec, "a.txt", "one\ntwo\n".getBytes(Charset.forName("UTF-16LE")));
    }
    assertThat(tally.problemCount()).isEqualTo(2);
    assertThat(tally.problems().get(0).message()).contains("a byte 0", "UTF-16");
  }

  @Test
  void aByteOrderMarkIsDroppedAndCounted() throws IOException {
    assertThat(read(SpecFixtures.of("x").spec(), "a.txt", "\uFEFFone"))
        .extracting(Document::text)
        .containsExactly("one");
    assertThat(tally.count(Notice.BYTE_ORDER_MARKS)).isEqualTo(1);
  }

  @Test
  void loneSurrogatesAreReplaced() throws IOException {
    List<Document> documents =
        read(spec(), "a.jsonl", "{\"text\":\"a\\ud800b \\ud83d\\ude00\",\"id\":\"\\udc00\"}");
    assertThat(documents.get(0).text()).isEqualTo("a\uFFFDb 😀");
    assertThat(documents.get(0).id()).isEqualTo("\uFFFD");
    assertThat(tally.count(Notice.REPLACED_SURROGATES)).isEqualTo(1);
  }
}
