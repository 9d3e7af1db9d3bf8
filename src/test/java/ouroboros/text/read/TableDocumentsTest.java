package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.SpecFixtures;

/** Rows of tables by RFC 4180. */
class TableDocumentsTest {
  private final IngestReport tally = new IngestReport();

  private List<Document> read(String name, String table) throws IOException {
    CorpusSpec spec = SpecFixtures.of("x").withPeriod("year").spec();
    DocumentReader.Range range = new DocumentReader.Range(0, name, 0, Long.MAX_VALUE);
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    DocumentReader reader = DocumentReader.of(spec, range, new ByteArrayInputStream(bytes), tally);
    List<Document> documents = new ArrayList<>();
    for (Document next = reader.next(); next != null; next = reader.next()) {
      documents.add(next);
    }
    return documents;
  }

  @Test
  void fieldsBecomeADocument() throws IOException {
    List<Document> documents =
        read(
            "a.csv",
            "\uFEFFid,text,\"stratum\",year,other\r\n"
                + "7,\"Hi, \"\"you\"\"\r\nthere\n\nagain\",s,1900,x\r\n"
                + "\r\n"
                + ",  #é  ,\"\",-12,\r\n"
                + "9,5\" disk,s,1901,\n\n");
    assertThat(documents)
        .containsExactly(
            new Document("7", null, "s", 1900, new Origin(0, 0, 2), "Hi, \"you\"\nthere\n\nagain"),
            new Document("a.csv:1", null, "", -12, new Origin(0, 0, 7), "  #é  "),
            new Document("9", null, "s", 1901, new Origin(0, 0, 8), "5\" disk"));
    assertThat(tally.count(Notice.BLANK_LINES)).isEqualTo(2);
    assertThat(tally.count(Notice.MISSING_ID)).isEqualTo(1);
    assertThat(tally.count(Notice.MISSING_STRATUM)).isEqualTo(1);
    assertThat(tally.count(Notice.BYTE_ORDER_MARKS)).isEqualTo(1);
    assertThat(tally.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"a.tsv @ t", "a.tab @ t", "a.psv @ |", "a.csv @ ;", "a.csv @ t", "a.tsv @ ,"},
      delimiter = '@')
  void theSeparatorIsThatOfTheNameOrOfTheHeader(String name, char shown) throws IOException {
    char separator = shown == 't' ? '\t' : shown;
    assertThat(read(name, "id,text\n1,one\n2,two\n".replace(',', separator)))
        .extracting(Document::id, Document::text)
        .extracting(Object::toString)
        .containsExactly("(\"1\", \"one\")", "(\"2\", \"two\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      value = {
        "id,txt;1,a @ 1 @ no column \"text\"; nearest first, the table has txt, id",
        "text,text;a,b @ 1 @ two columns are called \"text\"",
        "id,text;1,a;2,b, c @ 3 @ the row has 3 fields, the header 2",
        "id,text;1,a;2 @ 3 @ the row has 1 field, the header 2",
        "id,text;1,a;;2,\"open;3,b @ 4 @ an opening quote and no closing one",
        "id,text;1,\"a\"b;2,c @ 2 @ breaks the rules of quotes",
        "id,text;1,\"a\\\"b\";2,c @ 2 @ breaks the rules of quotes",
      })
  void aBrokenTableIsAProblemWithItsLine(String table, int line, String message)
      throws IOException {
    read("a.csv", table.replace(';', '\n'));
    assertThat(tally.problems()).singleElement();
    assertThat(tally.problems().get(0).message()).contains(message);
    assertThat(tally.line(tally.problems().get(0).at())).isEqualTo(line);
  }

  @Test
  void anEmptyTableHasNoDocument() throws IOException {
    assertThat(read("a.csv", "")).isEmpty();
    assertThat(read("b.csv", "id,text\n")).isEmpty();
    assertThat(tally.problems()).isEmpty();
  }

  /** Seed 5. Every table that is written by the rules is read as it was. */
  @Test
  void whatIsQuotedIsReadAsItWas() throws IOException {
    Random random = new Random(5);
    List<String> texts = new ArrayList<>();
    StringBuilder table = new StringBuilder("text,id\n");
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int j = random.nextInt(30); j > 0; j--) {
        text.append("\",\n;\t| 'aé#\\".charAt(random.nextInt(12)));
      }
      texts.add(text.toString());
      table.append('"').append(text.toString().replace("\"", "\"\"")).append("\",");
      table.append(i).append('\n');
    }
    assertThat(read("a.csv", table.toString())).extracting(Document::text).isEqualTo(texts);
    assertThat(tally.problems()).isEmpty();
  }

  @Test
  void aRowMayBeLongerThanTheParsersBuffer() throws IOException {
    String text = "many, words\n".repeat(100_000);
    assertThat(read("a.csv", "text\n\"" + text + "\"\nb\n"))
        .extracting(Document::text)
        .containsExactly(text, "b");
  }

  @Test
  void fieldsOfJsonObjectsInsideAreNamedByTheirPath() throws IOException {
    CorpusSpec spec = SpecFixtures.of("x").withGroup("meta.source.url").spec();
    DocumentReader.Range range = new DocumentReader.Range(0, "a.jsonl", 0, Long.MAX_VALUE);
    String json = "{\"text\":\"a\",\"meta\":{\"text\":\"b\",\"source\":{\"url\":\"u\"}},\"x\":{}}";
    DocumentReader reader =
        DocumentReader.of(
            spec, range, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), tally);
    Document document = reader.next();
    assertThat(document).isNotNull();
    assertThat(document.group()).isEqualTo("u");
    assertThat(document.text()).isEqualTo("a");
  }
}
