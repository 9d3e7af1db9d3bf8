package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that begin under a locale with digits of its own, so that Spark, Hadoop and every
 * static field have it too: the same files as under the locale of the tests.
 */
@Tag("spark")
class LocaleProcessTest {
  private static final String TINY =
      """
      family: {kind: ngram, order: 2}
      policy: {kind: replace}
      generations: 2
      """;
  private static final Map<String, String> OPTIONS =
      Map.of(
          "ar_EG", "-Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab",
          "fa_IR", "-Duser.language=fa -Duser.country=IR -Duser.extensions=u-nu-arabext",
          "my_MM", "-Duser.language=my -Duser.country=MM -Duser.extensions=u-nu-mymr");

  @TempDir Path folder;

  private String child(String locale, String... command) throws Exception {
    ProcessBuilder process = ChildRun.command(command).redirectErrorStream(true);
    process.environment().put("JAVA_TOOL_OPTIONS", OPTIONS.get(locale));
    process.environment().put("LC_ALL", locale + ".UTF-8");
    Path log = folder.resolve("log");
    int code = process.redirectOutput(log.toFile()).start().waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }

  @Test
  void aModelThatIsTrainedHasTheSameBytes() throws Exception {
    Path text = Files.writeString(folder.resolve("t.txt"), "the cat sat\nthe dog sat\na cat ran\n");
    Path expected = folder.resolve("root.arpa");
    Path found = folder.resolve("local.arpa");
    List<String> train =
        List.of("train", text.toString(), "--order", "2", "--smoothing", "witten-bell", "--arpa");
    assertThat(Answer.of(with(train, expected)).code()).isZero();
    String said = child("ar_EG", with(train, found));
    assertThat(found).hasSameBinaryContentAs(expected);
    assertThat(said).contains("\"sentences\":").doesNotContainPattern("[\\u0660-\\u0669]");
  }

  private static String[] with(List<String> command, Path file) {
    return Stream.concat(command.stream(), Stream.of(file.toString())).toArray(String[]::new);
  }

  /** Begun under one locale, extended under two others. */
  @Tag("slow")
  @Test
  void aRunAndItsContinuationsHaveTheSameFiles() throws Exception {
    Path spec = new Runs(folder).spec("tiny", TINY);
    Path expected = folder.resolve("o1");
    String[] longer = {"run", spec.toString(), "--set", "generations=4", "--out"};
    assertThat(Answer.of(with(List.of(longer), expected)).code()).isZero();

    Path found = folder.resolve("o2");
    child("ar_EG", "run", spec.toString(), "--out", found.toString());
    child("fa_IR", "run", spec.toString(), "--set", "generations=3", "--out", found.toString());
    String said = child("my_MM", with(List.of(longer), found));

    assertThat(Runs.hashes(found)).isEqualTo(Runs.hashes(expected));
    assertThat(folders(found)).isEqualTo(folders(expected)).containsKey("r0000/g00004");
    assertThat(said).doesNotContainPattern("[\\u0660-\\u0669\\u06f0-\\u06f9\\u1040-\\u1049]");
    assertThat(Answer.of("verify", found.toString()).out()).contains("all as sealed");
  }

  /** The folders of replicates and generations: none was drawn again under another name. */
  private static Map<String, Integer> folders(Path out) throws IOException {
    Map<String, Integer> folders = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out.resolve("cells"))) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Path below = out.resolve("cells").relativize(path);
        if (below.getNameCount() > 1) {
          folders.merge(below.subpath(1, below.getNameCount()).toString(), 1, Integer::sum);
        }
      }
    }
    return folders;
  }
}
