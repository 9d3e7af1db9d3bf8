package ouroboros.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.block.DocumentHash;
import ouroboros.text.prepared.DocumentSplit;

/** What {@code init} writes is valid and runs as it is, for each kind of input. */
@Tag("spark")
class InitRunTest {
  private static final Path PARQUET =
      Path.of("src/test/resources/ouroboros/parquet/hugging-face/hf-nested.parquet");

  @TempDir Path folder;
  private final Random random = new Random(9);

  private String words() {
    StringBuilder text = new StringBuilder("The");
    for (int i = 0; i < 12; i++) {
      text.append(" w").append((int) (1 / (random.nextDouble() + .02)));
    }
    return text.append(". It ended.").toString();
  }

  /** Init, validate and a short run; returns the file. */
  private String runs(Path input, String... expected) throws IOException {
    Answer init = Answer.of("init", input.toString());
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(init.out()).contains(expected);
    Path file = Files.writeString(folder.resolve("x.yaml"), init.out());
    Answer validate = Answer.of("validate", file.toString());
    assertThat(validate.code()).as(validate.err()).isZero();
    Answer run =
        Answer.of(
            "run",
            file.toString(),
            "--out",
            folder.resolve("run-" + input.getFileName()).toString(),
            "--set",
            "generations=1",
            "--set",
            "replicates=1");
    assertThat(run.code()).as(run.err()).isZero();
    return init.out();
  }

  @Test
  void aTableWithStrata() throws IOException {
    StringBuilder table = new StringBuilder("review_id,stars,category,body,date\n");
    for (int i = 0; i < 120; i++) {
      String category = i % 3 == 0 ? "music" : "books";
      table.append("r").append(i).append(',').append(i % 5).append(',').append(category);
      table.append(",\"").append(words()).append(" \"\"yes\"\", he said.\",2001-02-03\n");
    }
    Path csv = Files.writeString(folder.resolve("reviews.csv"), table);
    runs(
        csv,
        "name: reviews\n",
        "text: body ",
        "id: review_id ",
        "stratum: category ",
        "period: date ",
        " that have nothing else to do",
        "# The time is for 2.0 million tokens a second and core",
        "kind: fresh");
  }

  @Test
  void aFolderOfText() throws IOException {
    for (int i = 0; i < 90; i++) {
      Files.writeString(
          Files.createDirectories(folder.resolve("My Texts")).resolve(i + ".txt"), words());
    }
    runs(
        folder.resolve("My Texts"),
        "name: my-texts\n",
        "documents: file ",
        "90 documents",
        "  # language: ",
        "; letters: 100 % Latin\n");
  }

