package ouroboros.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.SpecCase;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.yaml.Problems;

class SpecFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatIsThere() throws IOException {
    Path file = write(SpecCase.BASE.getBytes(StandardCharsets.UTF_8));
    Experiment e = SpecFile.read(file.toString(), List.of("seed=7"));
    assertThat(e.file()).isEqualTo(file.toString());
    assertThat(e.seed()).isEqualTo(7);
  }

  @Test
  void linesMayEndAsOnWindowsAndBeginWithAMark() throws IOException {
    Path file =
        write(
            ("\uFEFF" + SpecCase.BASE.replace("\n", "\r\n") + "keep: no\r\n")
                .getBytes(StandardCharsets.UTF_8));
    assertProblem(file, ":6: keep: \"no\" is unknown; it must be one of all, needed, last");
  }

  @Test
  void linesMayEndWithCarriageReturnsAlone() throws IOException {
    String text = (SpecCase.BASE + "keep: no\n").replace('\n', '\r');
    assertProblem(
        write(text.getBytes(StandardCharsets.UTF_8)),
        ":6: keep: \"no\" is unknown; it must be one of all, needed, last");
  }

  @Test
  void aLinkIsFollowedAndOneToNowhereIsSaid() throws IOException {
    Path file = write(SpecCase.BASE.getBytes(StandardCharsets.UTF_8));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    assertThat(SpecFile.read(link.toString(), List.of()).seed()).isEqualTo(1);
    assertProblem(
        Files.createSymbolicLink(folder.resolve("lost.yaml"), folder.resolve("gone.yaml")),
        ": no such file");
  }

  @Test
  void quickstartIsExplicitAndRight() {
    Experiment e = SpecFile.read("conf/runs/quickstart.yaml", List.of());
    assertThat(e.seed()).isEqualTo(42);
    assertThat(e.generations()).isEqualTo(10);
    assertThat(e.replicates()).isEqualTo(5);
    assertThat(e.cells())
        .extracting(Cell::name)
        .containsExactly(
            "policy=replace",
            "policy=accumulate",
            "policy=accumulate-subsample",
            "policy=anchor(real.share=0.1)",
            "policy=frozen",
            "policy=bootstrap");
  }

  @Test
  void plainTextHasNoFieldsNotEvenThoseWithTheirUsualNames() throws IOException {
    String base =
        "name: x\n"
            + "seed: 1\n"
            + "generations: 2\n"
            + "policy: {kind: replace}\n"
            + "family: {kind: ngram, order: 2}\n";
    String keys =
        "corpus:\n  source: [b.TXT.gz, c.txt]\n  text: text\n  id: \"id\"\n"
            + "  stratum: stratum\n";
    String why =
        " names a field, but b.TXT.gz and 1 more are plain text, which has none; give JSON lines,"
            + " CSV or Parquet, or leave the key out";
    Path file = write((base + keys).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SpecFile.read(file.toString(), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(":8: corpus.text: \"text\"" + why)
        .hasMessageContaining(":9: corpus.id: \"id\"" + why)
        .hasMessageContaining(":10: corpus.stratum: \"stratum\"" + why + "; stratum: folder names");

    // Left out, or null, they are right; so are they for other formats and for files not named.
    for (String right :
        List.of(
            "corpus: {source: a.txt}\n",
            "corpus: {source: a.txt, stratum: folder}\n",
            "corpus: {source: a.txt, id: null, stratum: null}\n",
            "corpus: {source: a.csv, text: text, id: id, stratum: stratum}\n",
            "corpus: {source: [a.txt, b.jsonl], text: text, stratum: stratum}\n",
            "corpus: {source: texts, stratum: stratum}\n")) {
      Path each = write((base + right).getBytes(StandardCharsets.UTF_8));
      assertThat(SpecFile.read(each.toString(), List.of()).seed()).isEqualTo(1);
    }
    // --set can take a key away or give it.
    Path plain = write((base + "corpus: {source: a.txt}\n").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SpecFile.read(plain.toString(), List.of("corpus.stratum=stratum")))
        .hasMessageContaining("--set corpus.stratum: corpus.stratum: \"stratum\" names a field");
    // A run that is stored names every key, so a text that is parsed is not refused.
    String stored = base + "corpus: {source: a.txt, text: text, id: id, stratum: stratum}\n";
    assertThat(SpecFile.parse("run", stored, List.of()).seed()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertProblem(folder.resolve("nope.yaml"), ": no such file");
  }

  @Test
  void aFolderIsNoFile() {
    assertProblem(folder, ": is a folder; it must be a file");
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    byte[] bytes = new byte[SpecFile.BYTES + 1];
    Arrays.fill(bytes, (byte) '#');
    assertProblem(
        write(bytes),
        ": is larger than 1048576 bytes, so it is no experiment file; jobs/init writes one for"
            + " files of text");
  }

  @Test
  void textMustBeUtf8() throws IOException {
    byte[] bytes = (SpecCase.BASE + "keep: \u00e4ll\n").getBytes(StandardCharsets.ISO_8859_1);
    assertProblem(write(bytes), ":6: is not UTF-8 text");
    assertProblem(write(SpecCase.BASE.getBytes(StandardCharsets.UTF_16)), ":1: is not UTF-8 text");
  }

  @Test
  void aNullByteIsNoText() throws IOException {
    assertProblem(
        write((SpecCase.BASE + "\0").getBytes(StandardCharsets.UTF_8)),
        ":6: not YAML: the character U+0000 is not allowed");
  }

  @Test
  void aPathThatCannotBeIsSaid() {
    assertThatThrownBy(() -> SpecFile.read("a\0b", List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aThousandProblemsAreEnough() {
    StringBuilder yaml = new StringBuilder(SpecCase.BASE);
    for (int i = 0; i < 5000; i++) {
      yaml.append("k").append(i).append(": 1\n");
    }
    assertThatThrownBy(() -> SpecFile.parse("x", yaml.toString(), List.of()))
        .isInstanceOfSatisfying(
            SpecException.class, e -> assertThat(e.problems()).hasSize(Problems.LIMIT));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.yaml"), bytes);
  }

  private static void assertProblem(Path file, String problem) {
    assertThatThrownBy(() -> SpecFile.read(file.toString(), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessage(file + problem);
  }
}
