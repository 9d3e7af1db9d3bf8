package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.dating.TextAge;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;

/** Texts read and counted by Spark, of generations that this test draws itself. */
@Tag("spark")
class AgeRunTest {
  private static final StatedText LINES =
      new StatedText(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.LINES, false);
  private static final int TOKENS = 24_000;

  @TempDir static Path folder;
  private static Session session;
  private static List<String> words;
  private static String real;

  @BeforeAll
  static void start() throws IOException {
    session = Runs.session();
    SplittableRandom random = new SplittableRandom(11);
    words = new ArrayList<>();
    for (int i = 0; i < TOKENS; i++) {
      words.add("w" + (int) Math.pow(20_000, random.nextDouble()));
    }
    real = write("real.txt", words);
  }

  @Test
  void aLineageIsDatedTextByText() throws IOException {
    SplittableRandom random = new SplittableRandom(12);
    List<String> texts = new ArrayList<>();
    List<String> text = words;
    for (int g = 1; g <= 4; g++) {
      List<String> next = new ArrayList<>();
      for (int i = 0; i < TOKENS; i++) {
        next.add(text.get(random.nextInt(TOKENS)));
      }
      text = next;
      texts.add(write("s" + g + ".txt", text));
    }
    List<TextAge> ages = date(texts);
    for (int g = 1; g <= 4; g++) {
      assertThat(ages.get(g - 1).age().orElseThrow().generations()).isBetween(g - 1, g + 1);
    }
    assertThat(ages.get(3).sentence()).startsWith("this text looks 4 (").endsWith("is rejected");
  }

  @Test
  void textThatIsCutInAnotherWayHasNoAge() throws IOException {
    List<String> glued = words.stream().map(word -> word + ",").toList();
    assertThat(date(List.of(write("glued.txt", glued))).get(0).sentence())
        .startsWith("no word of this text occurs in REAL; they were not cut into tokens");
  }

  /** A prepared corpus as R, and a text whose sentences are grouped because it is one document. */
  @Test
  void aPreparedRealTextGivesTheSameAnswers() throws IOException {
    StatedText whole =
        new StatedText(CorpusSpec.TokenizerKind.WHITESPACE, CorpusSpec.Sentences.SPLIT, false);
    String corpus = folder + "/corpus";
    Preparation.prepare(session.spark(), whole.spec(List.of(real)), 42, corpus);
    assertThat(date(corpus, List.of(real), StatedText.NOTHING).get(0).sentence())
        .startsWith("this text looks like REAL itself");
  }

  @Test
  void emptyAndMissingTextsAreErrors() throws IOException {
    String empty = write("empty.txt", List.of());
    assertThatThrownBy(() -> date(List.of(empty)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("has no token, so it has no age");
    assertThatThrownBy(() -> date(List.of(folder + "/none.txt")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("none.txt");
  }

  private static List<TextAge> date(List<String> texts) {
    return date(real, texts, LINES);
  }

  /** Dates texts in memory and with Spark; both have the same answer to the last bit. */
  private static List<TextAge> date(String real, List<String> texts, StatedText text) {
    ExternalSpec asked =
        new ExternalSpec(real, texts, text, List.of("vocabulary-retention"), 1, 42, null);
    List<TextAge> ages = AgeRun.date(() -> fail("small texts need no Spark"), asked);
    assertThat(AgeRun.withSpark(session, asked)).isEqualTo(ages);
    return ages;
  }

  private static String write(String name, List<String> tokens) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i += 10) {
      lines.add(String.join(" ", tokens.subList(i, Math.min(i + 10, tokens.size()))));
    }
    Path file = folder.resolve(name);
    Files.write(file, lines);
    return file.toString();
  }
}
