package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.read.Document;
import ouroboros.text.read.DocumentReader;
import ouroboros.text.read.IngestReport;
import ouroboros.text.token.TextPipeline;

/**
 * Writing sentences and reading them is the identity, for every token that a text can have. The
 * property holds for every input, so there are no false alarms.
 */
class WrittenTextTest {
  private static final StatedText AS_IT_IS =
      new StatedText(TokenizerKind.WHITESPACE, Sentences.LINES, false);

  private static final List<String> ODD =
      List.of(
          "<s>",
          "</s>",
          "<unk>",
          "<UNK>",
          "\\<s>",
          "\\\\<unk>",
          "\\",
          "10\u202F000",
          "\uFEFF",
          "\0",
          "\u00A0",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u3000",
          "\r",
          "\n",
          "\f",
          "\u000B",
          "\t",
          " ",
          ".",
          "e\u0301",
          "\u0130",
          "\u03A3",
          "\u0600",
          "\u200B",
          "\u200D",
          "\u00AD",
          "\uD83D\uDC69\u200D",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "\uD800",
          "\uFFFD",
          "\u2581",
          "\u0E20\u0E32",
          "\u4E2D\u56FD",
          "\u001F",
          "\u007F",
          "a",
          "B",
          "1",
          ",",
          "!");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(ODD),
            Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .map(point -> new String(Character.toChars(point))))
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 2000, seed = "20261128")
  void whatIsWrittenReadsBackAsTheSameTokens(
      @ForAll("texts") String text,
      @ForAll TokenizerKind tokenizer,
      @ForAll Sentences sentences,
      @ForAll TextPipeline.Case letters)
      throws IOException {
    TextPipeline pipeline = TextPipeline.of(tokenizer, sentences, letters);
    String json = JsonMapper.builder().build().writeValueAsString(Map.of("text", text)) + "\n";
    List<List<String>> read = new ArrayList<>();
    for (String document : documents(AS_IT_IS, "a.jsonl", json)) {
      read.addAll(pipeline.read(document));
    }
    assertThat(again(read)).isEqualTo(read);
  }

  @Example
  void marksAreEscapedOnceAndAByteOrderMarkInTheFirstTokenIsKept() throws IOException {
    List<List<String>> sentences =
        List.of(
            List.of("\uFEFFfirst", "\\<s>", "\\\\<s>", "\\<UNK>", "10\u202F000"),
            List.of("\uFEFFsecond", "<unk>x"));
    assertThat(again(sentences)).isEqualTo(sentences);
    assertThat(written(sentences))
        .isEqualTo("\uFEFF\uFEFFfirst <s> \\<s> <UNK> 10\u202F000\n\uFEFFsecond <unk>x\n");
  }

  @Example
  void theUnknownWordIsNoWordOfTheText() {
    Vocabulary plain = new Vocabulary(new String[] {"<unk>", "<s>", "</s>", "a"}, new long[4]);
    assertThat(new WrittenText(plain).line(new int[] {3, 0})).isEqualTo("a <unk>");
    Vocabulary literal =
        new Vocabulary(new String[] {"<unk>", "<s>", "</s>", "\\<unk>"}, new long[4]);
    assertThat(new WrittenText(literal).line(new int[] {3, 0})).isEqualTo("<unk> \\<unk>");
  }

  private static List<List<String>> again(List<List<String>> sentences) throws IOException {
    TextPipeline pipeline =
        TextPipeline.of(TokenizerKind.WHITESPACE, Sentences.LINES, TextPipeline.Case.KEPT);
    List<List<String>> read = new ArrayList<>();
    for (String line : documents(AS_IT_IS, "a.txt", written(sentences))) {
      read.addAll(pipeline.read(line));
    }
    return read;
  }

  private static String written(List<List<String>> sentences) {
    Set<String> words = new LinkedHashSet<>(List.of("<unk>", "<s>", "</s>"));
    sentences.forEach(words::addAll);
    List<String> all = List.copyOf(words);
    Vocabulary vocabulary = new Vocabulary(words.toArray(String[]::new), new long[all.size()]);
    WrittenText text = new WrittenText(vocabulary);
    StringBuilder lines = new StringBuilder();
    for (List<String> sentence : sentences) {
      int[] ids = sentence.stream().mapToInt(vocabulary::id).toArray();
      assertThat(Arrays.stream(ids)).doesNotContain(Vocabulary.UNK);
      lines.append(text.line(ids)).append('\n');
    }
    return lines.toString();
  }

  private static List<String> documents(StatedText how, String name, String text)
      throws IOException {
    IngestReport tally = new IngestReport();
    DocumentReader reader =
        DocumentReader.of(
            how.spec(List.of(name)),
            new DocumentReader.Range(0, name, 0, Long.MAX_VALUE),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            tally);
    List<String> documents = new ArrayList<>();
    for (Document each = reader.next(); each != null; each = reader.next()) {
      documents.add(each.text());
    }
    assertThat(tally.problems()).isEmpty();
    return documents;
  }
}
