package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes under every default locale: names of folders, model files, tables, messages. */
@Tag("spark")
class LocaleRunTest {
  private static final String TINY =
      """
      family: {kind: ngram, order: 2}
      policy: {kind: replace}
      generations: 2
      """;

  private final Locale usual = Locale.getDefault();
  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "bn-BD", "ne-NP", "mr-IN", "my-MM", "tr-TR"})
  void aTrainedModelHasTheSameBytes(String locale) throws IOException {
    Path text = Files.writeString(folder.resolve("t.txt"), "the cat sat\nthe dog sat\na cat ran\n");
    Path expected = folder.resolve("root.arpa");
    Path found = folder.resolve("local.arpa");

    Locale.setDefault(Locale.ROOT);
    String told = train(text, expected);
    Locale.setDefault(Locale.forLanguageTag(locale));
    String toldHere = train(text, found);

    assertThat(found).hasSameBinaryContentAs(expected);
    assertThat(toldHere).isEqualTo(told.replace("root.arpa", "local.arpa"));
    assertThat(Files.readString(found)).contains("ngram 2=10", "\\2-grams:", "-0.", "the cat");
  }

  private static String train(Path text, Path arpa) {
    Answer answer =
        Answer.of(
            "train",
            text.toString(),
            "--order",
            "2",
            "--smoothing",
            "witten-bell",
            "--tokenizer",
            "whitespace",
            "--sentences",
            "lines",
            "--arpa",
            arpa.toString());
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR"})
  void aRunHasTheSameFilesAndTables(String locale) throws IOException {
    Runs runs = new Runs(folder);
    Path spec = runs.spec("tiny", TINY);
    Path expected = folder.resolve("o1");
    Path found = folder.resolve("o2");

    Locale.setDefault(Locale.ROOT);
    Answer told = Answer.of("run", spec.toString(), "--out", expected.toString());
    Locale.setDefault(Locale.forLanguageTag(locale));
    Answer toldHere = Answer.of("run", spec.toString(), "--out", found.toString());

    assertThat(toldHere.code()).as(toldHere.err()).isZero();
    assertThat(Runs.hashes(found)).isEqualTo(Runs.hashes(expected));
    assertThat(folders(found)).isEqualTo(folders(expected)).containsKey("r0000/g00001");
    assertThat(toldHere.out()).isEqualTo(told.out().replace("o1", "o2"));
    for (String job : new String[] {"verify", "audit", "report"}) {
      Locale.setDefault(Locale.ROOT);
      String there = Answer.of(job, found.toString()).out();
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(Answer.of(job, found.toString()).out()).as(job).isEqualTo(there);
    }
  }

  /** The folders of replicates and generations below the cells, without their random names. */
  private static Map<String, Integer> folders(Path out) throws IOException {
    Map<String, Integer> folders = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out.resolve("cells"))) {
      all.filter(Files::isDirectory)
          .map(path -> out.resolve("cells").relativize(path))
          .filter(path -> path.getNameCount() > 1)
          .forEach(
              path ->
                  folders.merge(path.subpath(1, path.getNameCount()).toString(), 1, Integer::sum));
    }
    return folders;
  }

  @Test
  void messagesAboutTheCommandLineAreTheSame() {
    for (String[] wrong :
        new String[][] {
          {"score"}, {"train", "x"}, {"generate", "x", "--generation", "I"}, {"INIT"}, {"--help"}
        }) {
      Locale.setDefault(Locale.ROOT);
      Answer there = Answer.of(wrong);
      for (String locale : new String[] {"ar-EG", "tr-TR"}) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(Answer.of(wrong)).isEqualTo(there);
      }
    }
  }
}
