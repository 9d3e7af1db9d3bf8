package ouroboros.spark.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.store.HadoopPath;
import ouroboros.text.CorpusException;
import ouroboros.text.read.IngestReport;

/** A pattern finds what Hadoop finds, and also where names have colons. */
class WildcardsTest {
  private static final List<String> NAMES =
      List.of(
          "a.txt",
          "b.txt",
          "c.txt",
          "ab.txt",
          "[a].txt",
          "*.txt",
          "{x}.txt",
          "ü.txt",
          ".h.txt",
          "x/a.txt",
          "x/b.txt",
          "y/a.txt",
          "y/z/a.txt",
          "x y/a b.txt",
          "w-1/n\n.txt");

  @TempDir Path folder;
  private FileSystem files;

  @BeforeEach
  void write() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    for (String name : NAMES) {
      write(name);
    }
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name + "\n");
  }

  private org.apache.hadoop.fs.Path pattern(String pattern) {
    return HadoopPath.of(folder + "/" + pattern);
  }

  private List<String> found(String pattern) throws IOException {
    String top = HadoopPath.of(folder.toString()).toUri().getPath() + "/";
    return Wildcards.find(files, pattern(pattern)).stream()
        .map(each -> each.getPath().toUri().getPath().substring(top.length()))
        .toList();
  }

  private static final String[] PATTERNS = {
    "*",
    "*.txt",
    "?.txt",
    "[ab].txt",
    "[a-b]*",
    "[^a].txt",
    "{a,b}.txt",
    "{x/a,y/b}.txt",
    "{x,y}/{a,b}.txt",
    "*/a.txt",
    "*/*.txt",
    "*/*/*",
    "x*",
    "x/",
    "\\*.txt",
    "\\[a\\].txt",
    "\\{x\\}.txt",
    "?",
    "x y/*",
    "none*",
    "a.txt/*",
    "none/*",
    "*b*",
    "{a,{b,c}}.txt",
    "[ü].txt",
    "w-?/*",
    "./*/a.txt",
    ".*"
  };

  @Test
  void findsWhatHadoopFinds() throws IOException {
    for (String pattern : PATTERNS) {
      FileStatus[] hadoop = files.globStatus(pattern(pattern));
      List<String> expected =
          hadoop == null
              ? List.of()
              : Arrays.stream(hadoop)
                  .map(each -> each.getPath().toUri().getPath())
                  .sorted()
                  .distinct()
                  .toList();
      assertThat(Wildcards.find(files, pattern(pattern)))
          .as(pattern)
          .extracting(each -> each.getPath().toUri().getPath())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void namesWithColonsAreFoundAndDoNotDisturb() throws IOException {
    List<String> before = found("[ab].txt");
    for (String name : List.of("1:2.txt", "a:b.txt", "s3a:c.txt", "d:e/f:g.txt", ":.txt")) {
      write(name);
    }
    assertThat(found("[ab].txt")).isEqualTo(before);
    assertThat(found("*:*.txt")).containsExactly("1:2.txt", ":.txt", "a:b.txt", "s3a:c.txt");
    assertThat(found("{a:b,s3a:c}.txt")).containsExactly("a:b.txt", "s3a:c.txt");
    assertThat(found("*/f*")).containsExactly("d:e/f:g.txt");
    assertThat(found("d:e/*:*")).containsExactly("d:e/f:g.txt");
    assertThat(
            CorpusListing.of(List.of(folder + "/?:*.txt"), new IngestReport()).stream()
                .map(CorpusInput::name))
        .containsExactly("1:2.txt", "a:b.txt");
  }

  @Test
  void aPatternThatIsNoneIsAProblem() {
    assertThatThrownBy(() -> CorpusListing.of(List.of(folder + "/[a*"), new IngestReport()))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("[a*");
  }
}
