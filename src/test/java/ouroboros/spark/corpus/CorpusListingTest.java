package ouroboros.spark.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.text.CorpusException;
import ouroboros.text.read.IngestReport;

/** The names that ids of documents are made of. */
class CorpusListingTest {
  @TempDir Path folder;

  private String file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "The text of " + name + ".\n").toString();
  }

  private static List<String> names(String... sources) {
    return CorpusListing.of(Arrays.asList(sources), new IngestReport()).stream()
        .map(CorpusInput::name)
        .toList();
  }

  @Test
  void filesOfOneNameInSeveralFoldersHaveNamesOfTheirOwn() throws IOException {
    String first = file("doc/a/copyright");
    String second = file("doc/ab/copyright");
    file("doc/b/c/copyright");
    assertThat(names(folder + "/doc/*/copyright")).containsExactly("a/copyright", "ab/copyright");
    assertThat(names(first, second)).containsExactly("a/copyright", "ab/copyright");
    String other = file("other.txt");
    assertThat(names(first, second, other))
        .containsExactly("doc/a/copyright", "doc/ab/copyright", "other.txt");
    assertThat(names(first, second, "bundled:strata"))
        .containsExactly("a/copyright", "ab/copyright", "strata-small.jsonl.bz2");
  }

  /** A folder of web pages has hundreds of pictures. */
  @Test
  void filesOfAKindThatIsNotReadAreOneProblem() throws IOException {
    file("doc/a.txt");
    for (int i = 0; i < 30; i++) {
      file("doc/" + i + ".png");
    }
    String moved = file("doc/b.pdf");
    assertThatThrownBy(() -> names(folder + "/doc"))
        .isInstanceOfSatisfying(
            CorpusException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anySatisfy(each -> assertThat(each).contains(moved + ": .pdf is not read"))
                    .anySatisfy(
                        each ->
                            assertThat(each)
                                .contains(
                                    ".png and 29 more: .png is not read", "name the other files")));
  }

  @Test
  void otherFilesAreNamedFromTheirSource() throws IOException {
    String first = file("doc/a/x.txt");
    file("doc/b/y.txt");
    assertThat(names(first)).containsExactly("x.txt");
    assertThat(names(folder + "/doc")).containsExactly("a/x.txt", "b/y.txt");
    assertThat(names(folder + "/doc/*/*.txt")).containsExactly("x.txt", "y.txt");
    file("more/a/x.txt");
    assertThat(names(folder + "/doc", folder + "/more"))
        .containsExactly("a/x.txt", "a/x.txt", "b/y.txt");
  }
}
