package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Notice;
import ouroboros.text.SpecFixtures;
import ouroboros.text.token.TextPipeline;

/** Every reader of text removes marks of C2PA and counts them, also where one begins a file. */
class CredentialsReadTest {
  private static final String MARK = ContentCredentialsTest.mark("trainedAlgorithmicMedia");

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static DocumentReader.Range range(String name) {
    return new DocumentReader.Range(0, name, 0, Long.MAX_VALUE);
  }

  private static void assertFound(IngestReport tally, List<String> texts, String... expected) {
    assertThat(texts).containsExactly(expected);
    assertThat(tally.count(Notice.CONTENT_CREDENTIALS)).isEqualTo(2);
    assertThat(tally.count(Notice.CREDENTIALS_OF_MODELS)).isPositive();
    assertThat(tally.count(Notice.BROKEN_CREDENTIALS)).isEqualTo(1);
  }

  @Test
  void linesFilesAndJson() throws IOException {
    String plain = MARK + "one\ntwo" + MARK + "\nthree" + MARK.substring(0, 9) + "\n";
    CorpusSpec files = SpecFixtures.of("x").spec();
    for (boolean isLines : new boolean[] {true, false}) {
      IngestReport tally = new IngestReport();
      DocumentReader reader =
          isLines
              ? DocumentReader.everyLine(range("a.txt"), bytes(plain), tally)
              : new FileDocument(files, range("a.txt"), bytes(plain), tally);
      String[] expected =
          isLines ? new String[] {"one", "two", "three"} : new String[] {"one\ntwo\nthree\n"};
      assertFound(tally, texts(reader), expected);
    }
    String json =
        "{\"text\":\"%sone\"}\n{\"text\":\"two%s\"}\n{\"text\":\"three%s\"}\n"
            .formatted(MARK, MARK, MARK.substring(0, 9));
    IngestReport tally = new IngestReport();
    assertFound(
        tally,
        texts(DocumentReader.of(files, range("a.jsonl"), bytes(json), tally)),
        "one",
        "two",
        "three");
  }

  private static List<String> texts(DocumentReader reader) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Document document = reader.next(); document != null; document = reader.next()) {
      texts.add(document.text());
    }
    return texts;
  }

  @Test
  void tokensOfLines() throws IOException {
    IngestReport tally = new IngestReport();
    List<String> tokens = new ArrayList<>();
    LineTokens.read(
        bytes(MARK + "one two" + MARK + "\nthree" + MARK.substring(0, 9) + "\n"),
        range("a.txt"),
        TextPipeline.Case.LOWER,
        tally,
        new LineTokens.Sink() {
          @Override
          public void token(byte[] bytes, int start, int end) {
            tokens.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
          }

          @Override
          public void endSentence() {}
        });
    assertFound(tally, tokens, "one", "two", "three");
  }
}