  private void unequal(Path into, int sentences) throws IOException {
    DocumentSplit split = new DocumentSplit(42, CorpusSpec.Split.DEFAULT);
    Files.createDirectories(into);
    int files = 0;
    boolean isLargeThere = false;
    for (int i = 0; files < 100 || !isLargeThere; i++) {
      String name = i + ".txt";
      boolean isLarge = !isLargeThere && split.part(DocumentHash.of(name)) == Part.REAL;
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < (isLarge ? sentences : 12); j += 2) {
        text.append(words()).append(' ');
      }
      Files.writeString(into.resolve(name), text);
      isLargeThere |= isLarge;
      files++;
    }
  }

  /** What init wrote, checked with the counts of R and the reserve, and nothing drawn. */
  private String plans(Path input) throws IOException {
    Answer init = Answer.of("init", input.toString());
    assertThat(init.code()).as(init.err()).isZero();
    Path file = Files.writeString(folder.resolve("x.yaml"), init.out());
    Answer run =
        Answer.of(
            "run", file.toString(), "--out", folder.resolve("planned").toString(), "--forecast");
    assertThat(run.code()).as(run.err()).isZero();
    return init.out();
  }

  /** One of 100 files has more than half of the text, and it is in R. */
  @Test
  void aReserveThatIsTooSmallForFreshIsMadeLarger() throws IOException {
    unequal(folder.resolve("unequal"), 1600);
    assertThat(plans(folder.resolve("unequal")))
        .contains(
            "split: {real: 0.5, reserve: 0.3, guard: 0, test: 0.2}",
            "{kind: fresh, real: {share: 0.01}} ");
  }

  /** It has nearly all of the text. */
  @Test
  void aReserveThatCannotSufficeIsLeftOutWithItsPolicy() throws IOException {
    unequal(folder.resolve("unequal"), 6000);
    assertThat(plans(folder.resolve("unequal")))
        .contains("# WARNING: the documents differ much in size", "# fresh (", "is left out")
        .doesNotContain("{kind: fresh");
  }

  /** People sort texts into folders. */
  @Test
  void foldersOfTextAreStrata() throws IOException {
    for (int i = 0; i < 90; i++) {
      Path each = folder.resolve("sorted").resolve(i % 3 == 0 ? "poems" : "letters");
      Files.writeString(Files.createDirectories(each).resolve(i + ".txt"), words());
    }
    runs(
        folder.resolve("sorted"),
        "  stratum: folder   # 2 folders below the source: letters, poems\n",
        "documents: file ");
    assertThat(Files.readString(folder.resolve("run-sorted/strata.csv")))
        .contains(",letters,", ",poems,");
  }

  @Test
  void jsonLinesWithFieldsInside() throws IOException {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      json.append("{\"meta\":{\"lang\":\"").append(i % 2 == 0 ? "en" : "es");
      json.append("\"},\"content\":\"").append(words()).append("\",\"n\":").append(i).append("}\n");
    }
    Path file = Files.writeString(folder.resolve("a.jsonl"), json);
    runs(file, "text: content ", "stratum: \"meta.lang\" ", "id: null ");
  }

  @Test
  void parquetOfHuggingFace() throws IOException {
    runs(
        PARQUET,
        "text: \"text.content\" ",
        "id: \"meta.source.url\" ",
        "stratum: genre ",
        "period: \"meta.year\" ");
  }

  @Test
  void oneDocumentRunsWithAWarning() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(words()).append(' ');
    }
    Path file = Files.writeString(folder.resolve("one.txt"), text);
    Answer init = Answer.of("init", file.toString());
    assertThat(init.err())
        .contains("warning: the corpus is one document", "no test text", "no policy fresh");
    runs(file, "# WARNING: the corpus is one document", "documents: line ");
  }

  @Test
  void severalFormatsAreRefused() throws IOException {
    Path table = Files.writeString(folder.resolve("a.csv"), "text\nThe words are here.\n");
    Answer two = Answer.of("init", PARQUET.toString(), table.toString());
    assertThat(two.code()).isEqualTo(2);
    assertThat(two.err()).contains("a.csv is CSV", "most of the input is Parquet", "for each");
    Path many = Files.createDirectories(folder.resolve("many"));
    for (int i = 0; i < 60; i++) {
      Files.writeString(many.resolve(i + ".txt"), words());
    }
    Files.copy(table, many.resolve("a.csv"));
    Answer mixed = Answer.of("init", many.toString());
    assertThat(mixed.code()).isEqualTo(2);
    assertThat(mixed.err()).contains("60 files of plain text and 1 of other formats", "a.csv");
  }

  @Test
  void globsOfAnyDepthAreRefused() {
    Answer init = Answer.of("init", folder + "/**/*.txt");
    assertThat(init.code()).isEqualTo(2);
    assertThat(init.err()).contains("name the folder: all that is below it is read");
  }

  @Test
  void aStratumForEachDocumentIsRefused() throws IOException {
    StringBuilder table = new StringBuilder("id,text\n");
    for (int i = 0; i < 120; i++) {
      table.append("r").append(i).append(",").append(words()).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("ids.csv"), table);
    Path spec =
        Files.writeString(
            folder.resolve("ids.yaml"),
            """
            name: ids
            seed: 1
            corpus: {source: "%s", stratum: id}
            family: {kind: ngram, order: 1, smoothing: {kind: none}}
            policy: {kind: replace}
            generations: 1
            """
                .formatted(csv));
    Answer run = Answer.of("run", spec.toString(), "--out", folder.resolve("ids").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("\"id\" has 120 values in 120 documents", "an id rather than");
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Path numbers = Files.writeString(folder.resolve("n.csv"), "a,b\n1,2\n");
    Answer init = Answer.of("init", numbers.toString());
    assertThat(init.code()).isEqualTo(2);
    assertThat(init.err()).contains("no field holds words; the fields are a, b");
  }
}
