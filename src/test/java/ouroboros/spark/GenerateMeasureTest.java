package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code generate} writes has the counts of the corpus that it came from. */
@Tag("spark")
class GenerateMeasureTest {
  private static final List<String> PIECES =
      List.of(
          "\uFEFFfirst words of <s> text",
          "it costs 10\u202F000 , not 5\u202F300,5 today",
          "nothing\u0000here <unk> and <UNK> there",
          "\\<s> is </s> escaped",
          "e\u0301t\u00e9 \u2028 next",
          "plain words only");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "whitespace, lines, false",
    "words, lines, false",
    "words, split, true",
    "characters, split, true",
    "whitespace, split, false"
  })
  void theDistanceIsZeroAndTheCountsAreTheSame(String tokenizer, String sentences, String lower)
      throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String text = PIECES.get(i % PIECES.size()) + "\n" + PIECES.get((i * 5 + 1) % PIECES.size());
      documents.add(json.writeValueAsString(Map.of("id", "d" + i, "text", text + " w" + i % 7)));
    }
    Path corpus = Files.write(folder.resolve("c:1.jsonl"), documents);
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"),
            String.format(
                """
                name: written
                seed: 7
                corpus:
                  source: %s
                  id: id
                  tokenizer: %s
                  sentences: %s
                  lower-case: %s
                  split: {real: 0.7, reserve: 0.0, guard: 0.0, test: 0.3}
                family: {kind: ngram, order: 1}
                policy: {kind: frozen}
                generations: 1
                """,
                corpus, tokenizer, sentences, lower));
    Path out = folder.resolve(lower.equals("true") ? "s3a:o:1" : "out");
    Runs.run(Runs.session(), spec, out);
    long units = sentences(out);
    Answer written =
        Answer.of("generate", out.toString(), "--generation", "0", "--sentences", "" + units);
    assertThat(written.code()).as(written.err()).isZero();
    if (tokenizer.equals("whitespace") && sentences.equals("lines")) {
      assertThat(written.err()).isEmpty();
    } else {
      assertThat(written.err())
          .isEqualTo(
              "tokens are separated by spaces, sentences by line ends; other jobs read this text"
                  + " with --tokenizer whitespace --sentences lines --lower-case false\n");
    }
    Path text = Files.writeString(folder.resolve("r.txt"), written.out());

    Answer answer =
        Answer.of(
            "measure",
            out + "/corpus",
            text.toString(),
            "--tokenizer",
            "whitespace",
            "--sentences",
            "lines",
            "--lower-case",
            "false",
            "--metrics",
            "js-1,js-2,tokens,sentences");

    assertThat(answer.code()).as(answer.err()).isZero();
    JsonNode found = json.readTree(answer.out());
    assertThat(value(found, "js-1")).isZero();
    assertThat(value(found, "js-2")).isZero();
    assertThat(value(found, "sentences")).isEqualTo(units);
    if (sentences.equals("lines")) {
      Answer alone =
          Answer.of("measure", out + "/corpus", text.toString(), "--metrics", "js-1,js-2");
      assertThat(value(json.readTree(alone.out()), "js-2")).isZero();
    }
  }

  private static long sentences(Path out) throws IOException {
    JsonNode run = JsonMapper.builder().build().readTree(Files.readString(out.resolve("run.json")));
    return run.path("parts").path("sentence").path("real").asLong();
  }

  private static double value(JsonNode found, String metric) {
    for (JsonNode each : found.path("metrics")) {
      if (each.path("metric").asText().equals(metric)) {
        return each.path("value").asDouble();
      }
    }
    throw new AssertionError("no " + metric + " in " + found);
  }
}
