package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;

/** JSON as Python writes it, and messages that name nothing a user cannot reach. */
class JsonNumbersTest {
  private final IngestReport tally = new IngestReport();

  private List<Document> read(String lines) throws IOException {
    CorpusSpec plain = StatedText.NOTHING.spec(List.of("a.jsonl"));
    CorpusSpec spec =
        new CorpusSpec(
            plain.source(),
            "text",
            "id",
            "stratum",
            null,
            null,
            plain.documents(),
            1,
            plain.deduplicate(),
            plain.tokenizer(),
            plain.sentences(),
            true,
            1,
            null,
            plain.split(),
            false,
            null);
    DocumentReader reader =
        DocumentReader.of(
            spec,
            new DocumentReader.Range(0, "a.jsonl", 0, Long.MAX_VALUE),
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
            tally);
    List<Document> documents = new ArrayList<>();
    for (Document each = reader.next(); each != null; each = reader.next()) {
      documents.add(each);
    }
    return documents;
  }

  @Test
  void notANumberInAFieldThatNobodyAsksForDoesNotMatter() throws IOException {
    List<Document> documents =
        read(
            "{\"id\": \"a\", \"stratum\": NaN, \"text\": \"one\", \"score\": NaN, \"x\": [Infinity, -Infinity]}\n"
                + "{\"id\": NaN, \"stratum\": \"s\", \"text\": \"NaN\", \"n\": "
                + "9".repeat(2000)
                + "}\n");
    assertThat(tally.problems()).isEmpty();
    assertThat(documents).extracting(Document::text).containsExactly("one", "NaN");
    assertThat(documents).extracting(Document::stratum).containsExactly("", "s");
    assertThat(documents.get(1).id()).startsWith("a.jsonl:");
  }

  @Test
  void noMessageAdvisesTheProgrammer() throws IOException {
    for (String bad :
        List.of(
            "{\"text\": nan}",
            "{'text': 'a'}",
            "{text: 1}",
            "// x",
            "{\"a\": +1}",
            "{\"a\": 01}",
            "{\"a\": .5}",
            "{\"a\": \"\t\"}",
            "{\"text\": NaN}",
            "[".repeat(2000),
            "{\"a\":" + "[".repeat(2000))) {
      read(bad + "\n");
    }
    assertThat(tally.problems()).hasSizeGreaterThan(8);
    for (IngestReport.Problem problem : tally.problems()) {
      assertThat(Objects.requireNonNull(problem.message()))
          .doesNotContain("Feature")
          .doesNotContain("Constraints");
    }
    assertThat(tally.problems().toString()).contains("is no string");
  }
}
